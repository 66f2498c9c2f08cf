// SPDX-FileCopyrightText: 2026 Grokking Explorer contributors
// SPDX-License-Identifier: GPL-3.0-or-later
// Effective rank (Roy & Vetterli 2007): exp of the entropy of the singular values s of a matrix,
//   exp(-sum_i p_i ln p_i),  p_i = s_i / sum_j s_j,
// from 1 (one direction) to the smaller side (all directions alike). Of each weight matrix, and of
// the latent representation: the last hidden layer's activations on the first 1,000 test examples,
// less their mean. Matrices whose smaller side is beyond 512 are left out: their singular values
// would cost more than the training.
#pragma once

#include "core/metrics/metric_catalog.h"

namespace grokking {

[[nodiscard]] Metric effectiveRankMetric();

// Returns the effective rank of a matrix (rows, columns), row by row; 0 if it is zero.
[[nodiscard]] double effectiveRank(std::span<const double> matrix, std::int64_t rows,
                                   std::int64_t columns);

} // namespace grokking

// SPDX-FileCopyrightText: 2026 Grokking Explorer contributors
// SPDX-License-Identifier: GPL-3.0-or-later
// The table of all pairs of operands, each right or wrong: what is learned where, and the training
// pairs by which it is held together. Needs no computation beyond the evaluation.
#pragma once

#include "core/metrics/metric_catalog.h"

namespace grokking {

[[nodiscard]] Metric pairTableMetric();

// Returns the cells (elements x, elements y): 0 a training pair that is right, 1 one that is wrong,
// 2 and 3 the same of the test set, -1 a pair of neither. A pair that occurs more than once is
// wrong if any of its examples is; one that occurs in both sets counts as a test pair.
[[nodiscard]] Array<double> pairStates(const Dataset& dataset, std::span<const std::uint8_t> train,
                                       std::span<const std::uint8_t> test);

} // namespace grokking

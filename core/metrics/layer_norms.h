// SPDX-FileCopyrightText: 2026 Grokking Explorer contributors
// SPDX-License-Identifier: GPL-3.0-or-later
// Euclidean norm of each block of parameters (weights and biases of each layer).
#pragma once

#include "core/metrics/metric_catalog.h"

namespace grokking {

[[nodiscard]] Metric layerNormsMetric();

// Returns sqrt(sum of squares); also the weight norm of a whole model.
[[nodiscard]] double euclideanNorm(std::span<const double> values);

} // namespace grokking

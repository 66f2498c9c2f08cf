// SPDX-FileCopyrightText: 2026 Grokking Explorer contributors
// SPDX-License-Identifier: GPL-3.0-or-later
// What a learner predicts over the range of its one input, with how far it may be off: a curve in a
// band. So one sees a Gaussian process, or a regression with a fast sine, first go through each
// training point and then become smooth (Miller et al. 2023, arXiv 2310.17247).
#pragma once

#include "core/metrics/metric_catalog.h"

#include <cstdint>

namespace grokking {

inline constexpr std::int64_t curveInputs = 300; // evenly spaced, a tenth beyond the data

[[nodiscard]] Metric posteriorCurveMetric();

} // namespace grokking

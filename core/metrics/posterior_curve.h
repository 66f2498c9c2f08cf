// SPDX-FileCopyrightText: 2026 Grokking Explorer contributors
// SPDX-License-Identifier: GPL-3.0-or-later
// What a learner predicts over the range of its one input, with how far it may be off: a curve in a
// band. So one sees a Gaussian process, or a regression with a fast sine, first go through each
// training point and then become smooth (Miller et al. 2023, arXiv 2310.17247).
#pragma once

#include "core/metrics/metric_catalog.h"

#include <cstdint>

namespace grokking {

// The inputs: so many evenly spaced, from a tenth beyond the data to a tenth beyond, and between them
// the first of the training set, since a curve that goes through each of its points alone would
// seem to miss them.
inline constexpr std::int64_t evenCurveInputs = 300;
inline constexpr std::int64_t trainingCurveInputs = 100; // at most

[[nodiscard]] Metric posteriorCurveMetric();

} // namespace grokking

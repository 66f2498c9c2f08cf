// SPDX-FileCopyrightText: 2026 Grokking Explorer contributors
// SPDX-License-Identifier: GPL-3.0-or-later
// Means and standard deviations of the weights of a Bayesian network, as shares of the weights in
// bins that are the same at every step.
#pragma once

#include "core/metrics/metric_catalog.h"

namespace grokking {

// In bins of 0.1 from -2 to 2, named by their middle; what lies beyond is in the outermost two.
[[nodiscard]] Metric posteriorMeansMetric();
// In ten bins per decade from 0.001 to 10, named by their geometric middle; likewise.
[[nodiscard]] Metric posteriorDeviationsMetric();

} // namespace grokking

// SPDX-FileCopyrightText: 2026 Grokking Explorer contributors
// SPDX-License-Identifier: GPL-3.0-or-later
// The prior over functions of a Gaussian process while training moves it: what each input counts
// (Miller et al. 2023, arXiv 2310.17247, Fig. 12), and how much room the prior leaves, the
// complexity that can be compared between steps (appendix I there).
#pragma once

#include "core/metrics/metric_catalog.h"

namespace grokking {

[[nodiscard]] Metric inverseLengthscalesMetric();
[[nodiscard]] Metric priorLogDeterminantMetric();

} // namespace grokking

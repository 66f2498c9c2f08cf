// SPDX-FileCopyrightText: 2026 Grokking Explorer contributors
// SPDX-License-Identifier: GPL-3.0-or-later
// Which frequencies of the rule the logits of all pairs have: the power of cos w_k(x + y - z) and
// sin w_k(x + y - z), w_k = 2 pi k / n (Nanda et al. 2023, arXiv 2301.05217, Sec. 5), as a share of
// all power of the logits. The sum is how much of them follows the rule; the rest is anything else.
#pragma once

#include "core/metrics/metric_catalog.h"

namespace grokking {

[[nodiscard]] Metric logitSpectrumMetric();

} // namespace grokking

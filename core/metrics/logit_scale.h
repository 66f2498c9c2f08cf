// SPDX-FileCopyrightText: 2026 Grokking Explorer contributors
// SPDX-License-Identifier: GPL-3.0-or-later
// How large the logits of a classifier are, as means over the examples of a split: of the Euclidean
// norm of the logits, and of the margin, the logit of the label minus the largest other one, which
// is negative where the prediction is wrong. Costs nothing: the evaluation has them in hand.
#pragma once

#include "core/metrics/metric_catalog.h"

namespace grokking {

[[nodiscard]] Metric logitScaleMetric();

} // namespace grokking

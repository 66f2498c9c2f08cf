// SPDX-FileCopyrightText: 2026 Grokking Explorer contributors
// SPDX-License-Identifier: GPL-3.0-or-later
// Softmax collapse (Prieto et al. 2025, arXiv 2501.04697, Def. 1): the share of the examples whose
// sum of exponentials equals that of the label alone in the number format in which the learner
// takes its loss, so that their loss and its gradient by the logit of the label are exactly 0 and
// they teach nothing any more. In float32 that begins near a margin of 17, in float64 of 37. The
// margins decide for most examples; of the others the logits are computed.
#pragma once

#include "core/metrics/metric_catalog.h"

namespace grokking {

[[nodiscard]] Metric softmaxCollapseMetric();

// Returns whether the softmax of an example's logits has collapsed onto the label in the format
// Number: the exponentials, relative to the largest, are summed class after class.
template <class Number>
[[nodiscard]] bool isCollapsed(std::span<const double> logits, std::size_t label);

extern template bool isCollapsed<float>(std::span<const double>, std::size_t);
extern template bool isCollapsed<double>(std::span<const double>, std::size_t);

} // namespace grokking

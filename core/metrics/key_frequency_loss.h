// SPDX-FileCopyrightText: 2026 Grokking Explorer contributors
// SPDX-License-Identifier: GPL-3.0-or-later
// Restricted and excluded loss (Nanda et al. 2023, arXiv 2301.05217, Sec. 5): how far the rule
// alone carries, and how far the rest. Of the 2-D Fourier transform of the logits over the pairs
// (x, y), the restricted loss, over all pairs, keeps only the constant term and cos w_k(x + y), sin
// w_k(x + y) of the key frequencies k, and the excluded loss, over the training pairs, removes just
// these waves. A learned rule lowers the restricted loss before the test loss falls, and raises the
// excluded loss. The key frequencies are those of the logits at the same step (keyFrequencies());
// Nanda et al. take those of the network at the end of its training, which a live run cannot know,
// so early values differ from theirs. Cross-entropy over the answers.
#pragma once

#include "core/metrics/metric_catalog.h"

namespace grokking {

[[nodiscard]] Metric keyFrequencyLossMetric();

} // namespace grokking

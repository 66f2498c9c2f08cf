// SPDX-FileCopyrightText: 2026 Grokking Explorer contributors
// SPDX-License-Identifier: GPL-3.0-or-later
// How spread out the distribution of the weights is: the entropy, in bits, of the histogram of all
// entries of weight matrices and embeddings, with bins a tenth of their standard deviation wide,
// one of them centered at their mean. So it does not change with their scale and can be compared
// between steps and runs; a normal distribution has log2(sqrt(2 pi e) / 0.1) = 5.37 bits, and it
// falls as few large weights stand out of many small ones. Carvalho et al. 2025 name a look at the
// weight distribution as a next step.
#pragma once

#include "core/metrics/metric_catalog.h"

namespace grokking {

[[nodiscard]] Metric weightEntropyMetric();

// Returns that entropy; 0 if all values are equal.
[[nodiscard]] double histogramEntropy(std::span<const double> values);

} // namespace grokking

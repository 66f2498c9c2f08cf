// SPDX-FileCopyrightText: 2026 Grokking Explorer contributors
// SPDX-License-Identifier: GPL-3.0-or-later
// Which frequencies the embeddings of the operands have: with E (elements in the order of the
// circle, numbers), the power at frequency k = 0 .. n / 2 is the sum over the numbers of
// |sum_x E(x) exp(-2 pi i k x / n)|^2, taken twice where n - k is another frequency, and shares
// are of the sum of all, which is n times the sum of squares (Nanda et al. 2023, arXiv 2301.05217,
// Sec. 4.1). Frequency 0 is the mean of the embeddings.
#pragma once

#include "core/metrics/metric_catalog.h"

namespace grokking {

[[nodiscard]] Metric embeddingSpectrumMetric();

} // namespace grokking

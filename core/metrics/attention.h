// SPDX-FileCopyrightText: 2026 Grokking Explorer contributors
// SPDX-License-Identifier: GPL-3.0-or-later
// Where a Transformer looks: the share of its attention that the position whose answer is read
// gives to each position, by layer and head, as a mean over the first 1,000 test examples.
#pragma once

#include "core/metrics/metric_catalog.h"

namespace grokking {

[[nodiscard]] Metric attentionMetric();

} // namespace grokking

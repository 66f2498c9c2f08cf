// SPDX-FileCopyrightText: 2026 Grokking Explorer contributors
// SPDX-License-Identifier: GPL-3.0-or-later
// Test accuracy of each group of examples: the accuracy per subclass. Counted in integers and
// divided once, so that all correct is exactly 1.
#pragma once

#include "core/metrics/metric_catalog.h"

namespace grokking {

[[nodiscard]] Metric groupAccuracyMetric();

} // namespace grokking

// SPDX-FileCopyrightText: 2026 Grokking Explorer contributors
// SPDX-License-Identifier: GPL-3.0-or-later
// What a classifier makes of the observed examples (core/data/example_selection.h), one number each
// in their order: the predicted class, and the margin, which is the output of the label minus the
// largest other one, negative where the prediction is wrong. Nameless matrices (examples, 1), for
// there are many of them and their names would be most of a run's memory.
#pragma once

#include "core/metrics/metric_catalog.h"

namespace grokking {

[[nodiscard]] Metric samplePredictionsMetric();
[[nodiscard]] Metric sampleMarginsMetric();

} // namespace grokking

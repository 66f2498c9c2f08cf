// SPDX-FileCopyrightText: 2026 Grokking Explorer contributors
// SPDX-License-Identifier: GPL-3.0-or-later
// Confusion matrices: how many examples of each subclass (rows) were taken for which class
// (columns). The matrix of classes is the sum of the rows of each.
#pragma once

#include "core/metrics/metric_catalog.h"

namespace grokking {

// Of the test set, and of the training set.
[[nodiscard]] Metric confusionMetric();
[[nodiscard]] Metric trainingConfusionMetric();

// Returns the counts (groups, classes) of predicted classes, one per example.
[[nodiscard]] Matrix confusionMatrix(const Grouping& grouping, const Examples& examples,
                                     std::span<const std::int32_t> predicted);

} // namespace grokking

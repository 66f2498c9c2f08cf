// SPDX-FileCopyrightText: 2026 Grokking Explorer contributors
// SPDX-License-Identifier: GPL-3.0-or-later
// Every trained parameter of a learner that has few of them: its way through the landscape
// (core/train/landscape.h), and the weights of a linear model over the steps.
#pragma once

#include "core/metrics/metric_catalog.h"

#include <cstdint>

namespace grokking {

// The metric's id, under which a run's path is found.
inline constexpr auto parameterValuesId = "parameters";

// Learners with more parameters are not observed.
inline constexpr std::int64_t mostObservedParameters = 16;

[[nodiscard]] Metric parameterValuesMetric();

} // namespace grokking

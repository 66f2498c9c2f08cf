// SPDX-FileCopyrightText: 2026 Grokking Explorer contributors
// SPDX-License-Identifier: GPL-3.0-or-later
// The metrics there are: what is observed at each evaluation beyond loss, score and norm. A new
// one is one file and one line in metric_catalog.cpp. Stateless; any thread.
#pragma once

#include "core/events/observation.h"
#include "core/learners/learner.h"
#include "core/spec/catalog.h"

#include <optional>
#include <vector>

namespace grokking {

// What a metric may look at. Everything is borrowed for the call.
struct MetricContext {
    const RunStarted& run;
    const Dataset& dataset;
    Learner& learner;
    std::span<const double> parameters; // of the learner, flat
    const Evaluation& train;
    const Evaluation& test;
};

struct Metric {
    CatalogEntry entry;
    // Returns the observation, or nullopt where it has no meaning (no grouping, for example).
    std::optional<Observation> (*observe)(const MetricContext& context);
};

[[nodiscard]] const std::vector<Metric>& metrics();

} // namespace grokking

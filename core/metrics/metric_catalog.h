// SPDX-FileCopyrightText: 2026 Grokking Explorer contributors
// SPDX-License-Identifier: GPL-3.0-or-later
// The metrics there are: what is observed at each evaluation beyond loss, score and norm. A new
// one is one file and one line in metric_catalog.cpp. Stateless; any thread.
#pragma once

#include "core/events/observation.h"
#include "core/learners/learner.h"
#include "core/spec/catalog.h"

#include <optional>
#include <stop_token>
#include <string>
#include <vector>

namespace grokking {

// What a metric may look at. Everything is borrowed for the call.
struct MetricContext {
    const ExperimentSpec& spec;
    const RunStarted& run;
    const Dataset& dataset;
    Learner& learner;
    std::span<const double> parameters; // of the learner, flat
    const Evaluation& train;
    const Evaluation& test;
    const std::stop_token& stop; // once it is requested the observation is thrown away
};

// What an observation costs: next to nothing beyond the evaluation, or as much as a gradient over
// the whole training set. The latter is made at fewer steps (EvaluationSchedule::isThorough).
enum class MetricCost { Evaluation, FullGradient };

// How a metric whose observations are a number or named numbers is drawn against the step. A name
// may begin with "train " or "test ", and is then drawn like everything of that split.
struct MetricCurves {
    enum class Axis { Linear, Logarithmic };
    std::string axisLabel; // name and unit of the values
    Axis axis = Axis::Linear;
};

struct Metric {
    CatalogEntry entry;
    // Returns the observation, or nullopt where it has no meaning (no grouping, for example).
    std::optional<Observation> (*observe)(const MetricContext& context);
    MetricCost cost = MetricCost::Evaluation;
    std::optional<MetricCurves> curves = std::nullopt; // unless it has a view of its own
};

[[nodiscard]] const std::vector<Metric>& metrics();

} // namespace grokking

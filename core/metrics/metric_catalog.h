// SPDX-FileCopyrightText: 2026 Grokking Explorer contributors
// SPDX-License-Identifier: GPL-3.0-or-later
// The metrics there are: what is observed at each evaluation beyond loss, score and norm. A new
// one is one file and one line in metric_catalog.cpp. Stateless; any thread.
#pragma once

#include "core/events/observation.h"
#include "core/learners/learner.h"
#include "core/spec/catalog.h"

#include <memory>
#include <optional>
#include <stop_token>
#include <string>
#include <variant>
#include <vector>

namespace grokking {

struct PairLogits;

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
    // Made by the first metric that asks for them (core/metrics/pair_logits.h).
    mutable std::shared_ptr<const PairLogits> pairLogits = nullptr;
};

// What an observation costs, in time or in the run file: next to nothing beyond the evaluation, as
// much as a gradient over the whole training set, or as much as several of them, all such metrics
// together. The latter two are made at fewer and at far fewer steps
// (EvaluationSchedule::isThorough).
enum class MetricCost { Evaluation, FullGradient, SeveralPasses };
inline constexpr std::int64_t passesOfSeveral = 10;

// How a metric whose observations are a number or named numbers is drawn against the step. A name
// may begin with "train " or "test ", and is then drawn like everything of that split.
struct MetricCurves {
    enum class Axis { Linear, Logarithmic };
    std::string axisLabel; // name and unit of the values
    Axis axis = Axis::Linear;
};

// Named numbers whose names have an order, such as frequencies: drawn as a map of step and name.
struct MetricSpectrum {
    std::string nameAxis;  // what the names are: "Frequency"
    std::string axisLabel; // name and unit of the values
    MetricCurves::Axis axis = MetricCurves::Axis::Linear;
};

// Named numbers, drawn as bars of the step at the cursor. The names are the same at all steps.
struct MetricBars {
    std::string nameAxis;  // what the names are: "Input"
    std::string axisLabel; // name and unit of the values
};

// A matrix, drawn as a heat map of the step at the cursor. Its axes are the observation's.
struct MetricTable {
    std::string axisLabel; // name and unit of the values
    // Where the values are categories 0, 1, ...: their names; -1 is an empty cell.
    std::vector<std::string> categories = {};
};

// A matrix of two columns: named points in a plane at the cursor, whose axes are its columns.
struct MetricPoints {
    bool isCyclic = false; // the rows follow each other in a circle, and are joined and colored so
};

// A curve with a band, drawn at the cursor with the data's points. Its axes are the observation's.
struct MetricBand {
};

// How a metric is drawn; monostate: it has a view of its own, or is not drawn.
using MetricPicture = std::variant<std::monostate, MetricCurves, MetricSpectrum, MetricBars,
                                   MetricTable, MetricPoints, MetricBand>;

// Where the view of a metric is found among the others: with the curves every run has, or with
// those that look inside the network, or at the operation it learns.
enum class MetricTopic { Training, Network, Operation };

struct Metric {
    CatalogEntry entry;
    // Returns the observation, or nullopt where it has no meaning (no grouping, for example).
    std::optional<Observation> (*observe)(const MetricContext& context);
    MetricCost cost = MetricCost::Evaluation;
    MetricPicture picture = {};
    // Returns whether runs of a valid spec have such observations; nullptr: all have. Its view is
    // offered only for those. Cheap enough for every move of a slider.
    bool (*applies)(const ExperimentSpec& spec) = nullptr;
    MetricTopic topic = MetricTopic::Training;
    // Whether it is one number, drawn as curves, that can stand for complexity in the
    // error-complexity plane.
    bool isComplexity = false;
};

// Returns whether it has a view made from the catalog alone.
[[nodiscard]] inline bool isDrawn(const Metric& metric)
{
    return !std::holds_alternative<std::monostate>(metric.picture);
}

[[nodiscard]] const std::vector<Metric>& metrics();

} // namespace grokking

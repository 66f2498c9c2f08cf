// SPDX-FileCopyrightText: 2026 Grokking Explorer contributors
// SPDX-License-Identifier: GPL-3.0-or-later
// What a run tells the world while it goes on, in order: started, then sampled, observed,
// snapshot, marker and the like, then finished or failed. A stored run opens as the same events,
// so everybody who listens has one input path, live or stored. Plain values; any thread.
#pragma once

#include "core/events/observation.h"
#include "core/events/run_summary.h"
#include "core/util/grouping.h"
#include "core/util/processor.h"
#include "core/util/result.h"

#include <cstddef>
#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

namespace grokking {

// The name, shape and place of one block of parameters in the flat parameter vector.
struct ParameterBlock {
    std::string name; // "layer 1 weights"
    Shape shape;
    std::int64_t offset = 0; // of its first element

    bool operator==(const ParameterBlock&) const = default;
};

// Sent once, when data and learner are ready and before the first sample. A resumed run sends it
// again with its first step.
struct RunStarted {
    std::int64_t firstStep = 0;
    std::int64_t trainingExamples = 0;
    std::int64_t testExamples = 0;
    std::int64_t batchesPerEpoch = 1;
    std::string errorLabel;      // axis label: "Train loss"
    std::string complexityLabel; // axis label: "Squared weight norm"
    bool classifier = true;      // scores are accuracies
    std::vector<ParameterBlock> parameters;
    std::optional<Grouping> grouping;
    Environment environment;

    bool operator==(const RunStarted&) const = default;
};

// How well one split is predicted.
struct SplitScore {
    double loss = 0.0;
    double score = 0.0;       // what detection watches, at most 1; accuracy for a classifier
    std::int64_t correct = 0; // examples; 0 of 0 for a regression
    std::int64_t total = 0;

    bool operator==(const SplitScore&) const = default;
};

// Why a sample was taken: manual ones (a pause) are shown but never enter detection; a final one
// lies off the schedule because the run ends there.
enum class SampleKind { Scheduled, Final, Manual };

struct Sampled {
    std::int64_t step = 0;
    double epoch = 0.0;
    SampleKind kind = SampleKind::Scheduled;
    SplitScore train;
    SplitScore test;
    double error = 0.0;      // the learner's error, train split
    double complexity = 0.0; // the learner's complexity
    double weightNorm = 0.0; // Euclidean norm of all parameters
    double learningRate = 0.0;
    double weightDecay = 0.0;

    bool operator==(const Sampled&) const = default;
};

struct Observed {
    std::int64_t step = 0;
    Observation observation;

    bool operator==(const Observed&) const = default;
};

// The parameters at one step, in the order of RunStarted::parameters.
struct SnapshotTaken {
    std::int64_t step = 0;
    std::shared_ptr<const std::vector<double>> parameters;
};

// Everything needed to go on from `step` in another process.
struct CheckpointTaken {
    std::int64_t step = 0;
    std::shared_ptr<const std::vector<std::byte>> state;
};

// A setting changed at a step boundary.
struct ParameterChanged {
    std::int64_t step = 0;
    std::string path;
    double value = 0.0;

    bool operator==(const ParameterChanged&) const = default;
};

// Something worth a line in the log: a warning, a preparation's progress.
struct Notice {
    std::int64_t step = 0;
    std::string message;

    bool operator==(const Notice&) const = default;
};

struct Paused {
    std::int64_t step = 0;
    bool operator==(const Paused&) const = default;
};

struct Resumed {
    std::int64_t step = 0;
    bool operator==(const Resumed&) const = default;
};

enum class RunEnd {
    Completed,   // all steps done
    Interrupted, // stopped; a checkpoint was taken
    Diverged     // NaN or infinity
};

[[nodiscard]] std::string_view runEndName(RunEnd end);
[[nodiscard]] std::optional<RunEnd> runEndFromName(std::string_view name);

struct Finished {
    std::int64_t step = 0;
    RunEnd end = RunEnd::Completed;
    std::string divergedQuantity; // "train loss"; empty unless diverged
    RunSummary summary;
    double wallSeconds = 0.0; // training time of this process, pauses left out

    bool operator==(const Finished&) const = default;
};

// The run could not start or go on; nothing follows.
struct Failed {
    std::int64_t step = 0;
    Error error;

    bool operator==(const Failed&) const = default;
};

using TrainingEvent = std::variant<RunStarted, Sampled, Observed, SnapshotTaken, CheckpointTaken,
                                   ParameterChanged, Notice, Paused, Resumed, Finished, Failed>;

} // namespace grokking

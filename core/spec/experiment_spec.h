// SPDX-FileCopyrightText: 2026 Grokking Explorer contributors
// SPDX-License-Identifier: GPL-3.0-or-later
// Everything that defines one run, as one value: two runs of equal specs on one machine give the
// same bytes. Plain nested values with defaults; copies freely between threads.
#pragma once

#include "core/spec/param_spec.h"

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace grokking {

constexpr std::int64_t experimentSchemaVersion = 1;

// A choice from a catalog with all of its settings.
struct EntrySpec {
    std::string id;
    Parameters parameters;

    bool operator==(const EntrySpec&) const = default;
};

// Seeds of the random streams; an unset one follows `ExperimentSpec::seed`.
struct SeedSpec {
    std::optional<std::int64_t> geometry;
    std::optional<std::int64_t> data;
    std::optional<std::int64_t> subsampling;
    std::optional<std::int64_t> initialization;
    std::optional<std::int64_t> batches;
    std::optional<std::int64_t> noise;
    std::optional<std::int64_t> evaluation;

    bool operator==(const SeedSpec&) const = default;
};

// A setting changed while the run goes on, before training step `step` + 1.
struct ScheduledChange {
    std::int64_t step = 0;
    std::string path; // for example "training.optimizer.learningRate"
    double value = 0.0;

    bool operator==(const ScheduledChange&) const = default;
};

struct TrainingSpec {
    std::int64_t steps = 50'000;  // optimizer updates
    std::int64_t stopAfterT2 = 0; // steps after t2 at which the run ends before that; 0 = never
    std::int64_t batchSize = 0;   // examples per update; 0 = the whole training set
    EntrySpec optimizer;
    std::string evaluation = "every";       // "every" or "log"
    std::int64_t evaluateEvery = 100;       // steps between evaluations ("every")
    std::int64_t evaluationsPerDecade = 50; // evaluations per factor 10 of steps ("log")
    bool evaluateEarly = true;              // also at steps 1, 2, 5, 10, 20, 50
    std::int64_t snapshotsPerDecade = 1;    // stored parameters per factor 10 of steps; 0 = none
    std::string engine = "auto";            // "auto", "fused" or "libtorch"
    std::string device = "auto";            // "auto", "cpu" or "cuda:N"
    std::vector<ScheduledChange> schedule;  // in order of steps

    bool operator==(const TrainingSpec&) const = default;
};

// When a score counts as reached (core/detection/detector.h).
struct DetectionSpec {
    std::string definition = "threshold"; // (with window), "first-crossing" or "erf-fit"
    double trainThreshold = 0.99;
    double testThreshold = 0.95;
    std::int64_t window = 20;        // evaluations
    std::int64_t minimumGap = 1'000; // steps

    bool operator==(const DetectionSpec&) const = default;
};

struct ExperimentSpec {
    std::int64_t schemaVersion = experimentSchemaVersion;
    std::string preset; // id of the preset it started from; empty if none
    std::int64_t seed = 0;
    SeedSpec seeds;
    EntrySpec data;
    EntrySpec learner;
    TrainingSpec training;
    DetectionSpec detection;

    // Returns the seed a stream uses: its own if pinned, otherwise `seed`.
    [[nodiscard]] std::uint64_t seedOf(const std::optional<std::int64_t>& pinned) const
    {
        return static_cast<std::uint64_t>(pinned.value_or(seed));
    }

    bool operator==(const ExperimentSpec&) const = default;
};

} // namespace grokking

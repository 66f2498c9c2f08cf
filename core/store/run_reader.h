// SPDX-FileCopyrightText: 2026 Grokking Explorer contributors
// SPDX-License-Identifier: GPL-3.0-or-later
// Opens run files: finished, interrupted, or still being written. Stateless; any thread. Errors:
// FileAccess (missing, unreadable), InvalidFile (another kind, cut off, damaged), NewerSchema.
#pragma once

#include "core/events/training_event.h"
#include "core/spec/catalog.h"
#include "core/spec/experiment_spec.h"

#include <filesystem>
#include <optional>
#include <string>
#include <vector>

namespace grokking {

struct StoredRun {
    std::filesystem::path file;
    // Its training.schedule is extended by the changes made while it ran. Not checked whether its
    // settings fit together (validate()).
    ExperimentSpec spec;
    std::string created;                       // UTC: "2026-01-31T12:34:56Z"
    std::string note;                          // the user's
    std::vector<TrainingEvent> events;         // as published, without checkpoints
    std::optional<CheckpointTaken> checkpoint; // the latest
    std::optional<Error> checkpointProblem;    // why there is one that cannot be gone on from
};

// Reads a whole run.
[[nodiscard]] Result<StoredRun> readRun(const std::filesystem::path& file,
                                        const Catalogs& catalogs);

// Reads the spec of a run alone, with the schedule as in StoredRun.
[[nodiscard]] Result<ExperimentSpec> readSpec(const std::filesystem::path& file,
                                              const Catalogs& catalogs);

// Reads the samples of a run alone, in order of steps.
[[nodiscard]] Result<std::vector<Sampled>> readSamples(const std::filesystem::path& file);

// What a list shows of a run.
struct RunListing {
    std::filesystem::path file;
    std::string preset; // empty if none
    std::string group;  // the same for all seeds of a spec (core/store/run_group.h)
    std::int64_t seed = 0;
    std::int64_t steps = 0; // of the spec
    std::string created;    // UTC: "2026-01-31T12:34:56Z"
    std::string note;
    // Of a run without an end, still going on or killed: Verdict::Running and the last step.
    RunSummary summary;
    std::optional<Sampled> lastSample;
    bool finished = false;        // completed or diverged: there is nothing to resume
    std::optional<RunEnd> end;    // how it finished; none while it goes on, or killed, or failed
    std::optional<Error> failure; // why it could not start or go on
    double wallSeconds = 0.0;     // training time of the process that finished it
    std::optional<std::int64_t> checkpointStep; // where it can be resumed
    std::int64_t bytes = 0;                     // of the file
    std::int64_t resumeBytes = 0; // of these, checkpoint, snapshots and pages freed before

    bool operator==(const RunListing&) const = default;
};

// Reads what a list shows, without reading the samples.
[[nodiscard]] Result<RunListing> readListing(const std::filesystem::path& file);

} // namespace grokking

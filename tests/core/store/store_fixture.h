// SPDX-FileCopyrightText: 2026 Grokking Explorer contributors
// SPDX-License-Identifier: GPL-3.0-or-later
// What the tests of run files share: small catalogs, a spec, canned events, and a look into files.
#pragma once

#include "core/events/training_event.h"
#include "core/spec/catalog.h"
#include "core/spec/experiment_spec.h"
#include "core/store/run_recorder.h"

#include <filesystem>
#include <memory>
#include <string>
#include <vector>

// Fails the test with the error's text if a Result is no value.
#define VERIFY_OK(result)                                                                          \
    QVERIFY2(static_cast<bool>(result), (result) ? "" : (result).error().text().c_str())

namespace grokking {

[[nodiscard]] const Catalogs& testCatalogs();
[[nodiscard]] ExperimentSpec testSpec();

// Returns a sample whose every field depends on the step.
[[nodiscard]] Sampled sampleAt(std::int64_t step, SampleKind kind = SampleKind::Scheduled);
[[nodiscard]] Observed scalarAt(std::int64_t step);
[[nodiscard]] CheckpointTaken checkpointAt(std::int64_t step, std::size_t bytes = 1'000);
[[nodiscard]] SnapshotTaken snapshotAt(std::int64_t step, std::vector<double> parameters);
[[nodiscard]] RunStarted startedAt(std::int64_t step);
[[nodiscard]] Finished finishedAt(std::int64_t step, RunEnd end = RunEnd::Completed);

// Returns a run in which each kind of event and each kind of observation occurs, without
// checkpoint.
[[nodiscard]] std::vector<TrainingEvent> everyKindOfEvent();

// Compares also what snapshots and checkpoints point to.
[[nodiscard]] bool areEqual(const TrainingEvent& a, const TrainingEvent& b);
[[nodiscard]] bool areEqual(const std::vector<TrainingEvent>& a,
                            const std::vector<TrainingEvent>& b);

// Creates a recorder of testSpec(); a failure to do so is a bug of the test (asserts).
[[nodiscard]] std::unique_ptr<RunRecorder> newRecorder(const std::filesystem::path& file);

// Records the events into a new file and closes it.
void recordRun(const std::filesystem::path& file, const std::vector<TrainingEvent>& events);

// Executes SQL on a file as another program would.
void executeSql(const std::filesystem::path& file, const std::string& sql);
// Returns all rows of a query as text, blobs in hexadecimal, one row a line.
[[nodiscard]] std::string queryText(const std::filesystem::path& file, const std::string& sql);

// Makes mounts of the calling thread invisible to others; returns false where that is not allowed.
[[nodiscard]] bool enterPrivateMounts();

} // namespace grokking

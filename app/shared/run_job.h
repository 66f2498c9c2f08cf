// SPDX-FileCopyrightText: 2026 Grokking Explorer contributors
// SPDX-License-Identifier: GPL-3.0-or-later
// One run to do: a new one, or a stored one that did not come to its end. Stateless; any thread.
#pragma once

#include "core/spec/experiment_spec.h"
#include "core/store/run_reader.h"
#include "core/store/run_recorder.h"
#include "core/train/training_session.h"

#include <cstdint>
#include <filesystem>
#include <memory>
#include <optional>
#include <string>

namespace grokking {

// Anew into `file`, or from where `file` stopped. A planned one lacks the state and samples of its
// resume point, which whoever begins it reads by resumeJob().
struct RunJob {
    ExperimentSpec spec;
    std::filesystem::path file;
    std::optional<ResumePoint> resumePoint;
};

// Returns the job that goes on with a stored run up to `steps`, by default those of its spec.
// Fails (InvalidSpec) if its settings do not fit together any more, (InvalidFile) if a file that its
// data were read from has changed, or (Unavailable, FileAccess) if this machine cannot train it or
// somebody may be recording it.
[[nodiscard]] Result<RunJob> resumeJob(const std::string& file, std::optional<std::int64_t> steps);

// Returns the same job to be begun later, planned: many of them take little memory, and what is
// read later is what the file holds then.
[[nodiscard]] Result<RunJob> plannedResume(const std::string& file,
                                           std::optional<std::int64_t> steps);

// Returns what records a job, into a new file or behind the checkpoint of its own.
[[nodiscard]] Result<std::unique_ptr<RunRecorder>> recorderOf(const RunJob& job);

// Returns resumeJob() of a run that was read already.
[[nodiscard]] Result<RunJob> resumeJob(const StoredRun& run, std::optional<std::int64_t> steps);

// Returns why the data of a stored run cannot be made again as they were (InvalidFile), nullopt if
// they can. `spec` is that of the run, and valid. Reads the run only if its data are from a file.
[[nodiscard]] std::optional<Error> changedDataProblem(const std::string& file,
                                                      const ExperimentSpec& spec);

} // namespace grokking

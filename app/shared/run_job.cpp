// SPDX-FileCopyrightText: 2026 Grokking Explorer contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/shared/run_job.h"

#include "core/data/dataset_catalog.h"
#include "core/learners/learner_catalog.h"
#include "core/store/run_library.h"
#include "core/train/catalogs.h"
#include "core/train/preparation.h"
#include "core/train/run_memory.h"

#include <algorithm>

namespace grokking {

namespace {

// Returns the environment of the first start of a run; empty if it never started.
Environment environmentOf(const StoredRun& run)
{
    for (const TrainingEvent& event : run.events)
        if (const auto* started = std::get_if<RunStarted>(&event))
            return started->environment;
    return {};
}

// Returns why a run does not have the data any more that it began with.
std::optional<Error> dataProblem(const StoredRun& run, const ExperimentSpec& spec)
{
    auto problem = changedDataProblem(spec, environmentOf(run));
    if (problem)
        problem->context = run.file.string();
    return problem;
}

bool isComplete(const StoredRun& run)
{
    return std::ranges::any_of(run.events, [](const TrainingEvent& event) {
        const auto* finished = std::get_if<Finished>(&event);
        return finished && finished->end == RunEnd::Completed;
    });
}

} // namespace

Result<RunJob> resumeJob(const std::string& file, std::optional<std::int64_t> steps)
{
    if (const Status free = refuseRecorded(file); !free)
        return free.error();
    const auto run = readRun(file, catalogs());
    return run ? resumeJob(*run, steps) : run.error();
}

Result<RunJob> plannedResume(const std::string& file, std::optional<std::int64_t> steps)
{
    auto job = resumeJob(file, steps);
    if (job) {
        job->resumePoint->checkpoint.state.reset();
        job->resumePoint->samples = {};
    }
    return job;
}

Result<std::unique_ptr<RunRecorder>> recorderOf(const RunJob& job)
{
    return job.resumePoint ? RunRecorder::resume(job.file, job.spec, catalogs(),
                                                 job.resumePoint->checkpoint.step)
                           : RunRecorder::create(job.file, job.spec, catalogs());
}

Result<RunJob> resumeJob(const StoredRun& run, std::optional<std::int64_t> steps)
{
    const std::string file = run.file.string();
    if (run.checkpointProblem)
        return *run.checkpointProblem;
    if (!run.checkpoint)
        return Error{ErrorCode::InvalidFile,
                     "this run has no checkpoint to go on from; run its spec anew", file};
    RunJob job{.spec = run.spec,
               .file = file,
               .resumePoint =
                   ResumePoint{.checkpoint = *run.checkpoint, .environment = environmentOf(run)}};
    const std::int64_t reached = run.checkpoint->step;
    const bool complete = isComplete(run);
    if (steps)
        job.spec.training.steps = *steps;
    if (complete && steps && reached < run.spec.training.steps)
        job.spec.training.stopAfterT2 = 0; // it ended by this
    if (job.spec.training.steps < reached
        || (complete && (!steps || job.spec.training.steps == reached)))
        return Error{ErrorCode::InvalidSpec,
                     "this run is already at step " + std::to_string(reached)
                         + "; train it longer with --steps",
                     file};
    if (auto problem = specProblem(job.spec, file))
        return *problem;
    if (auto problem = dataProblem(run, job.spec))
        return *problem;
    if (auto problem = memoryProblem(job.spec))
        return *problem;
    if (auto problem = engineProblem(job.spec)) // or the end the file tells of would be lost
        return *problem;
    for (const TrainingEvent& event : run.events) {
        const auto* sample = std::get_if<Sampled>(&event);
        if (const auto* change = std::get_if<ParameterChanged>(&event))
            job.resumePoint->changes += change->step <= reached ? 1 : 0;
        const bool endsThere =
            sample && sample->step == reached && sample->kind == SampleKind::Final;
        if (sample && sample->step <= reached && !endsThere)
            job.resumePoint->samples.push_back(*sample);
    }
    return job;
}

std::optional<Error> changedDataProblem(const std::string& file, const ExperimentSpec& spec)
{
    if (!findDataset(spec.data.id)->fingerprint)
        return std::nullopt;
    const auto run = readRun(file, catalogs());
    return run ? dataProblem(*run, spec) : run.error();
}

} // namespace grokking

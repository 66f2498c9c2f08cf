// SPDX-FileCopyrightText: 2026 Grokking Explorer contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/resume_job.h"

#include "core/store/run_reader.h"
#include "core/train/catalogs.h"
#include "core/train/run_memory.h"

#include <algorithm>

namespace grokking {

namespace {

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
    auto stored = readRun(file, catalogs());
    if (!stored)
        return stored.error();
    if (!stored->checkpoint)
        return Error{ErrorCode::InvalidFile,
                     "this run has no checkpoint to go on from; run its spec anew", file};
    RunJob job{.spec = stored->spec,
               .file = file,
               .resumePoint = ResumePoint{.checkpoint = *stored->checkpoint}};
    if (steps)
        job.spec.training.steps = *steps;
    const std::int64_t reached = stored->checkpoint->step;
    if (job.spec.training.steps < reached
        || (job.spec.training.steps == reached && isComplete(*stored)))
        return Error{ErrorCode::InvalidSpec,
                     "this run is already at step " + std::to_string(reached)
                         + "; train it longer with --steps",
                     file};
    if (auto problem = memoryProblem(job.spec))
        return *problem;
    for (const TrainingEvent& event : stored->events) {
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

} // namespace grokking

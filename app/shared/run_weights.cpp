// SPDX-FileCopyrightText: 2026 Grokking Explorer contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/shared/run_weights.h"

#include "core/store/npz.h"
#include "core/train/catalogs.h"
#include "core/train/preparation.h"

#include <algorithm>
#include <set>
#include <string>

namespace grokking {

namespace {

template <class Event>
const Event* lastOf(const StoredRun& run)
{
    for (auto event = run.events.rbegin(); event != run.events.rend(); ++event)
        if (const auto* match = std::get_if<Event>(&*event))
            return match;
    return nullptr;
}

const SnapshotTaken* snapshotAt(const StoredRun& run, std::int64_t step)
{
    for (const TrainingEvent& event : run.events) {
        const auto* snapshot = std::get_if<SnapshotTaken>(&event);
        if (snapshot && snapshot->step == step)
            return snapshot;
    }
    return nullptr;
}

std::string listed(const std::vector<std::int64_t>& steps)
{
    std::string text;
    for (const std::int64_t step : steps)
        text += (text.empty() ? "" : ", ") + std::to_string(step);
    return text;
}

// A damaged file could name blocks that lie outside.
bool fit(const std::vector<ParameterBlock>& blocks, std::size_t parameters)
{
    return std::ranges::all_of(blocks, [=](const ParameterBlock& block) {
        const auto count = checkedElementCount(block.shape);
        const auto all = static_cast<std::int64_t>(parameters);
        return count && block.offset >= 0 && block.offset <= all && *count <= all - block.offset;
    });
}

} // namespace

std::vector<std::int64_t> keptSteps(const StoredRun& run)
{
    std::set<std::int64_t> steps;
    for (const TrainingEvent& event : run.events)
        if (const auto* snapshot = std::get_if<SnapshotTaken>(&event))
            steps.insert(snapshot->step);
    if (run.checkpoint)
        steps.insert(run.checkpoint->step);
    return {steps.begin(), steps.end()};
}

Result<RunWeights> weightsOf(const StoredRun& run, std::optional<std::int64_t> step)
{
    const std::string context = run.file.string();
    const auto steps = keptSteps(run);
    const auto* const started = lastOf<RunStarted>(run);
    const bool needsCheckpoint = !step || !std::ranges::binary_search(steps, *step);
    if (run.checkpointProblem && needsCheckpoint)
        return *run.checkpointProblem;
    if (steps.empty() || !started)
        return Error{ErrorCode::InvalidFile,
                     "this run has kept no weights; run it again with "
                     "training.snapshotsPerDecade of at least 1",
                     context};
    const std::int64_t wanted = step.value_or(steps.back());
    if (!std::ranges::binary_search(steps, wanted))
        return Error{ErrorCode::Usage,
                     "there are no weights of step " + std::to_string(wanted)
                         + "; choose one of: " + listed(steps),
                     context};
    RunWeights weights{wanted, started->parameters, {}};
    if (const SnapshotTaken* const snapshot = snapshotAt(run, wanted)) {
        weights.parameters = *snapshot->parameters;
    } else if (auto problem = specProblem(run.spec, context)) {
        return *problem;
    } else {
        auto parameters = parametersAt(run.spec, *run.checkpoint);
        if (!parameters)
            return parameters.error();
        weights.parameters = std::move(*parameters);
    }
    if (!fit(weights.blocks, weights.parameters.size()))
        return Error{ErrorCode::InvalidFile, "the weights of this run are damaged", context};
    return weights;
}

Result<std::int64_t> exportWeights(const std::filesystem::path& run,
                                   std::optional<std::int64_t> step,
                                   const std::filesystem::path& file)
{
    const auto stored = readRun(run, catalogs());
    if (!stored)
        return stored.error();
    const auto weights = weightsOf(*stored, step);
    if (!weights)
        return weights.error();
    if (const Status written = writeNpz(file, weights->blocks, weights->parameters); !written)
        return written.error();
    return weights->step;
}

} // namespace grokking

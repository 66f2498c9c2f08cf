// SPDX-FileCopyrightText: 2026 Grokking Explorer contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/train/preparation.h"

#include "core/data/dataset_catalog.h"
#include "core/learners/learner_catalog.h"
#include "core/spec/spec_fields.h"
#include "core/train/catalogs.h"
#include "core/train/checkpoint.h"
#include "core/train/latent_cache.h"
#include "core/train/latent_preparation.h"
#include "core/train/run_memory.h"

namespace grokking {

std::optional<Error> specProblem(const ExperimentSpec& spec, const std::string& context)
{
    std::string message;
    for (const SpecProblem& problem : validate(spec, catalogs()))
        message += (message.empty() ? "" : "\n") + problem.path + " " + problem.message;
    if (message.empty())
        return std::nullopt;
    return Error{ErrorCode::InvalidSpec, message, context};
}

Status prepareNeeds(const ExperimentSpec& spec, const std::stop_token& stop,
                    const LatentProgress& progress)
{
    const DatasetKind* const kind = findDataset(spec.data.id);
    if (!kind)
        return Error{ErrorCode::InvalidSpec, "there is no such data set", spec.data.id};
    if (!kind->latents)
        return Success{};
    const auto request = kind->latents(spec.data.parameters, datasetSeeds(spec));
    if (!request)
        return request.error();
    return *request ? prepareLatents(**request, stop, progress, latentCacheFolder()) : Success{};
}

Result<Dataset> prepareDataset(const ExperimentSpec& spec, const std::stop_token& stop,
                               const LatentProgress& progress)
{
    if (const Status ready = prepareNeeds(spec, stop, progress); !ready)
        return ready.error();
    if (stop.stop_requested())
        return Dataset{};
    return orMemoryRefused(spec, "data " + spec.data.id, [&] {
        return findDataset(spec.data.id)->make(spec.data.parameters, datasetSeeds(spec), stop);
    });
}

std::optional<Error> changedDataProblem(const ExperimentSpec& spec, const Environment& environment)
{
    const auto recorded = environment.find(dataFingerprintKey);
    const DatasetKind* const kind = findDataset(spec.data.id);
    if (recorded == environment.end() || !kind || !kind->fingerprint)
        return std::nullopt;
    const auto present = kind->fingerprint(spec.data.parameters);
    if (!present)
        return present.error();
    if (*present == recorded->second)
        return std::nullopt;
    std::string files;
    for (const ParamSpec& param : kind->entry.parameters)
        if (param.kind == ParamKind::File)
            files += valueText(spec.data.parameters.at(param.id)) + " ";
    return Error{ErrorCode::InvalidFile,
                 "its data have changed since this run began: " + files + "has the fingerprint "
                     + *present + " instead of " + recorded->second
                     + "; put the file back as it was, or begin a new run",
                 "data"};
}

std::optional<Error> changedChoiceProblem(const Dataset& dataset, const Environment& environment)
{
    const auto recorded = environment.find(choiceFingerprintKey);
    if (recorded == environment.end() || recorded->second == dataset.choiceFingerprint)
        return std::nullopt;
    return Error{ErrorCode::InvalidFile,
                 "this machine chooses other examples than this run began with, as another "
                 "processor or library may: their fingerprint is "
                     + dataset.choiceFingerprint + " instead of " + recorded->second
                     + "; go on where it began, or begin a new run",
                 "data"};
}

Result<std::unique_ptr<Learner>> prepareLearner(const ExperimentSpec& spec, const Dataset& dataset)
{
    return makeLearner({.dataset = dataset,
                        .learner = spec.learner,
                        .optimizer = spec.training.optimizer,
                        .engine = spec.training.engine,
                        .device = spec.training.device,
                        .initializationSeed = spec.seedOf(spec.seeds.initialization),
                        .noiseSeed = spec.seedOf(spec.seeds.noise),
                        .evaluationSeed = spec.seedOf(spec.seeds.evaluation)});
}

Result<std::vector<double>> parametersAt(const ExperimentSpec& spec,
                                         const CheckpointTaken& checkpoint)
{
    const auto decoded = decodeCheckpoint(*checkpoint.state);
    if (!decoded)
        return decoded.error();
    const auto dataset = prepareDataset(spec);
    if (!dataset)
        return dataset.error();
    const auto learner = prepareLearner(spec, *dataset);
    if (!learner)
        return learner.error();
    return orMemoryRefused(
        spec, "learner " + spec.learner.id, [&]() -> Result<std::vector<double>> {
            if (const Status restored = (*learner)->restoreState(decoded->learner); !restored)
                return restored.error();
            return (*learner)->parameters();
        });
}

} // namespace grokking

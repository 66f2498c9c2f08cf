// SPDX-FileCopyrightText: 2026 Grokking Explorer contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/learners/learner_catalog.h"

#include "core/data/dataset_catalog.h"
#include "core/learners/bnn.h"
#include "core/learners/diagonal_linear.h"
#include "core/learners/fused/bnn.h"
#include "core/learners/fused/diagonal_linear.h"
#include "core/learners/fused/gp_classification.h"
#include "core/learners/fused/gp_laplace.h"
#include "core/learners/fused/gp_regression.h"
#include "core/learners/fused/linear_regression.h"
#include "core/learners/fused/lstm.h"
#include "core/learners/fused/mlp.h"
#include "core/learners/fused/transformer.h"
#include "core/learners/gp_classification.h"
#include "core/learners/gp_regression.h"
#include "core/learners/linear_regression.h"
#include "core/learners/lstm.h"
#include "core/learners/mlp.h"
#include "core/learners/mlp_memory.h"
#include "core/learners/torch_library.h"
#include "core/learners/transformer.h"

#include <algorithm>

namespace grokking {

namespace {

bool computesOnCpu(const LearnerKind& kind, const std::string& engine, const std::string& device)
{
    if (device != "auto")
        return device == "cpu";
    return engine == "fused" || !kind.hasTorch || !torchHasGpu();
}

// Returns whether the fused engine computes a learner, nullopt if that was asked for but cannot.
std::optional<bool> choosesFused(const LearnerKind* kind, const DatasetShape& data,
                                 const Parameters& settings, const std::string& engine,
                                 const std::string& device)
{
    if (engine != "libtorch" && kind && computesOnCpu(*kind, engine, device)
        && isFused(*kind, data, settings))
        return true;
    return engine == "fused" ? std::nullopt : std::optional(false);
}

Error notFused(const std::string& learner)
{
    return {ErrorCode::Unavailable,
            "the fused engine does not have this learner with these settings and data, or not this "
            "device; set training.engine to auto",
            "learner " + learner};
}

bool usesLibTorch(const Environment& environment)
{
    return environment.at("engine") == "libtorch";
}

} // namespace

const std::vector<LearnerKind>& learnerKinds()
{
    static const std::vector<LearnerKind> kinds{
        {mlpEntry(), mlpMisfit, mlpSize, mlpMemory, makeFusedMlp},
        {transformerEntry(), transformerMisfit, transformerSize, transformerMemory,
         makeFusedTransformer, hasFusedTransformer},
        {diagonalLinearEntry(), diagonalLinearMisfit, diagonalLinearSize, diagonalLinearMemory,
         makeFusedDiagonalLinear},
        {lstmEntry(), lstmMisfit, lstmSize, lstmMemory, makeFusedLstm},
        {.entry = linearRegressionEntry(),
         .misfit = linearRegressionMisfit,
         .size = linearRegressionSize,
         .memory = linearRegressionMemory,
         .makeFused = makeLinearRegression,
         .axes = linearRegressionAxes,
         .learnsNumbers = true,
         .hasTorch = false,
         .hasMatrices = false,
         .hasBand = true},
        {.entry = bnnEntry(),
         .misfit = bnnMisfit,
         .size = bnnSize,
         .memory = bnnMemory,
         .makeFused = makeBnn,
         .hasTorch = false,
         .hasWeights = false},
        {.entry = gpRegressionEntry(),
         .misfit = gpRegressionMisfit,
         .size = gpRegressionSize,
         .memory = gpRegressionMemory,
         .makeFused = makeGpRegression,
         .axes = gpRegressionAxes,
         .learnsNumbers = true,
         .hasTorch = false,
         .hasWeights = false,
         .hasMatrices = false,
         .hasBand = true},
        {.entry = gpClassificationEntry(),
         .misfit = gpClassifierMisfit,
         .size = gpClassificationSize,
         .memory = gpClassificationMemory,
         .makeFused = makeGpClassification,
         .hasTorch = false,
         .hasWeights = false,
         .hasMatrices = false,
         .hasBand = true},
        {.entry = gpLaplaceEntry(),
         .misfit = gpClassifierMisfit,
         .size = gpLaplaceSize,
         .memory = gpLaplaceMemory,
         .makeFused = makeGpLaplace,
         .axes = gpLaplaceAxes,
         .hasTorch = false,
         .hasWeights = false,
         .hasMatrices = false,
         .hasBand = true},
    };
    return kinds;
}

const LearnerKind* findLearner(std::string_view id)
{
    const auto& kinds = learnerKinds();
    const auto found =
        std::ranges::find(kinds, id, [](const LearnerKind& kind) { return kind.entry.id; });
    return found == kinds.end() ? nullptr : &*found;
}

bool isFused(const LearnerKind& kind, const DatasetShape& data, const Parameters& settings)
{
    return kind.makeFused && (!kind.hasFused || kind.hasFused(data, settings));
}

LandscapeAxes landscapeAxes(const ExperimentSpec& spec)
{
    const LearnerKind& kind = *findLearner(spec.learner.id);
    return kind.axes ? kind.axes(datasetShape(spec), spec.learner.parameters) : LandscapeAxes{};
}

Engine likelyEngine(const ExperimentSpec& spec)
{
    if (spec.training.engine == "libtorch" || spec.training.device.starts_with("cuda"))
        return Engine::LibTorch;
    const DatasetShape data = datasetShape(spec);
    return isFused(*findLearner(spec.learner.id), data, spec.learner.parameters) ? Engine::Fused
                                                                                 : Engine::LibTorch;
}

std::optional<Error> engineProblem(const ExperimentSpec& spec)
{
    const DatasetShape data = datasetShape(spec);
    const auto fused = choosesFused(findLearner(spec.learner.id), data, spec.learner.parameters,
                                    spec.training.engine, spec.training.device);
    if (!fused)
        return notFused(spec.learner.id);
    return *fused ? std::nullopt : torchProblem(spec.learner.id, spec.training.device);
}

Result<std::unique_ptr<Learner>> makeLearner(const LearnerContext& context)
{
    const LearnerKind* const kind = findLearner(context.learner.id);
    const auto fused = choosesFused(kind, shapeOf(context.dataset), context.learner.parameters,
                                    context.engine, context.device);
    if (!fused)
        return notFused(context.learner.id);
    return *fused ? kind->makeFused(context) : makeTorchLearner(context);
}

Result<Latents> makeLatents(const LatentRequest& request, const std::stop_token& stop,
                            const LatentProgress& progress)
{
    return makeTorchLatents(request, stop, progress);
}

Environment computingEnvironment(const Learner& learner)
{
    Environment environment = learner.environment();
    if (usesLibTorch(environment))
        environment["blas"] = blasName();
    return environment;
}

std::string computingWarning(const Learner& learner)
{
    return usesLibTorch(learner.environment()) ? blasWarning() : "";
}

} // namespace grokking

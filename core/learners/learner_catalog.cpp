// SPDX-FileCopyrightText: 2026 Grokking Explorer contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/learners/learner_catalog.h"

#include "core/learners/fused/mlp.h"
#include "core/learners/mlp.h"
#include "core/learners/torch_library.h"

#include <algorithm>
#include <array>

namespace grokking {

namespace {

struct FusedKind {
    std::string_view id;
    std::unique_ptr<Learner> (*make)(const LearnerContext& context);
};

constexpr std::array fusedKinds{FusedKind{"mlp", makeFusedMlp}};

bool computesOnCpu(const LearnerContext& context)
{
    if (context.device != "auto")
        return context.device == "cpu";
    return context.engine == "fused" || !torchHasGpu();
}

bool usesLibTorch(const Environment& environment)
{
    return environment.at("engine") == "libtorch";
}

} // namespace

const Catalog& learnerCatalog()
{
    static const Catalog catalog{mlpEntry()};
    return catalog;
}

Result<std::unique_ptr<Learner>> makeLearner(const LearnerContext& context)
{
    const auto fused = std::ranges::find(fusedKinds, context.learner.id, &FusedKind::id);
    if (context.engine != "libtorch" && fused != fusedKinds.end() && computesOnCpu(context))
        return fused->make(context);
    if (context.engine == "fused")
        return Error{ErrorCode::Unavailable,
                     "the fused engine does not have this learner or device; set "
                     "training.engine to auto",
                     "learner " + context.learner.id};
    return makeTorchLearner(context);
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

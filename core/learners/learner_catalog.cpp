// SPDX-FileCopyrightText: 2026 Grokking Explorer contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/learners/learner_catalog.h"

#include "core/learners/mlp.h"
#include "core/learners/torch_library.h"

namespace grokking {

const Catalog& learnerCatalog()
{
    static const Catalog catalog{mlpEntry()};
    return catalog;
}

Result<std::unique_ptr<Learner>> makeLearner(const LearnerContext& context)
{
    return makeTorchLearner(context);
}

Environment computingEnvironment(const Learner& learner)
{
    Environment environment = learner.environment();
    environment["blas"] = blasName();
    return environment;
}

std::string computingWarning()
{
    return blasWarning();
}

} // namespace grokking

// SPDX-FileCopyrightText: 2026 Grokking Explorer contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/train/preparation.h"

#include "core/learners/learner_catalog.h"

namespace grokking {

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

} // namespace grokking

// SPDX-FileCopyrightText: 2026 Grokking Explorer contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/metrics/applicability.h"

#include "core/data/dataset_catalog.h"
#include "core/learners/learner_catalog.h"

namespace grokking {

bool hasClasses(const ExperimentSpec& spec)
{
    return !findLearner(spec.learner.id)->learnsNumbers;
}

bool hasGroupsOfClasses(const ExperimentSpec& spec)
{
    return hasClasses(spec) && datasetShape(spec).groups > 0;
}

bool hasWeights(const ExperimentSpec& spec)
{
    return findLearner(spec.learner.id)->hasWeights;
}

bool hasMatrices(const ExperimentSpec& spec)
{
    return findLearner(spec.learner.id)->hasMatrices;
}

} // namespace grokking

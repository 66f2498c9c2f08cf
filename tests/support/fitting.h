// SPDX-FileCopyrightText: 2026 Grokking Explorer contributors
// SPDX-License-Identifier: GPL-3.0-or-later
// Data sets and learners that go together, for tests that go through a catalog.
#pragma once

#include "core/data/dataset_catalog.h"
#include "core/learners/learner_catalog.h"

#include <string>

namespace grokking::test {

// Returns whether the learner of a spec can learn its data.
inline bool fits(const ExperimentSpec& spec)
{
    const LearnerKind& kind = *findLearner(spec.learner.id);
    const DatasetShape shape = datasetShape(spec);
    return (shape.classes == 0) == kind.learnsNumbers
           && kind.misfit(shape, spec.learner.parameters).empty();
}

// Returns an assignment that gives a spec data which its learner can learn: numbers to predict, or
// two classes; an empty string if it has such data.
inline std::string fittingData(const ExperimentSpec& spec)
{
    if (fits(spec))
        return {};
    return findLearner(spec.learner.id)->learnsNumbers ? "data=line" : "data=zero-one";
}

} // namespace grokking::test

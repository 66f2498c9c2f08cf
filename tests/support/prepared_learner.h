// SPDX-FileCopyrightText: 2026 Grokking Explorer contributors
// SPDX-License-Identifier: GPL-3.0-or-later
// A spec with the data set it describes and the learner on it, on the CPU.
#pragma once

#include "core/data/dataset_catalog.h"
#include "core/learners/learner_catalog.h"

#include <cstdio>
#include <cstdlib>
#include <memory>
#include <utility>

namespace grokking::test {

struct PreparedLearner {
    // Data or a learner that cannot be made are fatal.
    explicit PreparedLearner(const ExperimentSpec& experiment)
        : spec(experiment),
          dataset(*findDataset(spec.data.id)->make(spec.data.parameters, datasetSeeds(spec), {}))
    {
        auto made = makeLearner({.dataset = dataset,
                                 .learner = spec.learner,
                                 .optimizer = spec.training.optimizer,
                                 .engine = spec.training.engine,
                                 .device = "cpu",
                                 .initializationSeed = spec.seedOf(spec.seeds.initialization)});
        if (!made) {
            std::fprintf(stderr, "%s\n", made.error().text().c_str());
            std::abort();
        }
        learner = std::move(*made);
    }

    ExperimentSpec spec;
    Dataset dataset;
    std::unique_ptr<Learner> learner;
};

} // namespace grokking::test

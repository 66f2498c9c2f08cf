// SPDX-FileCopyrightText: 2026 Grokking Explorer contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/train/catalogs.h"

#include "core/data/dataset_catalog.h"
#include "core/learners/learner_catalog.h"
#include "core/metrics/metric_catalog.h"
#include "core/optim/optimizer_catalog.h"

namespace grokking {

namespace {

std::vector<SpecProblem> learnerProblems(const ExperimentSpec& spec)
{
    const DatasetShape data = datasetShape(spec);
    const LearnerKind& kind = *findLearner(spec.learner.id);
    if (const std::string misfit = kind.misfit(data, spec.learner.parameters); !misfit.empty())
        return {{"learner.id", misfit}};
    if (spec.training.engine == "fused" && !isFused(kind, data, spec.learner.parameters))
        return {{"training.engine", "the fused engine does not have this learner with these "
                                    "settings and data; choose auto or libtorch"}};
    return {};
}

} // namespace

const Catalogs& catalogs()
{
    static const Catalogs all = [] {
        Catalogs together{.optimizers = optimizerCatalog(), .check = learnerProblems};
        for (const DatasetKind& kind : datasetKinds())
            together.datasets.push_back(kind.entry);
        for (const LearnerKind& kind : learnerKinds())
            together.learners.push_back(kind.entry);
        for (const Metric& metric : metrics())
            together.metrics.push_back(metric.entry);
        return together;
    }();
    return all;
}

} // namespace grokking

// SPDX-FileCopyrightText: 2026 Grokking Explorer contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/train/catalogs.h"

#include "core/data/dataset_catalog.h"
#include "core/learners/learner_catalog.h"
#include "core/metrics/metric_catalog.h"
#include "core/optim/optimizer_catalog.h"

namespace grokking {

namespace {

// Returns the learners that learn numbers, or classes.
std::string learnersOf(bool numbers)
{
    std::string ids;
    for (const LearnerKind& kind : learnerKinds())
        if (kind.learnsNumbers == numbers)
            ids += (ids.empty() ? "" : ", ") + kind.entry.id;
    return ids;
}

// Returns why a learner cannot learn such data and what to do, or an empty string.
std::string misfitOf(const LearnerKind& kind, const DatasetShape& data, const EntrySpec& learner)
{
    const bool areNumbers = data.classes == 0;
    if (areNumbers == kind.learnsNumbers)
        return kind.misfit(data, learner.parameters);
    return std::string(areNumbers ? "learns classes, and these data have a number to predict"
                                  : "learns numbers, and these data have classes")
           + "; choose other data, or the learner " + learnersOf(areNumbers);
}

std::vector<SpecProblem> learnerProblems(const ExperimentSpec& spec)
{
    const DatasetShape data = datasetShape(spec);
    const LearnerKind& kind = *findLearner(spec.learner.id);
    if (const std::string misfit = misfitOf(kind, data, spec.learner); !misfit.empty())
        return {{"learner.id", misfit}};
    if (spec.training.engine == "fused" && !isFused(kind, data, spec.learner.parameters))
        return {{"training.engine", "the fused engine does not have this learner with these "
                                    "settings and data; choose auto or libtorch"}};
    const bool wantsTorch =
        spec.training.engine == "libtorch" || spec.training.device.starts_with("cuda");
    if (wantsTorch && !kind.hasTorch)
        return {{spec.training.engine == "libtorch" ? "training.engine" : "training.device",
                 "is for LibTorch, which does not have this learner; choose auto"}};
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

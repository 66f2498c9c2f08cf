// SPDX-FileCopyrightText: 2026 Grokking Explorer contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/train/catalogs.h"

#include "core/data/dataset_catalog.h"
#include "core/learners/learner_catalog.h"
#include "core/metrics/metric_catalog.h"
#include "core/optim/optimizer_catalog.h"

namespace grokking {

const Catalogs& catalogs()
{
    static const Catalogs all = [] {
        Catalogs together{.learners = learnerCatalog(), .optimizers = optimizerCatalog()};
        for (const DatasetKind& kind : datasetKinds())
            together.datasets.push_back(kind.entry);
        for (const Metric& metric : metrics())
            together.metrics.push_back(metric.entry);
        return together;
    }();
    return all;
}

} // namespace grokking

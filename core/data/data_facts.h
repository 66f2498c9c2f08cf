// SPDX-FileCopyrightText: 2026 Grokking Explorer contributors
// SPDX-License-Identifier: GPL-3.0-or-later
// What can be said of an experiment's data before training: sizes, distances, separability, and
// how the training set's distribution differs from the test set's. Stateless; any thread.
#pragma once

#include "core/data/geometry.h"
#include "core/data/separability.h"
#include "core/data/shift.h"
#include "core/spec/experiment_spec.h"

#include <functional>
#include <optional>
#include <stop_token>
#include <string>
#include <vector>

namespace grokking {

struct DataFacts {
    DatasetShape shape;
    std::optional<Grouping> grouping; // these three of data sets with subclasses
    std::vector<std::int64_t> drawnFrom; // as Dataset::drawnFrom
    std::optional<ShareShift> shares;
    std::optional<SubclassGeometry> geometry;
    std::optional<Separability> trainSeparability; // these two of inputs of numbers, not tokens
    std::optional<Separability> testSeparability;
    std::optional<TwoSampleTest> twoSample; // these two likewise, of splits with a few examples
    std::optional<DomainClassifier> domain;
};

// Makes the data set of a valid spec and looks into it, for seconds; `stage` is told what comes
// next. nullopt once stop is requested; fails as DatasetKind::make does.
[[nodiscard]] Result<std::optional<DataFacts>>
findDataFacts(const ExperimentSpec& spec, const std::stop_token& stop = {},
              const std::function<void(const std::string&)>& stage = {});

} // namespace grokking

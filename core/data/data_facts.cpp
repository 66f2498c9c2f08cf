// SPDX-FileCopyrightText: 2026 Grokking Explorer contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/data/data_facts.h"

#include "core/data/dataset_catalog.h"

#include <chrono>

namespace grokking {

namespace {

constexpr auto patience = std::chrono::seconds(10); // of each question of separability

Separability separability(const Examples& examples, const std::stop_token& stop)
{
    const auto end = std::chrono::steady_clock::now() + patience;
    return linearSeparability(examples, [&stop, end] {
        return stop.stop_requested() || std::chrono::steady_clock::now() >= end;
    });
}

} // namespace

Result<std::optional<DataFacts>> findDataFacts(const ExperimentSpec& spec,
                                               const std::stop_token& stop,
                                               const std::function<void(const std::string&)>& stage)
{
    const DatasetKind& kind = *findDataset(spec.data.id);
    const Parameters& parameters = spec.data.parameters;
    const DatasetSeeds seeds = datasetSeeds(spec);
    const auto begin = [&](const char* text) {
        if (stage)
            stage(text);
    };
    DataFacts facts{.shape = kind.shape(parameters, seeds)};
    if (kind.geometry)
        facts.geometry = kind.geometry(parameters, seeds, stop);
    begin("making the data");
    const auto made = kind.make(parameters, seeds, stop);
    if (!made)
        return made.error();
    if (stop.stop_requested())
        return std::optional<DataFacts>();
    const Dataset& data = *made;
    facts.grouping = data.grouping;
    facts.drawnFrom = data.drawnFrom;
    if (data.grouping)
        facts.shares = shareShift(*data.grouping);
    if (facts.shape.hasTokens())
        return std::optional(facts); // the rest are questions about numbers
    begin("two-sample test");
    facts.twoSample = twoSampleTest(data, seeds.data, stop);
    begin("domain classifier");
    facts.domain = domainClassifier(data, seeds.data, stop);
    if (facts.shape.classes == 0)
        return stop.stop_requested() ? std::optional<DataFacts>() : std::optional(facts);
    begin("separability of the training set");
    facts.trainSeparability = separability(data.train, stop);
    begin("separability of the test set");
    facts.testSeparability = separability(data.test, stop);
    return stop.stop_requested() ? std::optional<DataFacts>() : std::optional(facts);
}

} // namespace grokking

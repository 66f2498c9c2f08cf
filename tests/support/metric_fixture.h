// SPDX-FileCopyrightText: 2026 Grokking Explorer contributors
// SPDX-License-Identifier: GPL-3.0-or-later
// A learner with everything its metrics look at.
#pragma once

#include "core/metrics/metric_catalog.h"
#include "core/metrics/pair_logits.h"
#include "core/spec/spec_fields.h"
#include "core/train/catalogs.h"

#include "tests/support/prepared_learner.h"

#include <algorithm>
#include <cstdio>
#include <string>
#include <vector>

namespace grokking::test {

// Returns the default experiment with these changes ("path=value"); a wrong one is fatal.
inline ExperimentSpec changedSpec(const std::vector<std::string>& changes)
{
    ExperimentSpec spec = defaultSpec(catalogs());
    for (const std::string& change : changes)
        if (const auto status = assign(spec, catalogs(), change); !status) {
            std::fprintf(stderr, "%s\n", status.error().text().c_str());
            std::abort();
        }
    return spec;
}

inline const Metric& metricOf(const std::string& id)
{
    return *std::ranges::find_if(metrics(),
                                 [&id](const Metric& each) { return each.entry.id == id; });
}

class MetricFixture
{
public:
    explicit MetricFixture(const std::vector<std::string>& changes)
        : MetricFixture(changedSpec(changes))
    {
    }

    explicit MetricFixture(const ExperimentSpec& spec) : run(spec)
    {
        m_started.parameters = run.learner->parameterBlocks();
    }

    // Sets every parameter of a block by its row and column.
    template <class Function>
    void setBlock(const std::string& name, Function valueAt)
    {
        auto parameters = run.learner->parameters();
        const auto block = std::ranges::find(m_started.parameters, name, &ParameterBlock::name);
        const std::int64_t columns = elementCount(block->shape) / block->shape.front();
        for (std::int64_t i = 0; i < elementCount(block->shape); ++i)
            parameters[static_cast<std::size_t>(block->offset + i)] =
                valueAt(i / columns, i % columns);
        run.learner->setParameters(parameters);
    }

    // Calls a function with all there is to look at.
    template <class Function>
    [[nodiscard]] auto inContext(Function function)
    {
        const auto parameters = run.learner->parameters();
        const Evaluation train = run.learner->evaluate(Split::Train, {});
        const Evaluation test = run.learner->evaluate(Split::Test, {});
        return function(MetricContext{run.spec, m_started, run.dataset, *run.learner, parameters,
                                      train, test, m_never});
    }

    [[nodiscard]] std::optional<Observation> observe(const std::string& id)
    {
        return inContext(
            [&id](const MetricContext& context) { return metricOf(id).observe(context); });
    }

    // The same with logits that are not the learner's.
    [[nodiscard]] std::optional<Observation> observe(const std::string& id,
                                                     const PairLogits& logits)
    {
        return inContext([&](const MetricContext& context) {
            context.pairLogits = std::make_shared<PairLogits>(logits);
            return metricOf(id).observe(context);
        });
    }

    [[nodiscard]] std::shared_ptr<const PairLogits> logits() { return inContext(pairLogits); }

    PreparedLearner run;

private:
    RunStarted m_started;
    std::stop_token m_never;
};

} // namespace grokking::test

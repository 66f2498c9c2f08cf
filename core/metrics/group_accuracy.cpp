// SPDX-FileCopyrightText: 2026 Grokking Explorer contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/metrics/group_accuracy.h"

#include "core/metrics/applicability.h"

namespace grokking {

namespace {

std::optional<Observation> observe(const MetricContext& context)
{
    const auto& grouping = context.dataset.grouping;
    const auto& correct = context.test.correct;
    if (!grouping || correct.empty())
        return std::nullopt;
    std::vector<std::int64_t> hits(grouping->names.size());
    for (std::size_t example = 0; example < correct.size(); ++example)
        hits[static_cast<std::size_t>(context.dataset.test.groups[example])] += correct[example];

    NamedVector accuracies{.names = grouping->names, .values = {}};
    for (std::size_t group = 0; group < hits.size(); ++group) {
        accuracies.values.push_back(static_cast<double>(hits[group])
                                    / static_cast<double>(grouping->testSize[group]));
    }
    return Observation{.id = "subclass-accuracy",
                       .title = "Test accuracy per subclass",
                       .xAxis = grouping->title,
                       .yAxis = "Test accuracy",
                       .content = std::move(accuracies)};
}

} // namespace

Metric groupAccuracyMetric()
{
    return {.entry = {.id = "subclass-accuracy",
                      .title = "Test accuracy per subclass",
                      .help = "Share of correct test samples in each subclass."},
            .observe = observe,
            .applies = hasGroupsOfClasses};
}

} // namespace grokking

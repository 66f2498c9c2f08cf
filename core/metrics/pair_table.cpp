// SPDX-FileCopyrightText: 2026 Grokking Explorer contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/metrics/pair_table.h"

#include <algorithm>

namespace grokking {

namespace {

// Larger ones would be most of a run file. The permutations of 5 things are 120.
constexpr std::int64_t largestTable = 150;

std::optional<Observation> observe(const MetricContext& context)
{
    const auto& table = context.dataset.table;
    if (!table || std::ssize(table->elements) > largestTable || context.train.correct.empty())
        return std::nullopt;
    return Observation{.id = "pair-table",
                       .title = "Pairs right and wrong",
                       .xAxis = "y of " + table->title,
                       .yAxis = "x",
                       .content =
                           Matrix{.rowNames = table->elements,
                                  .columnNames = table->elements,
                                  .values = pairStates(context.dataset, context.train.correct,
                                                       context.test.correct)}};
}

bool applies(const ExperimentSpec& spec)
{
    if (spec.data.id == "modular-arithmetic")
        return integerValue(spec.data.parameters, "modulus") <= largestTable;
    return spec.data.id == "permutation-group";
}

} // namespace

Metric pairTableMetric()
{
    return {
        {.id = "pair-table",
         .title = "Pairs right and wrong",
         .help = "Each pair of operands: in the training set or the test set, and answered "
                 "right or wrong. A pair that occurs more than once is wrong if it is wrong "
                 "anywhere; one of both sets counts as a test pair. Of tables of at most 150 "
                 "elements, at only some of the evaluations."},
        observe,
        MetricCost::SeveralPasses,
        MetricTable{.axisLabel = "Answer",
                    .categories = {"train, right", "train, wrong", "test, right", "test, wrong"}},
        applies};
}

Array<double> pairStates(const Dataset& dataset, std::span<const std::uint8_t> train,
                         std::span<const std::uint8_t> test)
{
    const auto elements = std::ssize(dataset.table->elements);
    Array<double> cells({elements, elements});
    const auto states = cells.values();
    std::ranges::fill(states, -1.0);
    for (std::size_t i = 0; i < train.size(); ++i) {
        double& state = states[static_cast<std::size_t>(dataset.train.pairs[i])];
        state = std::max(state, train[i] == 1 ? 0.0 : 1.0);
    }
    for (std::size_t i = 0; i < test.size(); ++i) {
        double& state = states[static_cast<std::size_t>(dataset.test.pairs[i])];
        state = std::max(state, test[i] == 1 ? 2.0 : 3.0);
    }
    return cells;
}

} // namespace grokking

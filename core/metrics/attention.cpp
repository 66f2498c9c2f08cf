// SPDX-FileCopyrightText: 2026 Grokking Explorer contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/metrics/attention.h"

#include "core/metrics/probed_examples.h"

#include <algorithm>

namespace grokking {

namespace {

constexpr std::int64_t examplesAtMost = 1000;
constexpr std::int64_t chunk = 32; // examples between two looks at the stop token

// Returns the mean over the first test examples; empty for learners without attention, and
// incomplete once stop is requested.
Array<double> meanAttention(const MetricContext& context)
{
    const Examples& test = context.dataset.test;
    const std::int64_t count = std::min(test.size(), examplesAtMost);
    Array<double> mean;
    for (std::int64_t first = 0; first < count && !context.stop.stop_requested(); first += chunk) {
        const std::int64_t some = std::min(chunk, count - first);
        const Array<double> part = context.learner.attention(examplesFrom(test, first, some));
        if (first == 0)
            mean = Array<double>(part.shape());
        const double weight = static_cast<double>(some) / static_cast<double>(count);
        std::ranges::transform(mean.values(), part.values(), mean.values().begin(),
                               [weight](double sum, double share) { return sum + weight * share; });
    }
    return mean;
}

// Returns the names of the positions of an example: of a pair of operands what stands there.
std::vector<std::string> positionNames(const MetricContext& context, std::int64_t positions)
{
    const bool isPair = context.dataset.table && context.dataset.vocabulary > 0;
    if (isPair && positions == 3)
        return {"x", "y", "="};
    if (isPair && positions == 6)
        return {"<eos>", "x", "o", "y", "=", "z"};
    std::vector<std::string> names;
    for (std::int64_t position = 1; position <= positions; ++position)
        names.push_back(std::to_string(position));
    return names;
}

std::vector<std::string> headNames(std::int64_t rows, std::int64_t heads)
{
    std::vector<std::string> names;
    for (std::int64_t row = 0; row < rows; ++row)
        names.push_back("layer " + std::to_string(row / heads + 1) + " head "
                        + std::to_string(row % heads + 1));
    return names;
}

std::optional<Observation> observe(const MetricContext& context)
{
    Array<double> shares = meanAttention(context);
    if (shares.rows() == 0)
        return std::nullopt;
    const std::int64_t heads = integerValue(context.spec.learner.parameters, "heads");
    return Observation{.id = "attention",
                       .title = "Attention",
                       .xAxis = "Position",
                       .yAxis = "Layer and head",
                       .content = Matrix{.rowNames = headNames(shares.rows(), heads),
                                         .columnNames = positionNames(context, shares.rowSize()),
                                         .values = std::move(shares)}};
}

} // namespace

Metric attentionMetric()
{
    return {{.id = "attention",
             .title = "Attention",
             .help = "Share of its attention that the position whose answer is read gives to each "
                     "position, by layer and head; mean over up to 1,000 test examples. At only "
                     "some of the evaluations."},
            observe,
            MetricCost::SeveralPasses,
            MetricTable{.axisLabel = "Mean attention of the readout position"},
            [](const ExperimentSpec& spec) { return spec.learner.id == "transformer"; }};
}

} // namespace grokking

// SPDX-FileCopyrightText: 2026 Grokking Explorer contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/metrics/softmax_collapse.h"

#include "core/metrics/loss_format.h"
#include "core/metrics/probed_examples.h"

#include <algorithm>
#include <cmath>

namespace grokking {

namespace {

constexpr std::int64_t examplesAtMost = 10'000;
constexpr std::int64_t chunk = 1024; // examples between two looks at the stop token

// Returns the labels of the logits that probe() returns: of sequences those of the first position
// asked for.
std::vector<std::int32_t> labelsOf(const Targets& targets)
{
    if (const auto* const classes = std::get_if<ClassTargets>(&targets))
        return classes->labels;
    const auto& sequences = std::get<SequenceTargets>(targets).labels;
    std::vector<std::int32_t> labels;
    for (std::int64_t i = 0; i < sequences.rows(); ++i) {
        const auto row = sequences.row(i);
        labels.push_back(*std::ranges::find_if(row, [](auto label) { return label >= 0; }));
    }
    return labels;
}

std::int64_t collapsedOf(const Array<double>& logits, const std::vector<std::int32_t>& labels,
                         std::int64_t first, bool inFloat64)
{
    std::int64_t collapsed = 0;
    for (std::int64_t i = 0; i < logits.rows(); ++i) {
        const auto label = static_cast<std::size_t>(labels[static_cast<std::size_t>(first + i)]);
        collapsed += (inFloat64 ? isCollapsed<double>(logits.row(i), label)
                                : isCollapsed<float>(logits.row(i), label));
    }
    return collapsed;
}

double collapsedShare(const MetricContext& context, Split split)
{
    const Examples& examples = context.dataset.split(split);
    const auto labels = labelsOf(examples.targets);
    const std::int64_t count = std::min(examples.size(), examplesAtMost);
    const double temperature = outputTemperature(context.spec);
    const bool inFloat64 = takesLossInFloat64(context);
    std::int64_t collapsed = 0;
    for (std::int64_t first = 0; first < count && !context.stop.stop_requested(); first += chunk) {
        Probe probe =
            context.learner.probe(examplesFrom(examples, first, std::min(chunk, count - first)));
        for (double& logit : probe.outputs.values())
            logit /= temperature;
        collapsed += collapsedOf(probe.outputs, labels, first, inFloat64);
    }
    return static_cast<double>(collapsed) / static_cast<double>(count);
}

std::optional<Observation> observe(const MetricContext& context)
{
    if (!takesCrossEntropy(context.spec))
        return std::nullopt;
    return Observation{.id = "softmax-collapse",
                       .title = "Softmax collapse",
                       .xAxis = "Split",
                       .yAxis = "Share of examples",
                       .content = NamedVector{.names = {"train", "test"},
                                              .values = {collapsedShare(context, Split::Train),
                                                         collapsedShare(context, Split::Test)}}};
}

} // namespace

Metric softmaxCollapseMetric()
{
    return {{.id = "softmax-collapse",
             .title = "Softmax collapse",
             .help = "Share of the examples whose loss is exactly 0 in the number format it is "
                     "taken in, so that they teach nothing any more (Prieto et al. 2025): float32 "
                     "beyond a margin of about 17, float64 of about 37. Of up to 10,000 examples "
                     "of each split, at only some of the evaluations."},
            observe,
            MetricCost::SeveralPasses,
            MetricCurves{.axisLabel = "Share of examples"},
            takesCrossEntropy};
}

template <class Number>
bool isCollapsed(std::span<const double> logits, std::size_t label)
{
    const double largest = std::ranges::max(logits);
    const auto power = [largest](double logit) {
        return std::exp(static_cast<Number>(logit - largest));
    };
    Number sum = 0;
    for (const double logit : logits)
        sum += power(logit);
    return sum == power(logits[label]);
}

template bool isCollapsed<float>(std::span<const double>, std::size_t);
template bool isCollapsed<double>(std::span<const double>, std::size_t);

} // namespace grokking

// SPDX-FileCopyrightText: 2026 Grokking Explorer contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/metrics/softmax_collapse.h"

#include "core/metrics/loss_format.h"
#include "core/metrics/probed_examples.h"

#include <algorithm>
#include <cmath>
#include <limits>
#include <utility>

namespace grokking {

namespace {

constexpr std::size_t chunk = 1024; // examples between two looks at the stop token

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

// Margins beyond which an example is certainly collapsed, and below which it certainly is not: with
// eps / 2 the largest number that vanishes when it is added to 1, between -log(eps / 2), where the
// largest other exponential does, and log(classes - 1) more, where all of them together do.
struct MarginBand {
    double low = 0.0;
    double high = 0.0;
};

MarginBand undecidedBand(std::int64_t classes, bool inFloat64)
{
    constexpr double slack = 1e-3; // more than all rounding
    const double vanishing = inFloat64 ? std::numeric_limits<double>::epsilon() / 2.0
                                       : std::numeric_limits<float>::epsilon() / 2.0;
    const auto others = static_cast<double>(std::max<std::int64_t>(1, classes - 1));
    return {-std::log(vanishing) - slack, -std::log(vanishing) + std::log(others) + slack};
}

// Returns how many of these examples are collapsed, from their logits.
std::int64_t collapsedOf(const MetricContext& context, Split split,
                         std::span<const std::int64_t> examples, bool inFloat64)
{
    const auto labels = labelsOf(context.dataset.split(split).targets);
    const double temperature = outputTemperature(context.spec);
    std::int64_t collapsed = 0;
    while (!examples.empty() && !context.stop.stop_requested()) {
        const auto some = examples.first(std::min(chunk, examples.size()));
        Probe probe = context.learner.probe(examplesAt(context.dataset.split(split), some));
        for (double& logit : probe.outputs.values())
            logit /= temperature;
        for (std::size_t i = 0; i < some.size(); ++i) {
            const auto logits = std::as_const(probe.outputs).row(static_cast<std::int64_t>(i));
            const auto label = static_cast<std::size_t>(labels[static_cast<std::size_t>(some[i])]);
            collapsed +=
                inFloat64 ? isCollapsed<double>(logits, label) : isCollapsed<float>(logits, label);
        }
        examples = examples.subspan(some.size());
    }
    return collapsed;
}

double collapsedShare(const MetricContext& context, Split split)
{
    const bool inFloat64 = takesLossInFloat64(context.spec);
    const double temperature = outputTemperature(context.spec);
    const auto& margins = (split == Split::Train ? context.train : context.test).margins;
    const MarginBand band =
        undecidedBand(classCount(context.dataset.split(split).targets), inFloat64);
    std::int64_t collapsed = 0;
    std::vector<std::int64_t> undecided;
    for (std::size_t i = 0; i < margins.size(); ++i) {
        const double margin = static_cast<double>(margins[i]) / temperature;
        if (margin >= band.high)
            ++collapsed;
        else if (margin > band.low)
            undecided.push_back(static_cast<std::int64_t>(i));
    }
    collapsed += collapsedOf(context, split, undecided, inFloat64);
    return static_cast<double>(collapsed) / static_cast<double>(margins.size());
}

std::optional<Observation> observe(const MetricContext& context)
{
    if (!takesCrossEntropy(context.spec) || context.train.margins.empty()
        || context.test.margins.empty())
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
                     "beyond a margin of about 17, float64 of about 37. At only some of the "
                     "evaluations."},
            observe,
            MetricCost::FullGradient,
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

// SPDX-FileCopyrightText: 2026 Grokking Explorer contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/metrics/key_frequency_loss.h"

#include "core/metrics/loss_format.h"
#include "core/metrics/pair_logits.h"

#include <algorithm>
#include <cmath>

namespace grokking {

namespace {

double crossEntropy(std::vector<double> logits, std::int64_t label, double temperature)
{
    for (double& logit : logits)
        logit /= temperature;
    const double largest = std::ranges::max(logits);
    double sum = 0.0;
    for (const double logit : logits)
        sum += std::exp(logit - largest);
    return std::log(sum) + largest - logits[static_cast<std::size_t>(label)];
}

// Every answer has as many pairs as the others, whose restricted logits are the same.
double restrictedLoss(const AnswerParts& parts, double temperature)
{
    const std::int64_t n = parts.keys.rows();
    std::vector<double> logits(static_cast<std::size_t>(n));
    double sum = 0.0;
    for (std::int64_t answer = 0; answer < n; ++answer) {
        std::ranges::transform(parts.constant.row(answer), parts.keys.row(answer), logits.begin(),
                               std::plus<>());
        sum += crossEntropy(logits, answer, temperature);
    }
    return sum / static_cast<double>(n);
}

double excludedLoss(const MetricContext& context, const PairLogits& all, const AnswerParts& parts)
{
    const std::int64_t n = all.task.size();
    const auto elements = std::ssize(context.dataset.table->elements);
    const double temperature = outputTemperature(context.spec);
    std::vector<bool> isTrained(static_cast<std::size_t>(elements * elements));
    for (const std::int32_t pair : context.dataset.train.pairs)
        isTrained[static_cast<std::size_t>(pair)] = true;
    std::vector<double> logits(static_cast<std::size_t>(n));
    double sum = 0.0;
    std::int64_t pairs = 0;
    for (std::int64_t x = 0; x < n; ++x) {
        for (std::int64_t y = 0; y < n; ++y) {
            const std::int64_t cell = all.task.order[static_cast<std::size_t>(x)] * elements
                                      + all.task.order[static_cast<std::size_t>(y)];
            if (!isTrained[static_cast<std::size_t>(cell)])
                continue;
            const std::int64_t answer = all.answer(x, y);
            std::ranges::transform(
                all.pair(x, y), parts.keys.row(answer), logits.begin(),
                [](float logit, double key) { return static_cast<double>(logit) - key; });
            sum += crossEntropy(logits, answer, temperature);
            ++pairs;
        }
    }
    return sum / static_cast<double>(pairs);
}

std::optional<Observation> observe(const MetricContext& context)
{
    const auto logits = pairLogits(context);
    if (!logits)
        return std::nullopt;
    const std::vector<double> powers = rulePowers(*logits);
    if (powers.empty())
        return std::nullopt;
    const AnswerParts parts = answerParts(*logits, keyFrequencies(powers));
    return Observation{
        .id = "key-frequency-loss",
        .title = "Restricted and excluded loss",
        .xAxis = "Logits",
        .yAxis = "Cross-entropy",
        .content = NamedVector{.names = {"restricted loss", "excluded loss"},
                               .values = {restrictedLoss(parts, outputTemperature(context.spec)),
                                          excludedLoss(context, *logits, parts)}}};
}

bool applies(const ExperimentSpec& spec)
{
    return hasPairLogits(spec) && takesCrossEntropy(spec);
}

} // namespace

Metric keyFrequencyLossMetric()
{
    return {
        {.id = "key-frequency-loss",
         .title = "Restricted and excluded loss",
         .help = "Restricted: loss over all pairs with nothing but the key frequencies of the "
                 "rule and the mean left in the logits; it falls before the test loss does. "
                 "Excluded: loss over the training pairs without the key frequencies; it "
                 "rises as the rule takes over. The key frequencies are the strongest of the "
                 "logit spectrum at the same step, up to 5 that hold 90 % of it; Nanda et al. "
                 "2023 take those of the trained network. At only some of the evaluations."},
        observe,
        MetricCost::SeveralPasses,
        MetricCurves{.axisLabel = "Loss (cross-entropy)", .axis = MetricCurves::Axis::Logarithmic},
        applies};
}

} // namespace grokking

// SPDX-FileCopyrightText: 2026 Grokking Explorer contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/metrics/pair_logits.h"

#include "core/data/operation_data.h"
#include "core/metrics/probed_examples.h"

#include <algorithm>
#include <cmath>
#include <numbers>
#include <numeric>

namespace grokking {

namespace {

constexpr std::int64_t largestCircle = 150; // 13.5 MB of logits
constexpr std::int64_t chunk = 1024;        // examples between two looks at the stop token
constexpr std::size_t mostKeys = 5;
constexpr double keyShare = 0.9;

// Returns the place of each element, -1 of those that are not on the circle.
std::vector<std::int64_t> placesOf(const CyclicTask& task, std::int64_t elements)
{
    std::vector<std::int64_t> places(static_cast<std::size_t>(elements), -1);
    for (std::int64_t place = 0; place < task.size(); ++place)
        places[static_cast<std::size_t>(task.order[static_cast<std::size_t>(place)])] = place;
    return places;
}

// Copies the logits of each example of a split to its pair. Returns how many were on the circle.
std::int64_t fill(PairLogits& logits, const MetricContext& context, Split split)
{
    const Examples& examples = context.dataset.split(split);
    const auto elements = std::ssize(context.dataset.table->elements);
    const auto places = placesOf(logits.task, elements);
    const std::int64_t n = logits.task.size();
    const bool isText = textValue(context.spec.data.parameters, "encoding") == "equation";
    const std::int32_t firstClass = isText ? firstNumberToken : 0;
    std::int64_t filled = 0;
    for (std::int64_t first = 0; first < examples.size(); first += chunk) {
        if (context.stop.stop_requested())
            return 0;
        const std::int64_t count = std::min(chunk, examples.size() - first);
        const Probe probe = context.learner.probe(examplesFrom(examples, first, count));
        for (std::int64_t i = 0; i < count; ++i) {
            const std::int64_t pair = examples.pairs[static_cast<std::size_t>(first + i)];
            const std::int64_t x = places[static_cast<std::size_t>(pair / elements)];
            const std::int64_t y = places[static_cast<std::size_t>(pair % elements)];
            if (x < 0 || y < 0)
                continue;
            const auto outputs = probe.outputs.row(i);
            float* const target = logits.values.data() + (x * n + y) * n;
            for (std::size_t z = 0; z < logits.task.order.size(); ++z)
                target[z] = static_cast<float>(
                    outputs[static_cast<std::size_t>(firstClass + logits.task.order[z])]);
            ++filled;
        }
    }
    return filled;
}

double angleOf(std::int64_t k, std::int64_t x, std::int64_t n)
{
    return 2.0 * std::numbers::pi * static_cast<double>(k * x % n) / static_cast<double>(n);
}

} // namespace

bool hasPairLogits(const ExperimentSpec& spec)
{
    const auto task = cyclicTask(spec.data);
    return task && task->sign != 0 && task->size() >= 3 && task->size() <= largestCircle
           && textValue(spec.data.parameters, "sampling") == "split";
}

std::shared_ptr<const PairLogits> pairLogits(const MetricContext& context)
{
    if (context.pairLogits || !hasPairLogits(context.spec))
        return context.pairLogits;
    auto logits = std::make_shared<PairLogits>();
    logits->task = *cyclicTask(context.spec.data);
    const std::int64_t n = logits->task.size();
    logits->values.resize(static_cast<std::size_t>(n * n * n));
    const std::int64_t filled =
        fill(*logits, context, Split::Train) + fill(*logits, context, Split::Test);
    const bool isComplete = filled == n * n && !context.stop.stop_requested();
    const bool isFinite =
        std::ranges::all_of(logits->values, [](float value) { return std::isfinite(value); });
    if (isComplete && isFinite)
        context.pairLogits = std::move(logits);
    return context.pairLogits;
}

// With S(d) the sum of all L(x, y, z) for which x + s y - z = d, the projection on frequency k is
// the Fourier coefficient of S at k; a wave has the norm n^3 / 2, that of k = n / 2 the norm n^3.
std::vector<double> rulePowers(const PairLogits& logits)
{
    const std::int64_t n = logits.task.size();
    Array<double> sums({n, 1});
    double total = 0.0;
    for (std::int64_t x = 0; x < n; ++x) {
        for (std::int64_t y = 0; y < n; ++y) {
            const auto values = logits.pair(x, y);
            const double mean =
                std::accumulate(values.begin(), values.end(), 0.0) / static_cast<double>(n);
            const std::int64_t answer = logits.answer(x, y);
            for (std::int64_t z = 0; z < n; ++z) {
                const double value =
                    static_cast<double>(values[static_cast<std::size_t>(z)]) - mean;
                sums.row((answer - z + n) % n)[0] += value;
                total += value * value;
            }
        }
    }
    if (!(total > 0.0))
        return {};
    const auto coefficients = fourier(sums);
    const double cells = static_cast<double>(n * n * n);
    std::vector<double> powers;
    for (std::int64_t k = 1; k <= n / 2; ++k)
        powers.push_back((2 * k == n ? 1.0 : 2.0)
                         * std::norm(coefficients[static_cast<std::size_t>(k)]) / cells / total);
    return powers;
}

std::vector<std::int64_t> keyFrequencies(const std::vector<double>& powers)
{
    std::vector<std::int64_t> frequencies(powers.size());
    std::iota(frequencies.begin(), frequencies.end(), std::int64_t{1});
    const auto powerOf = [&powers](std::int64_t k) {
        return powers[static_cast<std::size_t>(k - 1)];
    };
    std::ranges::stable_sort(frequencies, std::greater<>(), powerOf);
    const double wanted = keyShare * std::accumulate(powers.begin(), powers.end(), 0.0);
    double held = 0.0;
    std::size_t count = 0;
    while (count < std::min(mostKeys, frequencies.size()) && (count == 0 || held < wanted))
        held += powerOf(frequencies[count++]);
    frequencies.resize(count);
    std::ranges::sort(frequencies);
    return frequencies;
}

AnswerParts answerParts(const PairLogits& logits, const std::vector<std::int64_t>& keys)
{
    const std::int64_t n = logits.task.size();
    AnswerParts parts{Array<double>({n, n}), Array<double>({n, n})};
    Array<double> means({n, n}); // over the pairs of an answer
    for (std::int64_t x = 0; x < n; ++x)
        for (std::int64_t y = 0; y < n; ++y)
            std::ranges::transform(
                means.row(logits.answer(x, y)), logits.pair(x, y),
                means.row(logits.answer(x, y)).begin(), [n](double sum, float value) {
                    return sum + static_cast<double>(value) / static_cast<double>(n);
                });
    for (std::int64_t answer = 0; answer < n; ++answer) {
        for (std::int64_t other = 0; other < n; ++other) {
            double weight = 0.0; // of a wave's projection
            for (const std::int64_t k : keys)
                weight +=
                    (2 * k == n ? 1.0 : 2.0) * std::cos(angleOf(k, (answer - other + n) % n, n));
            const auto from = means.row(other);
            const auto key = parts.keys.row(answer);
            const auto constant = parts.constant.row(answer);
            for (std::size_t z = 0; z < from.size(); ++z) {
                key[z] += weight * from[z] / static_cast<double>(n);
                constant[z] += from[z] / static_cast<double>(n);
            }
        }
    }
    return parts;
}

} // namespace grokking

// SPDX-FileCopyrightText: 2026 Grokking Explorer contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/metrics/posterior.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <cstdio>
#include <numbers>

namespace grokking {

namespace {

// Bins of one width on some scale.
struct Bins {
    double low;
    double width;
    std::size_t count;
};

constexpr Bins meanBins{-2.05, 0.1, 41};         // 0 is the middle of one
constexpr Bins logDeviationBins{-3.05, 0.1, 41}; // of the decimal logarithm

std::string textOf(const char* format, double value)
{
    std::array<char, 32> text{};
    std::snprintf(text.data(), text.size(), format, value);
    return text.data();
}

std::string meanName(double middle)
{
    return textOf("%.1f", std::abs(middle) < 1e-9 ? 0.0 : middle);
}

std::string deviationName(double middle)
{
    return textOf("%.2g", std::pow(10.0, middle));
}

// Returns the shares of the values in each bin; nullopt if one of them is not finite.
std::optional<NamedVector> sharesIn(const Bins& bins, std::span<const double> values, double factor,
                                    std::string (*nameOf)(double middle))
{
    NamedVector shares{.names = {}, .values = std::vector<double>(bins.count)};
    for (std::size_t bin = 0; bin < bins.count; ++bin)
        shares.names.push_back(nameOf(bins.low + (static_cast<double>(bin) + 0.5) * bins.width));
    for (const double value : values) {
        if (!std::isfinite(value))
            return std::nullopt;
        const double place = std::floor((factor * value - bins.low) / bins.width);
        const double last = static_cast<double>(bins.count - 1);
        shares.values[static_cast<std::size_t>(std::clamp(place, 0.0, last))] +=
            1.0 / static_cast<double>(values.size());
    }
    return shares;
}

bool applies(const ExperimentSpec& spec)
{
    return spec.learner.id == "bnn";
}

std::optional<Observation> observe(const Metric& metric, const std::string& axis,
                                   std::optional<NamedVector> shares)
{
    if (!shares)
        return std::nullopt;
    return Observation{.id = metric.entry.id,
                       .title = metric.entry.title,
                       .xAxis = axis,
                       .yAxis = "Share of weights",
                       .content = *std::move(shares)};
}

std::optional<Observation> observeMeans(const MetricContext& context)
{
    const auto means = context.parameters.first(context.parameters.size() / 2);
    return observe(posteriorMeansMetric(), "Posterior mean",
                   sharesIn(meanBins, means, 1.0, meanName));
}

std::optional<Observation> observeDeviations(const MetricContext& context)
{
    const auto logDeviations = context.parameters.last(context.parameters.size() / 2);
    return observe(posteriorDeviationsMetric(), "Posterior standard deviation",
                   sharesIn(logDeviationBins, logDeviations, std::numbers::log10e, deviationName));
}

Metric metricOf(const char* id, const char* title, const char* help, const char* nameAxis,
                std::optional<Observation> (*observe)(const MetricContext&))
{
    return {.entry = {.id = id, .title = title, .help = help},
            .observe = observe,
            .cost = MetricCost::FullGradient,
            .picture = MetricBars{.nameAxis = nameAxis, .axisLabel = "Share of weights"},
            .applies = applies,
            .topic = MetricTopic::Network};
}

} // namespace

Metric posteriorMeansMetric()
{
    return metricOf("posterior-means", "Posterior means",
                    "How the posterior means of the weights are spread, biases among them: the "
                    "share of weights in each bin of 0.1, those beyond 2 in the outermost.",
                    "Posterior mean", observeMeans);
}

Metric posteriorDeviationsMetric()
{
    return metricOf("posterior-deviations", "Posterior deviations",
                    "How the posterior standard deviations of the weights are spread: the share "
                    "of weights in each tenth of a decade. Those of weights that are not needed "
                    "drift to that of the prior.",
                    "Posterior standard deviation", observeDeviations);
}

} // namespace grokking

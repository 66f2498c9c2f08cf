// SPDX-FileCopyrightText: 2026 Grokking Explorer contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/metrics/weight_entropy.h"

#include "core/metrics/applicability.h"

#include <cmath>
#include <numeric>

namespace grokking {

namespace {

constexpr double binsPerDeviation = 10.0;

// Returns the entries of all matrices: no biases, no gains.
std::vector<double> weightsOf(const MetricContext& context)
{
    std::vector<double> weights;
    for (const ParameterBlock& block : context.run.parameters) {
        if (block.shape.size() < 2)
            continue;
        const auto values =
            context.parameters.subspan(static_cast<std::size_t>(block.offset),
                                       static_cast<std::size_t>(elementCount(block.shape)));
        weights.insert(weights.end(), values.begin(), values.end());
    }
    return weights;
}

std::optional<Observation> observe(const MetricContext& context)
{
    const std::vector<double> weights = weightsOf(context);
    const double entropy = histogramEntropy(weights);
    if (weights.empty() || !std::isfinite(entropy))
        return std::nullopt;
    return Observation{.id = "weight-entropy",
                       .title = "Weight entropy",
                       .unit = "bits",
                       .xAxis = "Weights",
                       .yAxis = "Entropy",
                       .content = NamedVector{.names = {"all weights"}, .values = {entropy}}};
}

} // namespace

Metric weightEntropyMetric()
{
    return {{.id = "weight-entropy",
             .title = "Weight entropy",
             .help = "Entropy of the distribution of all weights, in bins of a tenth of their "
                     "standard deviation: 5.37 bits for a normal distribution of any width, less "
                     "if few large weights stand out of many small ones. Biases are left out."},
            observe,
            MetricCost::FullGradient,
            MetricCurves{.axisLabel = "Entropy (bits)"},
            hasMatrices};
}

double histogramEntropy(std::span<const double> values)
{
    const auto count = static_cast<double>(values.size());
    const double mean = std::accumulate(values.begin(), values.end(), 0.0) / count;
    double variance = 0.0;
    double farthest = 0.0;
    for (const double value : values) {
        variance += (value - mean) * (value - mean) / count;
        farthest = std::max(farthest, std::abs(value - mean));
    }
    if (!(variance > 0.0))
        return std::isfinite(variance) ? 0.0 : variance;
    // At most sqrt(count) deviations lie between a value and the mean.
    const double scale = binsPerDeviation / std::sqrt(variance);
    const auto middle = static_cast<std::size_t>(farthest * scale) + 1;
    std::vector<std::int64_t> bins(2 * middle + 1);
    for (const double value : values)
        ++bins[static_cast<std::size_t>(std::llround((value - mean) * scale)
                                        + static_cast<std::int64_t>(middle))];
    double entropy = 0.0;
    for (const std::int64_t bin : bins) {
        const double share = static_cast<double>(bin) / count;
        entropy -= bin > 0 ? share * std::log2(share) : 0.0;
    }
    return entropy;
}

} // namespace grokking

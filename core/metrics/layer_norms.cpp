// SPDX-FileCopyrightText: 2026 Grokking Explorer contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/metrics/layer_norms.h"

#include "core/metrics/applicability.h"

#include <cmath>
#include <numeric>

namespace grokking {

namespace {

std::optional<Observation> observe(const MetricContext& context)
{
    if (!hasWeights(context.spec))
        return std::nullopt;
    NamedVector norms;
    for (const ParameterBlock& block : context.run.parameters) {
        norms.names.push_back(block.name);
        norms.values.push_back(euclideanNorm(
            context.parameters.subspan(static_cast<std::size_t>(block.offset),
                                       static_cast<std::size_t>(elementCount(block.shape)))));
    }
    return Observation{.id = "layer-norms",
                       .title = "Norm of each layer",
                       .xAxis = "Layer",
                       .yAxis = "Norm",
                       .content = std::move(norms)};
}

} // namespace

Metric layerNormsMetric()
{
    return {{.id = "layer-norms",
             .title = "Norm of each layer",
             .help = "Euclidean norm of the weights and of the biases of each layer."},
            observe,
            MetricCost::Evaluation,
            MetricCurves{.axisLabel = "Norm (Euclidean)"},
            hasWeights};
}

double euclideanNorm(std::span<const double> values)
{
    return std::sqrt(std::transform_reduce(values.begin(), values.end(), values.begin(), 0.0));
}

} // namespace grokking

// SPDX-FileCopyrightText: 2026 Grokking Explorer contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/metrics/logit_scale.h"

#include "core/metrics/applicability.h"

#include <numeric>

namespace grokking {

namespace {

double meanMargin(const Evaluation& split)
{
    return std::accumulate(split.margins.begin(), split.margins.end(), 0.0)
           / static_cast<double>(split.margins.size());
}

std::optional<Observation> observe(const MetricContext& context)
{
    if (!context.train.logitNorm || !context.test.logitNorm || context.train.margins.empty()
        || context.test.margins.empty())
        return std::nullopt;
    NamedVector scales{.names = {"train norm", "test norm", "train margin", "test margin"},
                       .values = {*context.train.logitNorm, *context.test.logitNorm,
                                  meanMargin(context.train), meanMargin(context.test)}};
    return Observation{.id = "logit-scale",
                       .title = "Logit scale",
                       .xAxis = "Split",
                       .yAxis = "Logit scale",
                       .content = std::move(scales)};
}

} // namespace

Metric logitScaleMetric()
{
    return {{.id = "logit-scale",
             .title = "Logit scale",
             .help = "Mean over the examples of the Euclidean norm of the logits, and of the "
                     "margin: the logit of the label minus the largest other one."},
            observe,
            MetricCost::Evaluation,
            MetricCurves{.axisLabel = "Mean per example"},
            hasClasses};
}

} // namespace grokking

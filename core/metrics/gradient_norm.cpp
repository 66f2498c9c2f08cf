// SPDX-FileCopyrightText: 2026 Grokking Explorer contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/metrics/gradient_norm.h"

#include "core/metrics/layer_norms.h"
#include "core/optim/optimizer.h"

#include <algorithm>
#include <functional>

namespace grokking {

namespace {

std::optional<Observation> observe(const MetricContext& context)
{
    if (context.parameters.empty())
        return std::nullopt;
    std::vector<double> gradient = context.learner.lossGradient(context.stop);
    NamedVector norms{.names = {"loss"}, .values = {euclideanNorm(gradient)}};
    if (optimizerSettings(context.spec.training.optimizer).coupling == DecayCoupling::Coupled) {
        const double decay = context.learner.optimizerSetting("weightDecay");
        std::ranges::transform(gradient, context.parameters, gradient.begin(),
                               [decay](double g, double p) { return g + decay * p; });
        norms.names.emplace_back("loss + decay");
        norms.values.push_back(euclideanNorm(gradient));
    }
    return Observation{.id = "gradient-norm",
                       .title = "Gradient norm",
                       .xAxis = "Gradient of",
                       .yAxis = "Gradient norm",
                       .content = std::move(norms)};
}

} // namespace

Metric gradientNormMetric()
{
    return {{.id = "gradient-norm",
             .title = "Gradient norm",
             .help =
                 "Euclidean norm of the gradient of the training loss over the whole training "
                 "set; with coupled weight decay also of loss + decay / 2 * squared norm. Taken "
                 "at only some of the evaluations, so that it costs little."},
            observe,
            MetricCost::FullGradient,
            MetricCurves{.axisLabel = "Norm (Euclidean)", .axis = MetricCurves::Axis::Logarithmic}};
}

} // namespace grokking

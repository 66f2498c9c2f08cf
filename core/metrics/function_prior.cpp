// SPDX-FileCopyrightText: 2026 Grokking Explorer contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/metrics/function_prior.h"

namespace grokking {

namespace {

std::optional<Observation> observeLengthscales(const MetricContext& context)
{
    const auto prior = context.learner.functionPrior();
    if (!prior)
        return std::nullopt;
    NamedVector inverse;
    for (const double lengthscale : prior->lengthscales) {
        inverse.names.push_back(std::to_string(inverse.names.size() + 1));
        inverse.values.push_back(1.0 / lengthscale);
    }
    return Observation{.id = "inverse-lengthscales",
                       .title = "Inverse lengthscales",
                       .xAxis = "Input dimension",
                       .yAxis = "1 / lengthscale",
                       .content = std::move(inverse)};
}

bool hasLengthscalePerInput(const ExperimentSpec& spec)
{
    const auto found = spec.learner.parameters.find("lengthscales");
    return found != spec.learner.parameters.end() && found->second == Value("each");
}

std::optional<Observation> observeLogDeterminant(const MetricContext& context)
{
    const auto prior = context.learner.functionPrior();
    if (!prior || !prior->halfLogDeterminant)
        return std::nullopt;
    return Observation{.id = "prior-log-determinant",
                       .title = "Complexity of the prior",
                       .yAxis = "1/2 log det K / N",
                       .content = Scalar{*prior->halfLogDeterminant
                                         / static_cast<double>(context.dataset.train.size())}};
}

bool factorsPrior(const ExperimentSpec& spec)
{
    return spec.learner.id == "gp-classification";
}

} // namespace

Metric inverseLengthscalesMetric()
{
    return {{.id = "inverse-lengthscales",
             .title = "Inverse lengthscales",
             .help = "1 / lengthscale of each input of a Gaussian process. Where it is near 0 the "
                     "function hardly changes along that input, so that it says nothing of the "
                     "class or number."},
            observeLengthscales,
            MetricCost::Evaluation,
            MetricBars{.nameAxis = "Input dimension", .axisLabel = "1 / lengthscale"},
            hasLengthscalePerInput,
            MetricTopic::Network};
}

Metric priorLogDeterminantMetric()
{
    return {.entry = {.id = "prior-log-determinant",
                      .title = "Complexity of the prior",
                      .help = "1/2 log det K / N, where K is the covariance matrix of the "
                              "function's values at the N training inputs: high where the prior "
                              "lets them go their own ways, low where they follow each other. "
                              "Unlike KL(q || p) it can be compared between steps (Miller et al. "
                              "2023, appendix I)."},
            .observe = observeLogDeterminant,
            .picture = MetricCurves{.axisLabel = "1/2 log det K / N"},
            .applies = factorsPrior,
            .isComplexity = true};
}

} // namespace grokking

// SPDX-FileCopyrightText: 2026 Grokking Explorer contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/learners/fused/gp_laplace.h"

#include <algorithm>

namespace grokking {

GpLaplace::GpLaplace(const LearnerContext& context)
    : GpClassifier(context, {}), m_gradient(place().size())
{
}

const LaplacePosterior& GpLaplace::posterior(const std::stop_token& stop)
{
    if (!m_posterior || !std::ranges::equal(m_posteriorAt, place())) {
        const Points& points = trainingPoints();
        m_posterior.emplace(points.inputs, points.signs, priorAt(place()), stop);
        m_posteriorAt.clear();
        if (!stop.stop_requested()) // else it is incomplete
            m_posteriorAt.assign(place().begin(), place().end());
    }
    return *m_posterior;
}

std::span<double> GpLaplace::stepGradient(std::span<const double> parameters,
                                          std::span<const std::int32_t> batch,
                                          const std::stop_token& stop)
{
    PriorSlopes slopes;
    double count = static_cast<double>(trainingPoints().signs.size());
    if (batch.empty() && parameters.data() == place().data()) {
        slopes = posterior(stop).objectiveSlopes(stop);
    } else {
        const Points points = pointsOf(batch);
        count = static_cast<double>(points.signs.size());
        slopes = LaplacePosterior(points.inputs, points.signs, priorAt(parameters), stop)
                     .objectiveSlopes(stop);
    }
    slopes.logScales /= count;
    slopes.mean /= count;
    writeSlopes(slopes, parameters, m_gradient);
    return m_gradient;
}

Marginals GpLaplace::trainingMarginals(const std::stop_token& stop)
{
    return posterior(stop).marginals(stop);
}

Marginals GpLaplace::marginalsAt(const Eigen::MatrixXd& inputs, const std::stop_token& stop)
{
    return posterior(stop).marginalsAt(inputs, stop);
}

double GpLaplace::error(const Evaluation& /*train*/)
{
    return posterior({}).misfit() / static_cast<double>(trainingPoints().signs.size());
}

double GpLaplace::complexity()
{
    return posterior({}).complexity() / static_cast<double>(trainingPoints().signs.size());
}

double GpLaplace::minimized(const Evaluation& train)
{
    return error(train) + complexity();
}

std::string GpLaplace::errorLabel() const
{
    return "Data fit (-(log p(y | f) - 1/2 f' K^-1 f) / N at the mode)";
}

std::string GpLaplace::complexityLabel() const
{
    return "Complexity term (1/2 log det(1 + W^1/2 K W^1/2) / N)";
}

std::vector<double> GpLaplace::lossGradient(const std::stop_token& stop)
{
    const LaplacePosterior& given = posterior(stop);
    std::vector<double> gradient(m_gradient.size());
    writeSlopes(given.slopes(lossSlopes(given.marginals(stop)), stop), place(), gradient);
    return gradient;
}

std::unique_ptr<Learner> makeGpLaplace(const LearnerContext& context)
{
    return std::make_unique<GpLaplace>(context);
}

} // namespace grokking

// SPDX-FileCopyrightText: 2026 Grokking Explorer contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/learners/fused/linear_regression.h"

#include "core/learners/explained_variance.h"

#include <algorithm>
#include <cmath>
#include <numeric>
#include <utility>

namespace grokking {

namespace {

double product(std::span<const double> weights, std::span<const double> features)
{
    return std::inner_product(weights.begin(), weights.end(), features.begin(), 0.0);
}

std::vector<std::uint8_t> signsAgree(const std::vector<double>& predictions,
                                     const std::vector<double>& targets)
{
    std::vector<std::uint8_t> agree(targets.size());
    std::ranges::transform(predictions, targets, agree.begin(),
                           [](double a, double b) { return std::uint8_t{(a < 0.0) == (b < 0.0)}; });
    return agree;
}

} // namespace

LinearRegression::LinearRegression(const LearnerContext& context)
    : LinearRegression(context, linearRegressionSettings(context.learner.parameters))
{
}

LinearRegression::LinearRegression(const LearnerContext& context,
                                   const LinearRegressionSettings& settings)
    : FlatLearner(context, initialWeights(settings, context.dataset.train.inputs.rowSize())),
      m_settings(settings), m_train(pointsOf(context.dataset.train)),
      m_test(pointsOf(context.dataset.test)),
      m_gradient(static_cast<std::size_t>(m_train.features.rowSize()))
{
}

LinearRegression::Points LinearRegression::pointsOf(const Examples& examples) const
{
    return {m_settings.features(examples.inputs), std::get<RealTargets>(examples.targets).values};
}

void LinearRegression::setMisfitGradient(std::span<const double> weights,
                                         std::span<const std::int32_t> batch)
{
    std::ranges::fill(m_gradient, 0.0);
    const std::int64_t count = batch.empty() ? m_train.features.rows() : std::ssize(batch);
    const double scale = 1.0 / (m_settings.noiseVariance * static_cast<double>(count));
    for (std::int64_t i = 0; i < count; ++i) {
        const std::int64_t example = batch.empty() ? i : batch[static_cast<std::size_t>(i)];
        const auto features = std::as_const(m_train.features).row(example);
        const double target = m_train.targets[static_cast<std::size_t>(example)];
        const double slope = scale * (product(weights, features) - target);
        for (std::size_t k = 0; k < m_gradient.size(); ++k)
            m_gradient[k] += slope * features[k];
    }
}

void LinearRegression::addPriorGradient(std::span<const double> weights)
{
    const double decay =
        1.0 / (m_settings.priorVariance * static_cast<double>(m_train.targets.size()));
    for (std::size_t k = 0; k < m_gradient.size(); ++k)
        m_gradient[k] += decay * weights[k];
}

std::span<double> LinearRegression::stepGradient(std::span<const double> weights,
                                                 std::span<const std::int32_t> batch,
                                                 const std::stop_token& /*stop*/)
{
    setMisfitGradient(weights, batch);
    if (m_settings.minimizesPrior)
        addPriorGradient(weights);
    return m_gradient;
}

std::vector<double> LinearRegression::predictions(const Array<double>& features) const
{
    std::vector<double> predictions;
    predictions.reserve(static_cast<std::size_t>(features.rows()));
    for (std::int64_t i = 0; i < features.rows(); ++i)
        predictions.push_back(product(place(), features.row(i)));
    return predictions;
}

Evaluation LinearRegression::evaluate(Split split, const std::stop_token& /*stop*/)
{
    const Points& points = split == Split::Train ? m_train : m_test;
    const auto count = static_cast<double>(points.targets.size());
    const std::vector<double> predicted = predictions(points.features);
    double meanSquare = 0.0;
    for (std::size_t i = 0; i < predicted.size(); ++i) {
        const double miss = predicted[i] - points.targets[i];
        meanSquare += miss * miss / count;
    }
    Evaluation evaluation{.loss = meanSquare / (2.0 * m_settings.noiseVariance)};
    if (!m_settings.scoresSigns) {
        evaluation.score = explainedVariance(points.targets, meanSquare);
        return evaluation;
    }
    evaluation.correct = signsAgree(predicted, points.targets);
    evaluation.score = static_cast<double>(std::ranges::count(evaluation.correct, 1)) / count;
    return evaluation;
}

double LinearRegression::complexity()
{
    return product(place(), place())
           / (2.0 * m_settings.priorVariance * static_cast<double>(m_train.targets.size()));
}

std::string LinearRegression::errorLabel() const
{
    return "Data misfit (MSE / 2 noise variance)";
}

std::string LinearRegression::complexityLabel() const
{
    return "Prior term (squared weight norm / 2 prior variance N)";
}

std::vector<ParameterBlock> LinearRegression::parameterBlocks() const
{
    return {{"Weights", {1, std::ssize(m_gradient)}, 0}};
}

std::vector<std::string> LinearRegression::parameterNames() const
{
    return weightNames(m_settings.features, std::ssize(m_gradient) / m_settings.features.count(1));
}

double LinearRegression::minimized(const Evaluation& train)
{
    return error(train) + (m_settings.minimizesPrior ? complexity() : 0.0);
}

std::vector<double> LinearRegression::lossGradient(const std::stop_token& /*stop*/)
{
    setMisfitGradient(place(), {});
    return m_gradient;
}

Probe LinearRegression::probe(const Examples& examples)
{
    Probe probe{.activations = {}, .outputs = Array<double>({examples.inputs.rows(), 1})};
    std::ranges::copy(predictions(m_settings.features(examples.inputs)),
                      probe.outputs.values().begin());
    return probe;
}

std::optional<PredictiveBand> LinearRegression::predictiveBand(const Array<double>& inputs)
{
    PredictiveBand band{.middle = predictions(m_settings.features(inputs)),
                        .label = "Prediction ± 2 sd of the noise"};
    const double reach = 2.0 * std::sqrt(m_settings.noiseVariance);
    for (const double middle : band.middle) {
        band.low.push_back(middle - reach);
        band.high.push_back(middle + reach);
    }
    return band;
}

std::unique_ptr<Learner> makeLinearRegression(const LearnerContext& context)
{
    return std::make_unique<LinearRegression>(context);
}

} // namespace grokking

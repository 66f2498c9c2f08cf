// SPDX-FileCopyrightText: 2026 Grokking Explorer contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/learners/fused/gp_regression.h"

#include "core/learners/explained_variance.h"

#include <algorithm>
#include <cmath>
#include <numbers>

namespace grokking {

namespace {

std::size_t lengthscaleCount(const GpRegressionSettings& settings, const Dataset& data)
{
    return settings.hasLengthscalePerInput ? static_cast<std::size_t>(data.train.inputs.rowSize())
                                           : 1;
}

// Order: log lengthscales, log outputscale, mean, log noise variance if it is trained.
std::vector<double> initialParameters(const GpRegressionSettings& settings, const Dataset& data)
{
    std::vector<double> parameters(lengthscaleCount(settings, data), settings.logLengthscale);
    parameters.insert(parameters.end(), {settings.logOutputscale, 0.0});
    if (settings.trainsNoise)
        parameters.push_back(std::log(settings.noiseVariance));
    return parameters;
}

// Returns the mean of minus the log density of normal targets.
double meanSurprise(const Eigen::ArrayXd& squares, const Eigen::ArrayXd& variances)
{
    return 0.5 * (squares / variances + (2.0 * std::numbers::pi * variances).log()).mean();
}

} // namespace

GpRegression::GpRegression(const LearnerContext& context)
    : GpRegression(context, gpRegressionSettings(context.learner.parameters))
{
}

GpRegression::GpRegression(const LearnerContext& context, const GpRegressionSettings& settings)
    : FlatLearner(context, initialParameters(settings, context.dataset)), m_settings(settings),
      m_lengthscales(lengthscaleCount(settings, context.dataset)),
      m_train(pointsOf(context.dataset.train)), m_test(pointsOf(context.dataset.test))
{
}

GpRegression::Points GpRegression::pointsOf(const Examples& examples)
{
    const std::vector<double>& targets = std::get<RealTargets>(examples.targets).values;
    return {matrixOf(examples.inputs),
            Eigen::Map<const Eigen::VectorXd>(targets.data(), std::ssize(targets))};
}

GpPosterior GpRegression::posteriorAt(std::span<const double> parameters,
                                      std::span<const std::int32_t> batch) const
{
    const auto rest = parameters.subspan(m_lengthscales);
    const GpHyperparameters at{.logLengthscales = Eigen::Map<const Eigen::VectorXd>(
                                   parameters.data(), static_cast<Eigen::Index>(m_lengthscales)),
                               .logOutputscale = rest[0],
                               .mean = rest[1],
                               .noiseVariance = m_settings.trainsNoise ? std::exp(rest[2])
                                                                       : m_settings.noiseVariance};
    if (batch.empty())
        return {m_train.inputs, m_train.targets, at};
    const Eigen::Map<const Eigen::VectorXi> rows(batch.data(), std::ssize(batch));
    return {m_train.inputs(rows, Eigen::all), m_train.targets(rows), at};
}

const GpPosterior& GpRegression::posterior()
{
    if (!m_posterior || !std::ranges::equal(m_posteriorAt, place())) {
        m_posterior = posteriorAt(place(), {});
        m_posteriorAt = parameters();
    }
    return *m_posterior;
}

std::span<double> GpRegression::stepGradient(std::span<const double> parameters,
                                             std::span<const std::int32_t> batch,
                                             const std::stop_token& /*stop*/)
{
    m_gradient = posteriorAt(parameters, batch).gradient();
    m_gradient.resize(parameters.size()); // that of a fixed noise is not needed
    return m_gradient;
}

Evaluation GpRegression::evaluate(Split split, const std::stop_token& /*stop*/)
{
    const Points& points = split == Split::Train ? m_train : m_test;
    const GpPosterior& given = posterior();
    const Eigen::ArrayXd squares = (given.means(points.inputs) - points.targets).array().square();
    const std::span targets(points.targets.data(), static_cast<std::size_t>(squares.size()));
    return {.loss = split == Split::Train ? given.objective()
                                          : meanSurprise(squares, given.variances(points.inputs)),
            .score = explainedVariance(targets, squares.mean())};
}

double GpRegression::error(const Evaluation& /*train*/)
{
    return posterior().dataFit();
}

double GpRegression::complexity()
{
    return posterior().complexity();
}

std::string GpRegression::errorLabel() const
{
    return "Data-fit term (1/2 r' K^-1 r / N)";
}

std::string GpRegression::complexityLabel() const
{
    return "Complexity term (1/2 log det K / N)";
}

std::vector<ParameterBlock> GpRegression::parameterBlocks() const
{
    const auto lengthscales = static_cast<std::int64_t>(m_lengthscales);
    std::vector<ParameterBlock> blocks{{"Log lengthscale", {lengthscales}, 0},
                                       {"Log outputscale", {1}, lengthscales},
                                       {"Mean", {1}, lengthscales + 1}};
    if (m_settings.trainsNoise)
        blocks.push_back({"Log noise variance", {1}, lengthscales + 2});
    return blocks;
}

std::vector<double> GpRegression::lossGradient(const std::stop_token& /*stop*/)
{
    std::vector<double> gradient = posterior().gradient();
    gradient.resize(place().size());
    return gradient;
}

Probe GpRegression::probe(const Examples& examples)
{
    const Eigen::VectorXd means = posterior().means(matrixOf(examples.inputs));
    Probe probe{.activations = {}, .outputs = Array<double>({means.size(), 1})};
    std::ranges::copy(means, probe.outputs.values().begin());
    return probe;
}

std::optional<FunctionPrior> GpRegression::functionPrior()
{
    FunctionPrior prior;
    for (const double logarithm : place().first(m_lengthscales))
        prior.lengthscales.push_back(std::exp(logarithm));
    return prior;
}

std::optional<PredictiveBand> GpRegression::predictiveBand(const Array<double>& inputs)
{
    const Eigen::MatrixXd places = matrixOf(inputs);
    const Eigen::ArrayXd means = posterior().means(places);
    const Eigen::ArrayXd variances = posterior().functionVariances(places);
    // Rounding may take a variance of nothing below 0; NaN stays what it is.
    const Eigen::ArrayXd reach = 2.0 * (variances < 0.0).select(0.0, variances).sqrt();
    const auto listed = [](const Eigen::ArrayXd& values) {
        return std::vector<double>(values.begin(), values.end());
    };
    return PredictiveBand{.middle = listed(means),
                          .low = listed(means - reach),
                          .high = listed(means + reach),
                          .label = "Posterior mean ± 2 sd of the function"};
}

std::unique_ptr<Learner> makeGpRegression(const LearnerContext& context)
{
    return std::make_unique<GpRegression>(context);
}

} // namespace grokking

// SPDX-FileCopyrightText: 2026 Grokking Explorer contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/learners/fused/gp_classification.h"

#include "core/learners/fused/probit.h"
#include "core/util/random.h"

#include <algorithm>

namespace grokking {

namespace {

constexpr double initialDeviation = 1e-3; // of the mean of q from the prior

std::size_t triangleSize(Eigen::Index count)
{
    return static_cast<std::size_t>(count * (count + 1) / 2);
}

// Flat layout: the mean, then the columns of the root from the diagonal down.
FunctionDistribution distributionFrom(std::span<const double> values, Eigen::Index count)
{
    FunctionDistribution distribution{.mean =
                                          Eigen::Map<const Eigen::VectorXd>(values.data(), count),
                                      .root = Eigen::MatrixXd::Zero(count, count)};
    auto next = values.begin() + count;
    for (Eigen::Index j = 0; j < count; ++j, next += count - j + 1)
        std::copy_n(next, count - j, &distribution.root(j, j));
    return distribution;
}

void write(const FunctionDistribution& distribution, std::span<double> values)
{
    const Eigen::Index count = distribution.mean.size();
    auto next = std::ranges::copy(distribution.mean, values.begin()).out;
    for (Eigen::Index j = 0; j < count; ++j)
        next = std::copy_n(&distribution.root(j, j), count - j, next);
}

std::vector<double> initialFunction(const LearnerContext& context,
                                    const VariationalSettings& settings)
{
    const GpClassifierSettings prior = gpClassifierSettings(context.learner.parameters);
    const Eigen::MatrixXd inputs = matrixOf(context.dataset.train.inputs);
    FunctionDistribution distribution = priorDistribution(
        inputs, {.kernel = {Eigen::VectorXd::Constant(1, prior.lengthscale), prior.outputscale}},
        settings.isWhitened ? Coordinates::Whitened : Coordinates::Function);
    RandomStream random(context.initializationSeed, Stream::Initialization);
    for (double& mean : distribution.mean)
        mean += initialDeviation * random.normal();
    std::vector<double> values(static_cast<std::size_t>(inputs.rows())
                               + triangleSize(inputs.rows()));
    write(distribution, values);
    return values;
}

} // namespace

GpClassification::GpClassification(const LearnerContext& context)
    : GpClassification(context, variationalSettings(context.learner.parameters))
{
}

GpClassification::GpClassification(const LearnerContext& context,
                                   const VariationalSettings& settings)
    : GpClassifier(context, initialFunction(context, settings)), m_settings(settings),
      m_gradient(place().size())
{
    using enum VariationalSettings::Trained;
    if (settings.trained == Prior)
        trainOnly(0, priorSize());
    if (settings.trained == Function)
        trainOnly(priorSize(), place().size() - priorSize());
}

Coordinates GpClassification::coordinates() const
{
    return m_settings.isWhitened ? Coordinates::Whitened : Coordinates::Function;
}

VariationalPosterior GpClassification::posteriorAt(std::span<const double> parameters,
                                                   const std::stop_token& stop) const
{
    const Eigen::MatrixXd& inputs = trainingPoints().inputs;
    return {inputs, priorAt(parameters),
            distributionFrom(parameters.subspan(priorSize()), inputs.rows()), coordinates(), stop};
}

const VariationalPosterior& GpClassification::posterior(const std::stop_token& stop)
{
    if (!m_posterior || !std::ranges::equal(m_posteriorAt, place())) {
        m_posterior = posteriorAt(place(), stop);
        m_posteriorAt.clear();
        if (!stop.stop_requested()) // else it is incomplete
            m_posteriorAt.assign(place().begin(), place().end());
    }
    return *m_posterior;
}

Marginals GpClassification::fitSlopes(const Marginals& marginals,
                                      std::span<const std::int32_t> batch) const
{
    const Eigen::Index count = marginals.means.size();
    const Eigen::Index used = batch.empty() ? count : std::ssize(batch);
    Marginals slopes{Eigen::VectorXd::Zero(count), Eigen::VectorXd::Zero(count)};
    for (Eigen::Index k = 0; k < used; ++k) {
        const Eigen::Index i = batch.empty() ? k : batch[static_cast<std::size_t>(k)];
        const NormalMean at = expectedLogProbit(trainingPoints().signs[i], marginals.means[i],
                                                marginals.variances[i]);
        slopes.means[i] -= at.byMean / static_cast<double>(used);
        slopes.variances[i] -= at.byVariance / static_cast<double>(used);
    }
    return slopes;
}

void GpClassification::setGradient(const VariationalPosterior::Slopes& slopes,
                                   std::span<const double> parameters)
{
    writeSlopes(slopes.prior, parameters, m_gradient);
    write(slopes.distribution, std::span(m_gradient).subspan(priorSize()));
}

std::span<double> GpClassification::stepGradient(std::span<const double> parameters,
                                                 std::span<const std::int32_t> batch,
                                                 const std::stop_token& stop)
{
    std::optional<VariationalPosterior> elsewhere; // where the optimizer adds noise
    if (parameters.data() != place().data())
        elsewhere = posteriorAt(parameters, stop);
    const VariationalPosterior& given = elsewhere ? *elsewhere : posterior(stop);
    const double weight = m_settings.minimizesDivergence
                              ? 1.0 / static_cast<double>(trainingPoints().signs.size())
                              : 0.0;
    setGradient(given.slopes(fitSlopes(given.marginals(), batch), weight, stop), parameters);
    return m_gradient;
}

Marginals GpClassification::trainingMarginals(const std::stop_token& stop)
{
    return posterior(stop).marginals();
}

Marginals GpClassification::marginalsAt(const Eigen::MatrixXd& inputs, const std::stop_token& stop)
{
    return posterior(stop).marginalsAt(inputs, stop);
}

double GpClassification::error(const Evaluation& /*train*/)
{
    const Marginals& marginals = posterior({}).marginals();
    double sum = 0.0;
    for (Eigen::Index i = 0; i < marginals.means.size(); ++i)
        sum -=
            expectedLogProbit(trainingPoints().signs[i], marginals.means[i], marginals.variances[i])
                .value;
    return sum / static_cast<double>(marginals.means.size());
}

double GpClassification::complexity()
{
    return posterior({}).divergence() / static_cast<double>(trainingPoints().signs.size());
}

double GpClassification::minimized(const Evaluation& train)
{
    return error(train) + (m_settings.minimizesDivergence ? complexity() : 0.0);
}

std::string GpClassification::errorLabel() const
{
    return "Data fit (mean of -E_q[log p(y | f)])";
}

std::string GpClassification::complexityLabel() const
{
    return "KL(q || p) / N (the prior p moves: steps are not strictly comparable)";
}

std::vector<ParameterBlock> GpClassification::parameterBlocks() const
{
    std::vector<ParameterBlock> blocks = priorBlocks();
    const auto first = static_cast<std::int64_t>(priorSize());
    const std::int64_t count = trainingPoints().signs.size();
    blocks.push_back({"Mean of q", {count}, first});
    blocks.push_back({"Root of q", {count * (count + 1) / 2}, first + count});
    return blocks;
}

std::vector<double> GpClassification::lossGradient(const std::stop_token& stop)
{
    const VariationalPosterior& given = posterior(stop);
    setGradient(given.slopes(lossSlopes(given.marginals()), 0.0, stop), place());
    return m_gradient;
}

std::optional<FunctionPrior> GpClassification::functionPrior()
{
    auto prior = GpClassifier::functionPrior();
    prior->halfLogDeterminant = posterior({}).halfLogDeterminant();
    return prior;
}

std::unique_ptr<Learner> makeGpClassification(const LearnerContext& context)
{
    return std::make_unique<GpClassification>(context);
}

} // namespace grokking

// SPDX-FileCopyrightText: 2026 Grokking Explorer contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/learners/fused/gp_classifier.h"

#include "core/learners/fused/probit.h"

#include <algorithm>
#include <cmath>

namespace grokking {

namespace {

std::vector<double> initialParameters(const GpClassifierSettings& settings, const Dataset& data,
                                      std::span<const double> function)
{
    std::vector<double> parameters(
        static_cast<std::size_t>(lengthscaleCount(shapeOf(data), settings)),
        trainedFor(settings.positivity, settings.lengthscale));
    parameters.insert(parameters.end(),
                      {trainedFor(settings.positivity, settings.outputscale), 0.0});
    parameters.insert(parameters.end(), function.begin(), function.end());
    return parameters;
}

Eigen::VectorXd signsOf(const Examples& examples)
{
    const std::vector<std::int32_t>& labels = std::get<ClassTargets>(examples.targets).labels;
    return 2.0
               * Eigen::Map<const Eigen::VectorXi>(labels.data(), std::ssize(labels))
                     .cast<double>()
                     .array()
           - 1.0;
}

// Writes the log probabilities of both classes for each example.
void writeLogProbabilities(const Marginals& marginals, std::span<double> outputs)
{
    auto next = outputs.begin();
    for (Eigen::Index i = 0; i < marginals.means.size(); ++i)
        for (const double sign : {-1.0, 1.0})
            *next++ = logExpectedProbit(sign, marginals.means[i], marginals.variances[i]).value;
}

Evaluation evaluationOf(const Array<double>& outputs, const Eigen::VectorXd& signs)
{
    const auto count = static_cast<std::size_t>(signs.size());
    Evaluation evaluation{.correct = std::vector<std::uint8_t>(count),
                          .predicted = std::vector<std::int32_t>(count),
                          .margins = std::vector<float>(count)};
    double norms = 0.0;
    for (std::size_t i = 0; i < count; ++i) {
        const auto pair = outputs.row(static_cast<std::int64_t>(i));
        const std::size_t label = signs[static_cast<Eigen::Index>(i)] > 0.0 ? 1 : 0;
        evaluation.loss -= pair[label] / static_cast<double>(count);
        evaluation.predicted[i] = pair[1] > pair[0] ? 1 : 0;
        evaluation.correct[i] = evaluation.predicted[i] == static_cast<std::int32_t>(label);
        evaluation.margins[i] = static_cast<float>(pair[label] - pair[1 - label]);
        norms += std::hypot(pair[0], pair[1]);
    }
    evaluation.score =
        static_cast<double>(std::ranges::count(evaluation.correct, 1)) / static_cast<double>(count);
    evaluation.logitNorm = norms / static_cast<double>(count);
    return evaluation;
}

} // namespace

GpClassifier::GpClassifier(const LearnerContext& context, std::span<const double> function)
    : GpClassifier(context, function, gpClassifierSettings(context.learner.parameters))
{
}

GpClassifier::GpClassifier(const LearnerContext& context, std::span<const double> function,
                           const GpClassifierSettings& settings)
    : FlatLearner(context, initialParameters(settings, context.dataset, function)),
      m_settings(settings), m_lengthscales(static_cast<std::size_t>(
                                lengthscaleCount(shapeOf(context.dataset), settings))),
      m_train{matrixOf(context.dataset.train.inputs), signsOf(context.dataset.train)},
      m_test{matrixOf(context.dataset.test.inputs), signsOf(context.dataset.test)}
{
}

GpPrior GpClassifier::priorAt(std::span<const double> parameters) const
{
    const Positivity kind = m_settings.positivity;
    GpPrior prior{.kernel = {.lengthscales = Eigen::VectorXd(m_lengthscales),
                             .outputscale = positive(kind, parameters[m_lengthscales])},
                  .mean = parameters[m_lengthscales + 1]};
    std::ranges::transform(parameters.first(m_lengthscales), prior.kernel.lengthscales.begin(),
                           [kind](double trained) { return positive(kind, trained); });
    return prior;
}

void GpClassifier::writeSlopes(const PriorSlopes& slopes, std::span<const double> parameters,
                               std::span<double> gradient) const
{
    for (std::size_t k = 0; k <= m_lengthscales; ++k)
        gradient[k] = slopes.logScales[static_cast<Eigen::Index>(k)]
                      * logSlope(m_settings.positivity, parameters[k]);
    gradient[m_lengthscales + 1] = slopes.mean;
}

std::vector<ParameterBlock> GpClassifier::priorBlocks() const
{
    const auto lengthscales = static_cast<std::int64_t>(m_lengthscales);
    const Positivity kind = m_settings.positivity;
    return {{lengthscaleName(kind), {lengthscales}, 0},
            {outputscaleName(kind), {1}, lengthscales},
            {"Mean", {1}, lengthscales + 1}};
}

GpClassifier::Points GpClassifier::pointsOf(std::span<const std::int32_t> batch) const
{
    if (batch.empty())
        return m_train;
    const Eigen::Map<const Eigen::VectorXi> rows(batch.data(), std::ssize(batch));
    return {m_train.inputs(rows, Eigen::all), m_train.signs(rows)};
}

Marginals GpClassifier::lossSlopes(const Marginals& marginals) const
{
    Marginals slopes = marginals;
    const auto count = static_cast<double>(marginals.means.size());
    for (Eigen::Index i = 0; i < marginals.means.size(); ++i) {
        const NormalMean at =
            logExpectedProbit(m_train.signs[i], marginals.means[i], marginals.variances[i]);
        slopes.means[i] = -at.byMean / count;
        slopes.variances[i] = -at.byVariance / count;
    }
    return slopes;
}

Array<double> GpClassifier::logProbabilities(const Eigen::MatrixXd& inputs,
                                             const std::stop_token& stop)
{
    Array<double> outputs({inputs.rows(), 2});
    for (Eigen::Index first = 0; first < inputs.rows() && !stop.stop_requested();
         first += gpBlockExamples) {
        const Eigen::Index count = std::min<Eigen::Index>(gpBlockExamples, inputs.rows() - first);
        writeLogProbabilities(marginalsAt(inputs.middleRows(first, count), stop),
                              outputs.values().subspan(static_cast<std::size_t>(2 * first)));
    }
    return outputs;
}

Evaluation GpClassifier::evaluate(Split split, const std::stop_token& stop)
{
    if (split == Split::Test)
        return evaluationOf(logProbabilities(m_test.inputs, stop), m_test.signs);
    const Marginals marginals = trainingMarginals(stop);
    Array<double> outputs({marginals.means.size(), 2});
    writeLogProbabilities(marginals, outputs.values());
    return evaluationOf(outputs, m_train.signs);
}

Probe GpClassifier::probe(const Examples& examples)
{
    return {.activations = {}, .outputs = logProbabilities(matrixOf(examples.inputs), {})};
}

std::optional<PredictiveBand> GpClassifier::predictiveBand(const Array<double>& inputs)
{
    const auto [means, variances] = marginalsAt(matrixOf(inputs), {});
    PredictiveBand band{.label = "P(class 1), band Φ(mean ± 2 sd of the function)"};
    for (Eigen::Index i = 0; i < means.size(); ++i) {
        const double reach = 2.0 * std::sqrt(std::max(0.0, variances[i]));
        band.middle.push_back(std::exp(logExpectedProbit(1.0, means[i], variances[i]).value));
        band.low.push_back(std::exp(logProbit(means[i] - reach).value));
        band.high.push_back(std::exp(logProbit(means[i] + reach).value));
    }
    return band;
}

std::optional<FunctionPrior> GpClassifier::functionPrior()
{
    const Eigen::VectorXd lengthscales = priorAt(place()).kernel.lengthscales;
    return FunctionPrior{.lengthscales = {lengthscales.begin(), lengthscales.end()}};
}

} // namespace grokking

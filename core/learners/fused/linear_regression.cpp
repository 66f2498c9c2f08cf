// SPDX-FileCopyrightText: 2026 Grokking Explorer contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/learners/fused/linear_regression.h"

#include "core/kernels/matrix_product.h"

#include <algorithm>
#include <array>
#include <cassert>
#include <cstring>
#include <numeric>

namespace grokking {

namespace {

double product(std::span<const double> weights, std::span<const double> features)
{
    return std::inner_product(weights.begin(), weights.end(), features.begin(), 0.0);
}

// Returns 1 - MSE / variance.
double explainedVariance(const std::vector<double>& targets, double meanSquare)
{
    const auto count = static_cast<double>(targets.size());
    const double mean = std::accumulate(targets.begin(), targets.end(), 0.0) / count;
    double variance = 0.0;
    for (const double target : targets)
        variance += (target - mean) * (target - mean) / count;
    if (variance > 0.0)
        return 1.0 - meanSquare / variance;
    return meanSquare == 0.0 ? 1.0 : 0.0;
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
    : m_settings(linearRegressionSettings(context.learner.parameters)),
      m_optimizer(optimizerSettings(context.optimizer)), m_noiseSeed(context.noiseSeed),
      m_train(pointsOf(context.dataset.train)), m_test(pointsOf(context.dataset.test)),
      m_gradient(static_cast<std::size_t>(m_train.features.rowSize()))
{
    m_state.resize((1 + stateVectors(m_optimizer)) * m_gradient.size());
    const std::vector<double>& initial = m_settings.initialWeights;
    std::ranges::fill(weights(), initial.back());
    std::ranges::copy(initial, m_state.begin());
}

LinearRegression::Points LinearRegression::pointsOf(const Examples& examples) const
{
    return {m_settings.features(examples.inputs), std::get<RealTargets>(examples.targets).values};
}

std::span<const double> LinearRegression::weights() const
{
    return std::span(m_state).first(m_gradient.size());
}

std::span<double> LinearRegression::weights()
{
    return std::span(m_state).first(m_gradient.size());
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

bool LinearRegression::step(std::int64_t /*step*/, std::span<const std::int32_t> batch,
                            const std::stop_token& /*stop*/)
{
    std::span<const double> place = weights();
    if (m_optimizer.weightNoise > 0.0) {
        m_noisyWeights.assign(place.begin(), place.end());
        addNoise<double>(m_noisyWeights, m_optimizer.weightNoise,
                         noiseStream(m_noiseSeed, NoiseUse::Weights, m_updates));
        place = m_noisyWeights;
    }
    setMisfitGradient(place, batch);
    if (m_settings.minimizesPrior)
        addPriorGradient(place);
    const std::size_t size = m_gradient.size();
    std::array<std::span<double>, 3> moments;
    const std::size_t count = stateVectors(m_optimizer);
    for (std::size_t i = 0; i < count; ++i)
        moments[i] = std::span(m_state).subspan((1 + i) * size, size);
    const MatrixBlock all{0, 1, static_cast<std::int64_t>(size)};
    applyUpdate<double>(m_optimizer, {++m_updates, {&all, 1}, m_noiseSeed}, weights(), m_gradient,
                        std::span(moments).first(count));
    return true;
}

Evaluation LinearRegression::evaluate(Split split, const std::stop_token& /*stop*/)
{
    const Points& points = split == Split::Train ? m_train : m_test;
    const auto count = static_cast<double>(points.targets.size());
    std::vector<double> predictions;
    predictions.reserve(points.targets.size());
    double meanSquare = 0.0;
    for (const double target : points.targets) {
        const auto features = points.features.row(std::ssize(predictions));
        predictions.push_back(product(weights(), features));
        const double miss = predictions.back() - target;
        meanSquare += miss * miss / count;
    }
    Evaluation evaluation{.loss = meanSquare / (2.0 * m_settings.noiseVariance)};
    if (!m_settings.scoresSigns) {
        evaluation.score = explainedVariance(points.targets, meanSquare);
        return evaluation;
    }
    evaluation.correct = signsAgree(predictions, points.targets);
    evaluation.score = static_cast<double>(std::ranges::count(evaluation.correct, 1)) / count;
    return evaluation;
}

double LinearRegression::complexity()
{
    return product(weights(), weights())
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

std::vector<double> LinearRegression::parameters() const
{
    return {weights().begin(), weights().end()};
}

void LinearRegression::setParameters(std::span<const double> parameters)
{
    assert(parameters.size() == m_gradient.size());
    std::ranges::copy(parameters, m_state.begin());
}

std::vector<double> LinearRegression::lossGradient(const std::stop_token& /*stop*/)
{
    setMisfitGradient(weights(), {});
    return m_gradient;
}

Probe LinearRegression::probe(const Examples& examples)
{
    const Array<double> features = m_settings.features(examples.inputs);
    Probe probe{.activations = {}, .outputs = Array<double>({features.rows(), 1})};
    for (std::int64_t i = 0; i < features.rows(); ++i)
        probe.outputs.row(i)[0] = product(weights(), features.row(i));
    return probe;
}

void LinearRegression::setOptimizerSetting(std::string_view id, double value)
{
    changeSetting(m_optimizer, id, value);
}

double LinearRegression::optimizerSetting(std::string_view id) const
{
    return id == "learningRate" ? m_optimizer.learningRate : m_optimizer.weightDecay;
}

// Layout: the update count (int64), then weights and moments.
std::vector<std::byte> LinearRegression::saveState() const
{
    const auto numbers = std::as_bytes(std::span(m_state));
    std::vector<std::byte> state(sizeof m_updates + numbers.size());
    std::memcpy(state.data(), &m_updates, sizeof m_updates);
    std::memcpy(state.data() + sizeof m_updates, numbers.data(), numbers.size());
    return state;
}

Status LinearRegression::restoreState(std::span<const std::byte> state)
{
    const auto numbers = std::as_writable_bytes(std::span(m_state));
    if (state.size() != sizeof m_updates + numbers.size())
        return Error{ErrorCode::InvalidFile,
                     "the checkpoint does not fit these features; run the experiment anew",
                     "checkpoint"};
    std::memcpy(&m_updates, state.data(), sizeof m_updates);
    std::memcpy(numbers.data(), state.data() + sizeof m_updates, numbers.size());
    return Success{};
}

Environment LinearRegression::environment() const
{
    return {{"engine", "fused"},
            {"instruction-set", instructionSet()},
            {"device", "cpu"},
            {"precision", "float64"}};
}

std::unique_ptr<Learner> makeLinearRegression(const LearnerContext& context)
{
    return std::make_unique<LinearRegression>(context);
}

} // namespace grokking

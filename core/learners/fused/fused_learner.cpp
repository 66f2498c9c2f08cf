// SPDX-FileCopyrightText: 2026 Grokking Explorer contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/learners/fused/fused_learner.h"

#include "core/kernels/matrix_product.h"
#include "core/kernels/transpose.h"

#include <algorithm>
#include <array>
#include <cassert>
#include <cstring>

namespace grokking {

namespace {

const std::vector<std::int32_t>& labelsOf(const Examples& examples)
{
    return std::get<ClassTargets>(examples.targets).labels;
}

template <class Number>
void divideBy(double temperature, const MatrixView<Number>& logits)
{
    if (temperature == 1.0)
        return;
    const auto factor = static_cast<Number>(1.0 / temperature);
    for (std::int64_t i = 0; i < logits.rows; ++i)
        for (std::int64_t j = 0; j < logits.columns; ++j)
            logits.data[i * logits.rowStride + j] *= factor;
}

std::int64_t blockRowsFor(const Dataset& dataset)
{
    return std::min(fusedBlockRows, std::max(dataset.train.size(), dataset.test.size()));
}

} // namespace

Activation activationOf(const std::string& id)
{
    if (id == "tanh")
        return Activation::Tanh;
    if (id == "gelu")
        return Activation::Gelu;
    if (id == "sigmoid")
        return Activation::Sigmoid;
    return Activation::Relu;
}

template <class Number>
Buffer<Number> bufferOf(std::span<const double> values)
{
    Buffer<Number> buffer(std::ssize(values));
    std::ranges::transform(values, buffer.data(),
                           [](double value) { return static_cast<Number>(value); });
    return buffer;
}

template <class Number>
void toLossGradient(const NetworkSettings& settings, const MatrixView<Number>& logits,
                    const std::int32_t* labels, double scale)
{
    divideBy(settings.temperature, logits);
    const auto factor = static_cast<Number>(scale / settings.temperature);
    switch (settings.loss) {
    case ClassificationLoss::CrossEntropy:
        return toCrossEntropyGradient(logits, labels, factor);
    case ClassificationLoss::StableMax:
        return toStableMaxGradient(logits, labels, factor);
    case ClassificationLoss::SquaredError:
        return toSquaredErrorGradient(logits, labels, factor);
    }
}

template <class Number>
FusedLearner<Number>::FusedLearner(const LearnerContext& context, const InitialNetwork& initial,
                                   std::size_t dropoutPlaces)
    : NetworkLearner(context, initial.blocks), m_blockRows(blockRowsFor(context.dataset)),
      m_parameters(bufferOf<Number>(initial.parameters)),
      m_gradient(m_parameters.size()), m_labels{labelsOf(context.dataset.train),
                                                labelsOf(context.dataset.test)},
      m_batchLabels(static_cast<std::size_t>(m_blockRows)),
      m_evaluatedLogits(m_classes * classMajorStride(m_blockRows)),
      m_lossWork(2 * classMajorStride(m_blockRows))
{
    for (std::size_t i = 0; i < stateVectors(m_optimizer); ++i)
        m_moments.emplace_back(m_parameters.size());
    if (m_settings.dropout > 0.0)
        m_dropout.emplace(m_noiseSeed, m_settings.dropout, dropoutPlaces);
    if (m_optimizer.weightNoise > 0.0)
        m_noisyParameters = Buffer<Number>(m_parameters.size());
    if (m_optimizer.rule == OptimizerSettings::Rule::Muon)
        m_orthogonalizer.emplace(m_matrices);
}

template <class Number>
FusedLearner<Number>::Block FusedLearner<Number>::gatherBlock(std::span<const std::int32_t> batch,
                                                              std::int64_t first, std::int64_t rows)
{
    if (batch.empty())
        return {Split::Train, first, nullptr, rows, m_labels.train.data() + first};
    const auto part =
        batch.subspan(static_cast<std::size_t>(first), static_cast<std::size_t>(rows));
    std::ranges::transform(part, m_batchLabels.begin(), [this](std::int32_t index) {
        return m_labels.train[static_cast<std::size_t>(index)];
    });
    return {Split::Train, 0, part.data(), rows, m_batchLabels.data()};
}

template <class Number>
void FusedLearner<Number>::computeGradient(std::span<const std::int32_t> batch,
                                           const std::stop_token& stop)
{
    const std::int64_t examples = batch.empty() ? std::ssize(m_labels.train) : std::ssize(batch);
    const bool isSquared = m_settings.loss == ClassificationLoss::SquaredError;
    const double terms = static_cast<double>(isSquared ? examples * m_classes : examples);
    for (std::int64_t first = 0; first < examples; first += m_blockRows) {
        if (stop.stop_requested())
            return;
        const std::int64_t rows = std::min(m_blockRows, examples - first);
        differentiate(gatherBlock(batch, first, rows), 1.0 / terms,
                      first == 0 ? Gradient::Set : Gradient::Add);
    }
    finishGradient();
}

template <class Number>
bool FusedLearner<Number>::step(std::int64_t /*step*/, std::span<const std::int32_t> batch,
                                const std::stop_token& stop)
{
    const bool isNoisy = m_noisyParameters.size() > 0;
    if (isNoisy)
        useNoisyParameters();
    if (m_dropout) {
        m_dropout->begin(m_updates);
        m_dropping = &*m_dropout;
    }
    beginUpdate();
    computeGradient(batch, stop);
    endUpdate();
    m_dropping = nullptr;
    if (stop.stop_requested()) { // the gradient may be incomplete
        if (isNoisy)
            useParameters(m_parameters.data());
        return false;
    }
    std::array<std::span<Number>, 3> state;
    for (std::size_t i = 0; i < m_moments.size(); ++i)
        state[i] = m_moments[i].values();
    applyUpdate<Number>(m_optimizer, {++m_updates, m_matrices, m_noiseSeed}, m_parameters.values(),
                        m_gradient.values(), std::span(state).first(m_moments.size()),
                        m_orthogonalizer ? &*m_orthogonalizer : nullptr);
    useParameters(m_parameters.data());
    return true;
}

template <class Number>
void FusedLearner<Number>::useNoisyParameters()
{
    std::copy_n(m_parameters.data(), m_parameters.size(), m_noisyParameters.data());
    addNoise(m_noisyParameters.values(), m_optimizer.weightNoise,
             noiseStream(m_noiseSeed, NoiseUse::Weights, m_updates));
    useParameters(m_noisyParameters.data());
}

template <class Number>
double FusedLearner<Number>::evaluateBlock(const Block& block, const PredictionTargets& targets,
                                           std::int64_t& hits, double& logitNorms)
{
    const ConstMatrixView<Number> logits = forward(block);
    // In float64, so that a saturated loss does not vanish in rounding.
    const MatrixView<double> byClass{m_evaluatedLogits.data(), m_classes, logits.rows,
                                     classMajorStride(logits.rows)};
    transpose(logits, byClass);
    hits += predict(byClass, block.labels, targets);
    logitNorms += normSum(byClass, m_lossWork.data());
    divideBy(m_settings.temperature, byClass);
    switch (m_settings.loss) {
    case ClassificationLoss::CrossEntropy:
        return crossEntropySum(byClass, block.labels, m_lossWork.data());
    case ClassificationLoss::StableMax:
        return stableMaxSum(byClass, block.labels, m_lossWork.data());
    case ClassificationLoss::SquaredError:
        break;
    }
    return squaredErrorSum(byClass, block.labels) / static_cast<double>(m_classes);
}

template <class Number>
Evaluation FusedLearner<Number>::evaluate(Split split, const std::stop_token& stop)
{
    const auto& labels = split == Split::Train ? m_labels.train : m_labels.test;
    const std::int64_t count = std::ssize(labels);
    Evaluation evaluation{.correct = std::vector<std::uint8_t>(labels.size()),
                          .predicted = std::vector<std::int32_t>(labels.size()),
                          .margins = std::vector<float>(labels.size())};
    std::int64_t hits = 0;
    double logitNorms = 0.0;
    for (std::int64_t first = 0; first < count && !stop.stop_requested(); first += m_blockRows) {
        const std::int64_t rows = std::min(m_blockRows, count - first);
        const PredictionTargets targets{evaluation.correct.data() + first,
                                        evaluation.predicted.data() + first,
                                        evaluation.margins.data() + first};
        evaluation.loss += evaluateBlock({split, first, nullptr, rows, labels.data() + first},
                                         targets, hits, logitNorms);
    }
    evaluation.loss /= static_cast<double>(count);
    evaluation.score = static_cast<double>(hits) / static_cast<double>(count);
    evaluation.logitNorm = logitNorms / static_cast<double>(count);
    return evaluation;
}

template <class Number>
double FusedLearner<Number>::complexity()
{
    double sum = 0.0;
    for (const Number value : m_parameters.values())
        sum += static_cast<double>(value) * static_cast<double>(value);
    return sum;
}

template <class Number>
std::vector<double> FusedLearner<Number>::parameters() const
{
    const auto values = m_parameters.values();
    return {values.begin(), values.end()};
}

template <class Number>
void FusedLearner<Number>::setParameters(std::span<const double> parameters)
{
    assert(std::ssize(parameters) == m_parameters.size());
    m_parameters = bufferOf<Number>(parameters);
    useParameters(m_parameters.data());
}

template <class Number>
std::vector<double> FusedLearner<Number>::lossGradient(const std::stop_token& stop)
{
    computeGradient({}, stop);
    const auto gradient = std::as_const(m_gradient).values();
    return {gradient.begin(), gradient.end()};
}

template <class Number>
std::size_t FusedLearner<Number>::stateBytes() const
{
    return sizeof m_updates + (1 + m_moments.size()) * m_parameters.values().size_bytes();
}

// Layout: the update count (int64), then parameters and moments, as of every engine.
template <class Number>
std::vector<std::byte> FusedLearner<Number>::saveState() const
{
    std::vector<std::byte> state(sizeof m_updates);
    state.reserve(stateBytes());
    std::memcpy(state.data(), &m_updates, sizeof m_updates);
    const auto append = [&state](const Buffer<Number>& buffer) {
        const auto bytes = std::as_bytes(buffer.values());
        state.insert(state.end(), bytes.begin(), bytes.end());
    };
    append(m_parameters);
    std::ranges::for_each(m_moments, append);
    return state;
}

template <class Number>
Status FusedLearner<Number>::restoreState(std::span<const std::byte> state)
{
    const std::size_t vectorBytes = m_parameters.values().size_bytes();
    if (state.size() != stateBytes())
        return checkpointMisfit(state.size(), stateBytes());
    std::memcpy(&m_updates, state.data(), sizeof m_updates);
    const std::byte* from = state.data() + sizeof m_updates;
    const auto take = [&from, vectorBytes](Buffer<Number>& buffer) {
        std::memcpy(buffer.data(), from, vectorBytes);
        from += vectorBytes;
    };
    take(m_parameters);
    std::ranges::for_each(m_moments, take);
    useParameters(m_parameters.data());
    return Success{};
}

template <class Number>
Environment FusedLearner<Number>::environment() const
{
    return {{"engine", "fused"},
            {"instruction-set", instructionSet()},
            {"device", "cpu"},
            {"precision", sizeof(Number) == sizeof(double) ? "float64" : "float32"}};
}

template Buffer<float> bufferOf(std::span<const double>);
template Buffer<double> bufferOf(std::span<const double>);
template void toLossGradient(const NetworkSettings&, const MatrixView<float>&, const std::int32_t*,
                             double);
template void toLossGradient(const NetworkSettings&, const MatrixView<double>&, const std::int32_t*,
                             double);
template class FusedLearner<float>;
template class FusedLearner<double>;

} // namespace grokking

// SPDX-FileCopyrightText: 2026 Grokking Explorer contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/learners/fused/mlp.h"

#include "core/kernels/matrix_product.h"
#include "core/kernels/transpose.h"

#include <algorithm>
#include <array>
#include <cassert>
#include <cstring>

namespace grokking {

namespace {

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
Array<double> arrayOf(const ConstMatrixView<Number>& matrix)
{
    Array<double> array({matrix.rows, matrix.columns});
    std::copy_n(matrix.data, matrix.rows * matrix.columns, array.values().begin());
    return array;
}

const std::vector<std::int32_t>& labelsOf(const Examples& examples)
{
    return std::get<ClassTargets>(examples.targets).labels;
}

std::int64_t blockRowsFor(const Dataset& dataset)
{
    return std::min(fusedMlpBlockRows, std::max(dataset.train.size(), dataset.test.size()));
}

} // namespace

template <class Number>
FusedMlp<Number>::FusedMlp(const LearnerContext& context, const InitialMlp& mlp)
    : MlpLearner(context, mlp), m_features(mlp.sizes.front()),
      m_blockRows(blockRowsFor(context.dataset)),
      m_train{bufferOf<Number>(context.dataset.train.inputs.values()),
              labelsOf(context.dataset.train)},
      m_test{bufferOf<Number>(context.dataset.test.inputs.values()),
             labelsOf(context.dataset.test)},
      m_network(mlp, activationOf(textValue(context.learner.parameters, "activation")),
                m_blockRows),
      m_parameters(bufferOf<Number>(mlp.parameters)), m_gradient(m_parameters.size()),
      m_batchInputs(m_blockRows * m_features), m_batchLabels(static_cast<std::size_t>(m_blockRows)),
      m_logitsGradient(m_classes * classMajorStride(m_blockRows)),
      m_evaluatedLogits(m_classes * classMajorStride(m_blockRows)),
      m_lossWork(2 * classMajorStride(m_blockRows))
{
    for (std::size_t i = 0; i < stateVectors(m_optimizer); ++i)
        m_moments.emplace_back(m_parameters.size());
    parametersChanged();
}

template <class Number>
FusedMlp<Number>::Block FusedMlp<Number>::block(const NumberSplit& split, std::int64_t first,
                                                std::int64_t rows) const
{
    return {{split.inputs.data() + first * m_features, rows, m_features, m_features},
            split.labels.data() + first};
}

template <class Number>
FusedMlp<Number>::Block FusedMlp<Number>::gatherBlock(std::span<const std::int32_t> batch)
{
    Number* row = m_batchInputs.data();
    for (std::size_t i = 0; i < batch.size(); ++i, row += m_features) {
        std::copy_n(m_train.inputs.data() + batch[i] * m_features, m_features, row);
        m_batchLabels[i] = m_train.labels[static_cast<std::size_t>(batch[i])];
    }
    return {{m_batchInputs.data(), std::ssize(batch), m_features, m_features},
            m_batchLabels.data()};
}

template <class Number>
void FusedMlp<Number>::computeGradient(std::span<const std::int32_t> batch,
                                       const std::stop_token& stop)
{
    using Mode = typename FusedNetwork<Number>::Gradient;
    const std::int64_t examples = batch.empty() ? std::ssize(m_train.labels) : std::ssize(batch);
    const double terms = static_cast<double>(m_crossEntropy ? examples : examples * m_classes);
    const auto scale = static_cast<Number>(1.0 / terms);
    for (std::int64_t first = 0; first < examples; first += m_blockRows) {
        if (stop.stop_requested())
            return;
        const std::int64_t rows = std::min(m_blockRows, examples - first);
        const Block examplesOfBlock =
            batch.empty() ? block(m_train, first, rows)
                          : gatherBlock(batch.subspan(static_cast<std::size_t>(first),
                                                      static_cast<std::size_t>(rows)));
        const ConstMatrixView<Number> logits = m_network.forward(examplesOfBlock.inputs);
        const MatrixView<Number> gradient{m_logitsGradient.data(), m_classes, rows,
                                          classMajorStride(rows)};
        transpose(logits, gradient);
        if (m_crossEntropy)
            toCrossEntropyGradient(gradient, examplesOfBlock.labels, scale);
        else
            toSquaredErrorGradient(gradient, examplesOfBlock.labels, scale);
        m_network.backward(examplesOfBlock.inputs, gradient, first == 0 ? Mode::Set : Mode::Add,
                           m_gradient.data());
    }
}

template <class Number>
bool FusedMlp<Number>::step(std::int64_t /*step*/, std::span<const std::int32_t> batch,
                            const std::stop_token& stop)
{
    computeGradient(batch, stop);
    if (stop.stop_requested())
        return false; // the gradient may be incomplete
    std::array<std::span<Number>, 2> state;
    for (std::size_t i = 0; i < m_moments.size(); ++i)
        state[i] = m_moments[i].values();
    applyUpdate<Number>(m_optimizer, ++m_updates, m_parameters.values(),
                        std::as_const(m_gradient).values(),
                        std::span(state).first(m_moments.size()));
    parametersChanged();
    return true;
}

template <class Number>
double FusedMlp<Number>::evaluateBlock(const Block& block, const PredictionTargets& targets,
                                       std::int64_t& hits, double& logitNorms)
{
    const ConstMatrixView<Number> logits = m_network.forward(block.inputs);
    // In float64, so that a saturated loss does not vanish in rounding.
    const MatrixView<double> byClass{m_evaluatedLogits.data(), m_classes, logits.rows,
                                     classMajorStride(logits.rows)};
    transpose(logits, byClass);
    hits += predict(byClass, block.labels, targets);
    logitNorms += normSum(byClass, m_lossWork.data());
    return m_crossEntropy ? crossEntropySum(byClass, block.labels, m_lossWork.data())
                          : squaredErrorSum(byClass, block.labels) / static_cast<double>(m_classes);
}

template <class Number>
Evaluation FusedMlp<Number>::evaluate(Split split, const std::stop_token& stop)
{
    const NumberSplit& examples = split == Split::Train ? m_train : m_test;
    const std::int64_t count = std::ssize(examples.labels);
    Evaluation evaluation{.correct = std::vector<std::uint8_t>(examples.labels.size()),
                          .predicted = std::vector<std::int32_t>(examples.labels.size()),
                          .margins = std::vector<float>(examples.labels.size())};
    std::int64_t hits = 0;
    double logitNorms = 0.0;
    for (std::int64_t first = 0; first < count && !stop.stop_requested(); first += m_blockRows) {
        const std::int64_t rows = std::min(m_blockRows, count - first);
        const PredictionTargets targets{evaluation.correct.data() + first,
                                        evaluation.predicted.data() + first,
                                        evaluation.margins.data() + first};
        evaluation.loss += evaluateBlock(block(examples, first, rows), targets, hits, logitNorms);
    }
    evaluation.loss /= static_cast<double>(count);
    evaluation.score = static_cast<double>(hits) / static_cast<double>(count);
    evaluation.logitNorm = logitNorms / static_cast<double>(count);
    return evaluation;
}

template <class Number>
double FusedMlp<Number>::complexity()
{
    double sum = 0.0;
    for (const Number value : m_parameters.values())
        sum += static_cast<double>(value) * static_cast<double>(value);
    return sum;
}

template <class Number>
std::vector<double> FusedMlp<Number>::parameters() const
{
    const auto values = m_parameters.values();
    return {values.begin(), values.end()};
}

template <class Number>
void FusedMlp<Number>::setParameters(std::span<const double> parameters)
{
    assert(std::ssize(parameters) == m_parameters.size());
    m_parameters = bufferOf<Number>(parameters);
    parametersChanged();
}

template <class Number>
std::vector<double> FusedMlp<Number>::lossGradient(const std::stop_token& stop)
{
    computeGradient({}, stop);
    const auto gradient = std::as_const(m_gradient).values();
    return {gradient.begin(), gradient.end()};
}

template <class Number>
Probe FusedMlp<Number>::probe(const Examples& examples)
{
    const Array<double>& inputs = examples.inputs;
    const Buffer<Number> values = bufferOf<Number>(inputs.values());
    const std::size_t hiddenLayers = m_blocks.size() / 2 - 1;
    Probe probe{.activations = {}, .outputs = Array<double>({inputs.rows(), m_classes})};
    for (std::size_t layer = 0; layer < hiddenLayers; ++layer)
        probe.activations.emplace_back(Shape{inputs.rows(), m_blocks[2 * layer].shape.front()});
    for (std::int64_t first = 0; first < inputs.rows(); first += m_blockRows) {
        const std::int64_t rows = std::min(m_blockRows, inputs.rows() - first);
        const auto logits =
            m_network.forward({values.data() + first * m_features, rows, m_features, m_features});
        std::copy_n(logits.data, rows * m_classes, probe.outputs.row(first).begin());
        for (std::size_t layer = 0; layer < hiddenLayers; ++layer) {
            const auto activations = m_network.activations(layer);
            std::copy_n(activations.data, rows * activations.columns,
                        probe.activations[layer].row(first).begin());
        }
    }
    return probe;
}

template <class Number>
std::size_t FusedMlp<Number>::stateBytes() const
{
    return sizeof m_updates + (1 + m_moments.size()) * m_parameters.values().size_bytes();
}

// Layout: the update count (int64), then parameters and moments, as of every engine of the MLP.
template <class Number>
std::vector<std::byte> FusedMlp<Number>::saveState() const
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
Status FusedMlp<Number>::restoreState(std::span<const std::byte> state)
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
    parametersChanged();
    return Success{};
}

template <class Number>
Environment FusedMlp<Number>::environment() const
{
    return {{"engine", "fused"},
            {"instruction-set", instructionSet()},
            {"device", "cpu"},
            {"precision", sizeof(Number) == sizeof(double) ? "float64" : "float32"}};
}

template class FusedMlp<float>;
template class FusedMlp<double>;

std::unique_ptr<Learner> makeFusedMlp(const LearnerContext& context)
{
    const InitialMlp mlp = initialMlp(context);
    if (textValue(context.learner.parameters, "precision") == "float64")
        return std::make_unique<FusedMlp<double>>(context, mlp);
    return std::make_unique<FusedMlp<float>>(context, mlp);
}

} // namespace grokking

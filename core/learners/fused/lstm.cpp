// SPDX-FileCopyrightText: 2026 Grokking Explorer contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/learners/fused/lstm.h"

#include "core/kernels/transpose.h"

#include <algorithm>

namespace grokking {

namespace {

// Copies the rows of these numbers, one below the other.
template <class T>
void copyRows(const T* from, std::int64_t width, const std::int32_t* rows, std::int64_t count,
              T* to)
{
    for (std::int64_t i = 0; i < count; ++i)
        std::copy_n(from + rows[i] * width, width, to + i * width);
}

} // namespace

template <class Number>
FusedLstm<Number>::FusedLstm(const LearnerContext& context, const InitialLstm& initial)
    : Base(context, initial), m_layout(initial.layout),
      m_features(m_layout.embeddings < 0 ? m_layout.positions * m_layout.inputs : 0),
      m_train(bufferOf<Number>(context.dataset.train.inputs.values())),
      m_test(bufferOf<Number>(context.dataset.test.inputs.values())),
      m_trainTokens(context.dataset.train.tokens), m_testTokens(context.dataset.test.tokens),
      m_network(m_layout, this->m_blockRows),
      m_batchTokens(static_cast<std::size_t>(this->m_blockRows * m_layout.positions)),
      m_batchInputs(this->m_blockRows * m_features), m_logits(this->m_blockRows * this->m_classes)
{
    m_network.useParameters(this->m_parameters.data());
}

template <class Number>
LstmNetwork<Number>::Inputs FusedLstm<Number>::inputsOf(const Block& block)
{
    const bool isTrain = block.split == Split::Train;
    if (m_features == 0) {
        const std::int64_t positions = m_layout.positions;
        const std::int32_t* tokens = (isTrain ? m_trainTokens : m_testTokens).values().data();
        tokens += block.first * positions;
        if (block.indices) {
            copyRows(tokens, positions, block.indices, block.rows, m_batchTokens.data());
            tokens = m_batchTokens.data();
        }
        return {tokens, {}, block.rows};
    }
    const Number* numbers = (isTrain ? m_train : m_test).data() + block.first * m_features;
    if (block.indices) {
        copyRows(numbers, m_features, block.indices, block.rows, m_batchInputs.data());
        numbers = m_batchInputs.data();
    }
    return {nullptr, {numbers, block.rows, m_features, m_features}, block.rows};
}

template <class Number>
ConstMatrixView<Number> FusedLstm<Number>::forward(const Block& block)
{
    const MatrixView<Number> logits{m_logits.data(), block.rows, this->m_classes, this->m_classes};
    transpose<Number, Number>(m_network.forward(inputsOf(block)), logits);
    return logits;
}

template <class Number>
void FusedLstm<Number>::differentiate(const Block& block, double scale,
                                      typename Base::Gradient mode)
{
    const Inputs inputs = inputsOf(block);
    const MatrixView<Number> logits = m_network.forward(inputs);
    toLossGradient(this->m_settings, logits, block.labels, scale);
    if (mode == Base::Gradient::Set)
        m_network.clearGradient(this->m_gradient.data());
    m_network.backward(inputs, this->m_gradient.data());
}

template <class Number>
Probe FusedLstm<Number>::probe(const Examples& examples)
{
    const std::int64_t count = examples.size();
    const std::int64_t positions = m_layout.positions;
    const Buffer<Number> values = bufferOf<Number>(examples.inputs.values());
    Probe probe{.activations = {}, .outputs = Array<double>({count, this->m_classes})};
    for (std::size_t layer = 0; layer < m_layout.layers.size(); ++layer)
        probe.activations.emplace_back(Shape{count, m_layout.width});
    const auto copy = [](const ConstMatrixView<Number>& byUnit, double* to) {
        for (std::int64_t i = 0; i < byUnit.columns; ++i)
            for (std::int64_t unit = 0; unit < byUnit.rows; ++unit)
                *to++ = static_cast<double>(byUnit.data[unit * byUnit.rowStride + i]);
    };
    for (std::int64_t first = 0; first < count; first += this->m_blockRows) {
        const std::int64_t rows = std::min(this->m_blockRows, count - first);
        const Inputs inputs =
            m_features == 0
                ? Inputs{examples.tokens.values().data() + first * positions, {}, rows}
                : Inputs{nullptr,
                         {values.data() + first * m_features, rows, m_features, m_features},
                         rows};
        copy(m_network.forward(inputs), probe.outputs.row(first).data());
        for (std::size_t layer = 0; layer < m_layout.layers.size(); ++layer)
            copy(m_network.lastState(layer), probe.activations[layer].row(first).data());
    }
    return probe;
}

template class FusedLstm<float>;
template class FusedLstm<double>;

std::unique_ptr<Learner> makeFusedLstm(const LearnerContext& context)
{
    const InitialLstm initial = initialLstm(context);
    if (textValue(context.learner.parameters, "precision") == "float64")
        return std::make_unique<FusedLstm<double>>(context, initial);
    return std::make_unique<FusedLstm<float>>(context, initial);
}

} // namespace grokking

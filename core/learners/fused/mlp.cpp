// SPDX-FileCopyrightText: 2026 Grokking Explorer contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/learners/fused/mlp.h"

#include "core/kernels/transpose.h"
#include "core/learners/fused/probe_rows.h"

#include <algorithm>

namespace grokking {

template <class Number>
FusedMlp<Number>::FusedMlp(const LearnerContext& context, const InitialMlp& mlp)
    : Base(context, mlp, mlp.layout.layers.size() - 1), m_layout(mlp.layout),
      m_features(m_layout.sizes.front()),
      m_inputs(context.dataset, m_features, m_layout.positions > 0 ? 0 : this->m_blockRows),
      m_trainTokens(context.dataset.train.tokens), m_testTokens(context.dataset.test.tokens),
      m_network(m_layout, activationOf(textValue(context.learner.parameters, "activation")),
                this->m_blockRows, this->m_settings.dropout > 0.0),
      m_batchTokens(static_cast<std::size_t>(this->m_blockRows * m_layout.positions)),
      m_embedded(m_layout.positions > 0 ? this->m_blockRows * m_features : 0),
      m_inputsGradient(m_embedded.size()),
      m_logitsGradient(this->m_classes * classMajorStride(this->m_blockRows))
{
    useParameters(this->m_parameters.data());
}

template <class Number>
void FusedMlp<Number>::useParameters(const Number* parameters)
{
    m_network.useParameters(parameters);
    m_embeddings = parameters; // the first block, if there are any
}

template <class Number>
const std::int32_t* FusedMlp<Number>::tokensOf(const Block& block)
{
    const std::int64_t positions = m_layout.positions;
    const auto& all = block.split == Split::Train ? m_trainTokens : m_testTokens;
    const std::int32_t* const tokens = all.values().data();
    if (!block.indices)
        return tokens + block.first * positions;
    for (std::int64_t i = 0; i < block.rows; ++i)
        std::copy_n(tokens + block.indices[i] * positions, positions,
                    m_batchTokens.data() + i * positions);
    return m_batchTokens.data();
}

template <class Number>
ConstMatrixView<Number> FusedMlp<Number>::embed(const std::int32_t* tokens, std::int64_t rows)
{
    const std::int64_t width = m_layout.embedding;
    for (std::int64_t i = 0; i < rows * m_layout.positions; ++i)
        std::copy_n(m_embeddings + tokens[i] * width, width, m_embedded.data() + i * width);
    return {m_embedded.data(), rows, m_features, m_features};
}

template <class Number>
void FusedMlp<Number>::scatter(const std::int32_t* tokens, std::int64_t rows)
{
    const std::int64_t width = m_layout.embedding;
    const Number* from = m_inputsGradient.data();
    for (std::int64_t i = 0; i < rows * m_layout.positions; ++i, from += width) {
        Number* const to = this->m_gradient.data() + tokens[i] * width;
        for (std::int64_t k = 0; k < width; ++k)
            to[k] += from[k];
    }
}

template <class Number>
ConstMatrixView<Number> FusedMlp<Number>::inputsOf(const Block& block)
{
    if (m_layout.positions > 0)
        return embed(tokensOf(block), block.rows);
    return m_inputs.of(block.split, block.first, block.indices, block.rows);
}

template <class Number>
ConstMatrixView<Number> FusedMlp<Number>::forward(const Block& block)
{
    return m_network.forward(inputsOf(block));
}

template <class Number>
void FusedMlp<Number>::differentiate(const Block& block, double scale, typename Base::Gradient mode)
{
    using Mode = typename FusedNetwork<Number>::Gradient;
    const ConstMatrixView<Number> inputs = inputsOf(block);
    const ConstMatrixView<Number> logits = m_network.forward(inputs, this->m_dropping);
    const MatrixView<Number> gradient{m_logitsGradient.data(), this->m_classes, block.rows,
                                      classMajorStride(block.rows)};
    transpose(logits, gradient);
    toLossGradient(this->m_settings, gradient, block.labels, scale);
    const auto layerMode = mode == Base::Gradient::Set ? Mode::Set : Mode::Add;
    if (m_layout.positions == 0) {
        m_network.backward(inputs, gradient, layerMode, this->m_gradient.data());
        return;
    }
    if (mode == Base::Gradient::Set)
        std::fill_n(this->m_gradient.data(), elementCount(m_layout.blocks.front().shape),
                    Number(0));
    m_network.backward(inputs, gradient, layerMode, this->m_gradient.data(),
                       {m_inputsGradient.data(), block.rows, m_features, m_features});
    scatter(block.indices ? m_batchTokens.data() : tokensOf(block), block.rows);
}

template <class Number>
Probe FusedMlp<Number>::probe(const Examples& examples)
{
    const Buffer<Number> values = bufferOf<Number>(examples.inputs.values());
    const auto inputsOf = [&](std::int64_t first, std::int64_t rows) {
        return m_layout.positions > 0
                   ? embed(examples.tokens.values().data() + first * m_layout.positions, rows)
                   : ConstMatrixView<Number>{values.data() + first * m_features, rows, m_features,
                                             m_features};
    };
    return probeRows(m_network, m_layout.sizes, examples.size(), this->m_blockRows, inputsOf);
}

template class FusedMlp<float>;
template class FusedMlp<double>;

std::unique_ptr<Learner> makeFusedMlp(const LearnerContext& context)
{
    const InitialMlp mlp = initialMlp(context);
    if (networkSettings(context.learner.parameters).isDouble)
        return std::make_unique<FusedMlp<double>>(context, mlp);
    return std::make_unique<FusedMlp<float>>(context, mlp);
}

} // namespace grokking

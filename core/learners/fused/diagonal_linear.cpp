// SPDX-FileCopyrightText: 2026 Grokking Explorer contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/learners/fused/diagonal_linear.h"

#include "core/kernels/matrix_product.h"
#include "core/kernels/transpose.h"

#include <algorithm>

namespace grokking {

namespace {

template <class Number>
Number power(Number base, std::int64_t exponent)
{
    Number product = 1;
    for (std::int64_t i = 0; i < exponent; ++i)
        product *= base;
    return product;
}

} // namespace

template <class Number>
FusedDiagonalLinear<Number>::FusedDiagonalLinear(const LearnerContext& context,
                                                 const InitialDiagonalLinear& initial)
    : Base(context, initial), m_features(context.dataset.train.inputs.rowSize()),
      m_power(initial.power), m_train(bufferOf<Number>(context.dataset.train.inputs.values())),
      m_test(bufferOf<Number>(context.dataset.test.inputs.values())), m_transposed(weights()),
      m_slope(weights()), m_batchInputs(this->m_blockRows * m_features),
      m_logits(this->m_blockRows * this->m_classes),
      m_delta(this->m_classes * classMajorStride(this->m_blockRows))
{
    useParameters(this->m_parameters.data());
}

template <class Number>
void FusedDiagonalLinear<Number>::useParameters(const Number* parameters)
{
    m_used = parameters;
    const std::int64_t classes = this->m_classes;
    for (std::int64_t c = 0; c < classes; ++c) {
        for (std::int64_t j = 0; j < m_features; ++j) {
            const std::int64_t i = c * m_features + j;
            m_transposed.data()[j * classes + c] =
                power(parameters[i], m_power) - power(parameters[weights() + i], m_power);
        }
    }
}

template <class Number>
ConstMatrixView<Number> FusedDiagonalLinear<Number>::inputsOf(const Block& block)
{
    const Buffer<Number>& all = block.split == Split::Train ? m_train : m_test;
    if (!block.indices)
        return {all.data() + block.first * m_features, block.rows, m_features, m_features};
    for (std::int64_t i = 0; i < block.rows; ++i)
        std::copy_n(all.data() + block.indices[i] * m_features, m_features,
                    m_batchInputs.data() + i * m_features);
    return {m_batchInputs.data(), block.rows, m_features, m_features};
}

template <class Number>
ConstMatrixView<Number> FusedDiagonalLinear<Number>::logitsOf(const ConstMatrixView<Number>& inputs)
{
    const std::int64_t classes = this->m_classes;
    const MatrixView<Number> logits{m_logits.data(), inputs.rows, classes, classes};
    multiply<Number>(inputs, {m_transposed.data(), m_features, classes, classes}, logits);
    return logits;
}

template <class Number>
ConstMatrixView<Number> FusedDiagonalLinear<Number>::forward(const Block& block)
{
    return logitsOf(inputsOf(block));
}

template <class Number>
void FusedDiagonalLinear<Number>::differentiate(const Block& block, double scale,
                                                typename Base::Gradient mode)
{
    const ConstMatrixView<Number> inputs = inputsOf(block);
    const MatrixView<Number> delta{m_delta.data(), this->m_classes, block.rows,
                                   classMajorStride(block.rows)};
    transpose(logitsOf(inputs), delta);
    toLossGradient(this->m_settings, delta, block.labels, scale);
    const MatrixView<Number> slope{m_slope.data(), this->m_classes, m_features, m_features};
    if (mode == Base::Gradient::Set)
        multiply<Number>(delta, inputs, slope);
    else
        multiplyAccumulate<Number>(delta, inputs, slope);
}

template <class Number>
void FusedDiagonalLinear<Number>::finishGradient()
{
    const auto factor = static_cast<Number>(m_power);
    Number* const gradient = this->m_gradient.data();
    for (std::int64_t i = 0; i < weights(); ++i) {
        const Number slope = factor * m_slope.data()[i];
        gradient[i] = slope * power(m_used[i], m_power - 1);
        gradient[weights() + i] = -slope * power(m_used[weights() + i], m_power - 1);
    }
}

template <class Number>
Probe FusedDiagonalLinear<Number>::probe(const Examples& examples)
{
    const std::int64_t count = examples.size();
    const Buffer<Number> values = bufferOf<Number>(examples.inputs.values());
    Probe probe{.activations = {}, .outputs = Array<double>({count, this->m_classes})};
    for (std::int64_t first = 0; first < count; first += this->m_blockRows) {
        const std::int64_t rows = std::min(this->m_blockRows, count - first);
        const auto logits =
            logitsOf({values.data() + first * m_features, rows, m_features, m_features});
        std::copy_n(logits.data, rows * this->m_classes, probe.outputs.row(first).begin());
    }
    return probe;
}

template class FusedDiagonalLinear<float>;
template class FusedDiagonalLinear<double>;

std::unique_ptr<Learner> makeFusedDiagonalLinear(const LearnerContext& context)
{
    const InitialDiagonalLinear initial = initialDiagonalLinear(context);
    if (textValue(context.learner.parameters, "precision") == "float64")
        return std::make_unique<FusedDiagonalLinear<double>>(context, initial);
    return std::make_unique<FusedDiagonalLinear<float>>(context, initial);
}

} // namespace grokking

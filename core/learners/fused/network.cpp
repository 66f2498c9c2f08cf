// SPDX-FileCopyrightText: 2026 Grokking Explorer contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/learners/fused/network.h"

#include "core/kernels/matrix_product.h"
#include "core/kernels/transpose.h"

#include <algorithm>
#include <cassert>
#include <utility>

namespace grokking {

namespace {

template <class Number>
MatrixView<Number> matrixOf(Buffer<Number>& buffer, std::int64_t rows, std::int64_t columns)
{
    return {buffer.data(), rows, columns, columns};
}

} // namespace

template <class Number>
FusedNetwork<Number>::FusedNetwork(const InitialMlp& mlp, Activation activation,
                                   std::int64_t blockRows)
    : m_activation(activation)
{
    const std::size_t layers = mlp.sizes.size() - 1;
    std::int64_t widest = 0;
    for (std::size_t i = 0; i < layers; ++i) {
        Layer layer{.inputs = mlp.sizes[i],
                    .outputs = mlp.sizes[i + 1],
                    .weights = mlp.blocks[2 * i].offset,
                    .biases = mlp.blocks[2 * i + 1].offset,
                    .transposedWeights = Buffer<Number>(mlp.sizes[i] * mlp.sizes[i + 1]),
                    .outputsOfBlock = Buffer<Number>(blockRows * mlp.sizes[i + 1])};
        const bool hidden = i + 1 < layers;
        if (hidden)
            widest = std::max(widest, layer.outputs);
        if (hidden && needsPreactivations(activation))
            layer.preactivations = Buffer<Number>(blockRows * layer.outputs);
        m_layers.push_back(std::move(layer));
    }
    m_delta = Buffer<Number>(blockRows * widest);
    m_deltaBelow = Buffer<Number>(blockRows * widest);
}

template <class Number>
void FusedNetwork<Number>::useParameters(const Number* parameters)
{
    m_parameters = parameters;
    for (Layer& layer : m_layers)
        transpose<Number, Number>(
            {parameters + layer.weights, layer.outputs, layer.inputs, layer.inputs},
            matrixOf(layer.transposedWeights, layer.inputs, layer.outputs));
}

template <class Number>
ConstMatrixView<Number> FusedNetwork<Number>::forward(const ConstMatrixView<Number>& inputs)
{
    m_rows = inputs.rows;
    ConstMatrixView<Number> below = inputs;
    for (Layer& layer : m_layers) {
        const bool hidden = &layer != &m_layers.back();
        const auto outputs = matrixOf(layer.outputsOfBlock, m_rows, layer.outputs);
        auto& target =
            layer.preactivations.size() > 0 ? layer.preactivations : layer.outputsOfBlock;
        multiplyAddBias<Number>(
            below, matrixOf(layer.transposedWeights, layer.inputs, layer.outputs),
            m_parameters + layer.biases, matrixOf(target, m_rows, layer.outputs));
        if (hidden)
            activate(m_activation, target.data(), outputs.data, m_rows * layer.outputs);
        below = outputs;
    }
    return below;
}

template <class Number>
ConstMatrixView<Number> FusedNetwork<Number>::activations(std::size_t layer) const
{
    assert(layer + 1 < m_layers.size());
    const Layer& hidden = m_layers[layer];
    return {hidden.outputsOfBlock.data(), m_rows, hidden.outputs, hidden.outputs};
}

template <class Number>
void FusedNetwork<Number>::backward(const ConstMatrixView<Number>& inputs,
                                    const ConstMatrixView<Number>& logitsGradient, Gradient mode,
                                    Number* gradient)
{
    ConstMatrixView<Number> delta = logitsGradient.transposed(); // (rows, outputs) at every layer
    for (std::size_t i = m_layers.size(); i-- > 0;) {
        const Layer& layer = m_layers[i];
        const ConstMatrixView<Number> below = i > 0 ? activations(i - 1) : inputs;
        const MatrixView<Number> weights{gradient + layer.weights, layer.outputs, layer.inputs,
                                         layer.inputs};
        if (mode == Gradient::Set) {
            multiply<Number>(delta.transposed(), below, weights);
            std::fill_n(gradient + layer.biases, layer.outputs, Number(0));
        } else {
            multiplyAccumulate<Number>(delta.transposed(), below, weights);
        }
        addColumnSums(delta, gradient + layer.biases);
        if (i == 0)
            break;
        const auto deltaBelow = matrixOf(m_deltaBelow, m_rows, layer.inputs);
        multiply<Number>(delta,
                         {m_parameters + layer.weights, layer.outputs, layer.inputs, layer.inputs},
                         deltaBelow);
        multiplyBySlope(m_activation, m_layers[i - 1].preactivations.data(), below.data,
                        deltaBelow.data, m_rows * layer.inputs);
        std::swap(m_delta, m_deltaBelow);
        delta = deltaBelow;
    }
}

template class FusedNetwork<float>;
template class FusedNetwork<double>;

} // namespace grokking

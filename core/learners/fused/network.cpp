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
FusedNetwork<Number>::FusedNetwork(const MlpLayout& layout, Activation activation,
                                   std::int64_t blockRows, bool dropsOut)
    : m_activation(activation)
{
    const auto offset = [&layout](int block) {
        return block < 0 ? -1 : layout.blocks[static_cast<std::size_t>(block)].offset;
    };
    const std::size_t layers = layout.layers.size();
    std::int64_t widest = 0;
    for (std::size_t i = 0; i < layers; ++i) {
        const std::int64_t inputs = layout.sizes[i];
        const std::int64_t outputs = layout.sizes[i + 1];
        Layer layer{.inputs = inputs,
                    .outputs = outputs,
                    .weights = offset(layout.layers[i].weights),
                    .biases = offset(layout.layers[i].biases),
                    .transposedWeights = Buffer<Number>(inputs * outputs),
                    .outputsOfBlock = Buffer<Number>(blockRows * outputs)};
        const bool hidden = i + 1 < layers;
        if (hidden)
            widest = std::max(widest, layer.outputs);
        if (hidden && needsPreactivations(activation))
            layer.preactivations = Buffer<Number>(blockRows * layer.outputs);
        if (hidden && dropsOut)
            for (auto* buffer : {&layer.factors, &layer.kept})
                *buffer = Buffer<Number>(blockRows * layer.outputs);
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
ConstMatrixView<Number> FusedNetwork<Number>::forward(const ConstMatrixView<Number>& inputs,
                                                      Dropout* dropout)
{
    m_rows = inputs.rows;
    m_dropsOut = dropout != nullptr;
    ConstMatrixView<Number> below = inputs;
    for (std::size_t i = 0; i < m_layers.size(); ++i) {
        Layer& layer = m_layers[i];
        const bool hidden = i + 1 < m_layers.size();
        const auto outputs = matrixOf(layer.outputsOfBlock, m_rows, layer.outputs);
        auto& target =
            layer.preactivations.size() > 0 ? layer.preactivations : layer.outputsOfBlock;
        const auto weights = matrixOf(layer.transposedWeights, layer.inputs, layer.outputs);
        const auto sums = matrixOf(target, m_rows, layer.outputs);
        if (layer.biases >= 0)
            multiplyAddBias<Number>(below, weights, m_parameters + layer.biases, sums);
        else
            multiply<Number>(below, weights, sums);
        if (!hidden)
            return outputs;
        activate(m_activation, target.data(), outputs.data, m_rows * layer.outputs);
        if (dropout)
            dropOut(layer, i, *dropout);
        below = passedOn(i);
    }
    return below;
}

template <class Number>
void FusedNetwork<Number>::dropOut(Layer& layer, std::size_t place, Dropout& dropout)
{
    const std::int64_t units = m_rows * layer.outputs;
    dropout.fill(place, layer.factors.values().first(static_cast<std::size_t>(units)));
    for (std::int64_t k = 0; k < units; ++k)
        layer.kept.data()[k] = layer.factors.data()[k] * layer.outputsOfBlock.data()[k];
}

template <class Number>
ConstMatrixView<Number> FusedNetwork<Number>::passedOn(std::size_t layer) const
{
    const Layer& hidden = m_layers[layer];
    return m_dropsOut
               ? ConstMatrixView<Number>{hidden.kept.data(), m_rows, hidden.outputs, hidden.outputs}
               : activations(layer);
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
                                    Number* gradient, const MatrixView<Number>& inputsGradient)
{
    ConstMatrixView<Number> delta = logitsGradient.transposed(); // (rows, outputs) at every layer
    for (std::size_t i = m_layers.size(); i-- > 0;) {
        const Layer& layer = m_layers[i];
        const ConstMatrixView<Number> below = i > 0 ? passedOn(i - 1) : inputs;
        const MatrixView<Number> weights{gradient + layer.weights, layer.outputs, layer.inputs,
                                         layer.inputs};
        if (mode == Gradient::Set) {
            multiply<Number>(delta.transposed(), below, weights);
            if (layer.biases >= 0)
                std::fill_n(gradient + layer.biases, layer.outputs, Number(0));
        } else {
            multiplyAccumulate<Number>(delta.transposed(), below, weights);
        }
        if (layer.biases >= 0)
            addColumnSums(delta, gradient + layer.biases);
        if (i == 0 && !inputsGradient.data)
            break;
        const auto deltaBelow =
            i == 0 ? inputsGradient : matrixOf(m_deltaBelow, m_rows, layer.inputs);
        multiply<Number>(delta,
                         {m_parameters + layer.weights, layer.outputs, layer.inputs, layer.inputs},
                         deltaBelow);
        if (i == 0)
            break;
        const Layer& lower = m_layers[i - 1];
        for (std::int64_t k = 0; m_dropsOut && k < m_rows * layer.inputs; ++k)
            deltaBelow.data[k] *= lower.factors.data()[k];
        multiplyBySlope(m_activation, lower.preactivations.data(), lower.outputsOfBlock.data(),
                        deltaBelow.data, m_rows * layer.inputs);
        std::swap(m_delta, m_deltaBelow);
        delta = deltaBelow;
    }
}

template class FusedNetwork<float>;
template class FusedNetwork<double>;

} // namespace grokking

// SPDX-FileCopyrightText: 2026 Grokking Explorer contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/learners/fused/bayesian_network.h"

#include "core/kernels/matrix_product.h"
#include "core/kernels/transpose.h"

#include <algorithm>
#include <cassert>
#include <cmath>
#include <utility>

namespace grokking {

namespace {

constexpr double leastVariance = 1e-24; // so that nothing is divided by 0

template <class Number>
MatrixView<Number> matrixOf(Buffer<Number>& buffer, std::int64_t rows, std::int64_t columns)
{
    return {buffer.data(), rows, columns, columns};
}

template <class Number>
ConstMatrixView<Number> matrixOf(const Buffer<Number>& buffer, std::int64_t rows,
                                 std::int64_t columns)
{
    return {buffer.data(), rows, columns, columns};
}

} // namespace

template <class Number>
BayesianNetwork<Number>::BayesianNetwork(const BnnLayout& layout, Activation activation,
                                         std::int64_t blockRows)
    : m_activation(activation), m_weights(layout.weights), m_variances(layout.weights)
{
    const auto offset = [&layout](int block) {
        return layout.blocks[static_cast<std::size_t>(block)].offset;
    };
    const auto& sizes = layout.means.sizes;
    for (std::size_t i = 0; i + 1 < sizes.size(); ++i) {
        const std::int64_t outputs = blockRows * sizes[i + 1];
        m_layers.push_back({.inputs = sizes[i],
                            .outputs = sizes[i + 1],
                            .weights = offset(layout.means.layers[i].weights),
                            .biases = offset(layout.means.layers[i].biases),
                            .transposedMeans = Buffer<Number>(sizes[i] * sizes[i + 1]),
                            .transposedVariances = Buffer<Number>(sizes[i] * sizes[i + 1]),
                            .sums = Buffer<Number>(outputs),
                            .deviations = Buffer<Number>(outputs),
                            .noise = Buffer<Number>(outputs),
                            .activations = Buffer<Number>(i + 2 < sizes.size() ? outputs : 0),
                            .squaredInputs = Buffer<Number>(blockRows * sizes[i])});
    }
    const std::int64_t widest = *std::max_element(sizes.begin() + 1, sizes.end());
    for (auto* const buffer : {&m_delta, &m_deltaBelow, &m_variancesGradient, &m_throughVariances})
        *buffer = Buffer<Number>(blockRows * widest);
}

template <class Number>
void BayesianNetwork<Number>::useParameters(const Number* parameters)
{
    m_parameters = parameters;
    for (std::int64_t i = 0; i < m_weights; ++i)
        m_variances.data()[i] = std::exp(2 * parameters[m_weights + i]);
    for (Layer& layer : m_layers) {
        const auto turn = [&layer](const Number* from, Buffer<Number>& to) {
            transpose<Number, Number>(
                {from + layer.weights, layer.outputs, layer.inputs, layer.inputs},
                matrixOf(to, layer.inputs, layer.outputs));
        };
        turn(parameters, layer.transposedMeans);
        turn(m_variances.data(), layer.transposedVariances);
    }
}

template <class Number>
ConstMatrixView<Number> BayesianNetwork<Number>::forward(const ConstMatrixView<Number>& inputs,
                                                         LayerNoise* noise)
{
    m_rows = inputs.rows;
    m_isNoisy = noise != nullptr;
    View below = inputs;
    for (std::size_t i = 0; i < m_layers.size(); ++i) {
        Layer& layer = m_layers[i];
        const auto sums = matrixOf(layer.sums, m_rows, layer.outputs);
        multiplyAddBias<Number>(below, matrixOf(layer.transposedMeans, layer.inputs, layer.outputs),
                                m_parameters + layer.biases, sums);
        if (noise)
            addNoise(layer, i, below, *noise);
        if (i + 1 == m_layers.size())
            return sums;
        activate(m_activation, sums.data, layer.activations.data(), m_rows * layer.outputs);
        below = activations(i);
    }
    return below;
}

template <class Number>
void BayesianNetwork<Number>::addNoise(Layer& layer, std::size_t place, const View& inputs,
                                       LayerNoise& noise)
{
    Number* const squares = layer.squaredInputs.data();
    for (std::int64_t i = 0; i < m_rows; ++i)
        for (std::int64_t k = 0; k < layer.inputs; ++k) {
            const Number input = inputs.data[i * inputs.rowStride + k];
            squares[i * layer.inputs + k] = input * input;
        }
    const auto deviations = matrixOf(layer.deviations, m_rows, layer.outputs);
    multiplyAddBias<Number>(matrixOf(layer.squaredInputs, m_rows, layer.inputs),
                            matrixOf(layer.transposedVariances, layer.inputs, layer.outputs),
                            m_variances.data() + layer.biases, deviations);
    const std::int64_t units = m_rows * layer.outputs;
    noise.fill(place, layer.noise.values().first(static_cast<std::size_t>(units)));
    for (std::int64_t k = 0; k < units; ++k) {
        Number& deviation = deviations.data[k];
        deviation = std::sqrt(std::max(deviation, static_cast<Number>(leastVariance)));
        layer.sums.data()[k] += deviation * layer.noise.data()[k];
    }
}

template <class Number>
ConstMatrixView<Number> BayesianNetwork<Number>::activations(std::size_t layer) const
{
    assert(layer + 1 < m_layers.size());
    return matrixOf(m_layers[layer].activations, m_rows, m_layers[layer].outputs);
}

template <class Number>
void BayesianNetwork<Number>::backward(const ConstMatrixView<Number>& inputs,
                                       const ConstMatrixView<Number>& logitsGradient, Gradient mode,
                                       Number* gradient)
{
    const Layer& last = m_layers.back();
    transpose<Number, Number>(logitsGradient, matrixOf(m_delta, m_rows, last.outputs));
    if (mode == Gradient::Set && !m_isNoisy)
        std::fill_n(gradient + m_weights, m_weights, Number(0));
    for (std::size_t i = m_layers.size(); i-- > 0;) {
        const Layer& layer = m_layers[i];
        const View below = i > 0 ? activations(i - 1) : inputs;
        const std::int64_t units = m_rows * layer.outputs;
        for (std::int64_t k = 0; m_isNoisy && k < units; ++k)
            m_variancesGradient.data()[k] =
                m_delta.data()[k] * layer.noise.data()[k] / (2 * layer.deviations.data()[k]);
        const View delta = matrixOf(std::as_const(m_delta), m_rows, layer.outputs);
        differentiateWeights(layer, below, delta, mode, gradient);
        if (i == 0)
            return;
        passDown(layer, below, delta);
        const Layer& lower = m_layers[i - 1];
        multiplyBySlope(m_activation, lower.sums.data(), lower.activations.data(),
                        m_deltaBelow.data(), m_rows * layer.inputs);
        std::swap(m_delta, m_deltaBelow);
    }
}

template <class Number>
void BayesianNetwork<Number>::differentiateWeights(const Layer& layer, const View& inputs,
                                                   const View& delta, Gradient mode,
                                                   Number* gradient)
{
    const auto set = [&](const View& from, const View& to, Number* part) {
        const MatrixView<Number> weights{part + layer.weights, layer.outputs, layer.inputs,
                                         layer.inputs};
        if (mode == Gradient::Set) {
            multiply<Number>(from.transposed(), to, weights);
            std::fill_n(part + layer.biases, layer.outputs, Number(0));
        } else {
            multiplyAccumulate<Number>(from.transposed(), to, weights);
        }
        addColumnSums(from, part + layer.biases);
    };
    set(delta, inputs, gradient);
    if (m_isNoisy)
        set(matrixOf(std::as_const(m_variancesGradient), m_rows, layer.outputs),
            matrixOf(layer.squaredInputs, m_rows, layer.inputs), gradient + m_weights);
}

template <class Number>
void BayesianNetwork<Number>::passDown(const Layer& layer, const View& inputs, const View& delta)
{
    const auto weightsOf = [&layer](const Number* flat) {
        return View{flat + layer.weights, layer.outputs, layer.inputs, layer.inputs};
    };
    multiply<Number>(delta, weightsOf(m_parameters), matrixOf(m_deltaBelow, m_rows, layer.inputs));
    if (!m_isNoisy)
        return;
    multiply<Number>(matrixOf(std::as_const(m_variancesGradient), m_rows, layer.outputs),
                     weightsOf(m_variances.data()),
                     matrixOf(m_throughVariances, m_rows, layer.inputs));
    for (std::int64_t k = 0; k < m_rows * layer.inputs; ++k)
        m_deltaBelow.data()[k] += 2 * inputs.data[k] * m_throughVariances.data()[k];
}

template <class Number>
void BayesianNetwork<Number>::finishGradient(Number* gradient) const
{
    for (std::int64_t i = 0; i < m_weights; ++i)
        gradient[m_weights + i] *= 2 * m_variances.data()[i];
}

template class BayesianNetwork<float>;
template class BayesianNetwork<double>;

} // namespace grokking

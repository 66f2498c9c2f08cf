// SPDX-FileCopyrightText: 2026 Grokking Explorer contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/learners/fused/lstm_network.h"

#include "core/kernels/activation.h"
#include "core/kernels/classification_loss.h"
#include "core/kernels/matrix_product.h"
#include "core/kernels/transpose.h"

#include <algorithm>
#include <utility>

namespace grokking {

namespace {

template <class Number>
void clear(Buffer<Number>& buffer)
{
    std::fill_n(buffer.data(), buffer.size(), Number(0));
}

// Writes the sum of two biases into each row.
template <class Number>
void fillRows(const MatrixView<Number>& target, const Number* biases, const Number* moreBiases)
{
    for (std::int64_t row = 0; row < target.rows; ++row)
        std::fill_n(target.data + row * target.rowStride, target.columns,
                    biases[row] + (moreBiases ? moreBiases[row] : Number(0)));
}

} // namespace

template <class Number>
LstmNetwork<Number>::LstmNetwork(const LstmLayout& layout, std::int64_t blockRows)
    : m_layout(layout), m_gates(lstmGates * layout.width),
      m_vocabulary(layout.embeddings < 0 ? 0 : layout.blocks.front().shape.front()),
      m_stride(classMajorStride(blockRows)),
      m_numbers(m_vocabulary > 0 ? 0 : layout.positions * layout.inputs * m_stride),
      m_logits(layout.classes * m_stride), m_embeddingsTransposed(m_vocabulary * layout.inputs),
      m_table(m_gates * m_vocabulary), m_tableGradient(m_table.size()),
      m_byExample(m_stride * layout.width), m_sumsGradient(m_gates * m_stride),
      m_memoryGradient(layout.width * m_stride)
{
    const std::int64_t size = layout.width * m_stride;
    for (std::int64_t i = 0; i < std::ssize(layout.layers) * layout.positions; ++i)
        m_cells.push_back({Buffer<Number>(lstmGates * size), Buffer<Number>(size),
                           Buffer<Number>(size), Buffer<Number>(size)});
    for (std::int64_t i = 0; i < layout.positions; ++i) {
        m_ofStates.emplace_back(size);
        m_ofStatesBelow.emplace_back(layout.layers.size() > 1 ? size : 0);
    }
}

template <class Number>
LstmNetwork<Number>::Cell& LstmNetwork<Number>::cell(std::size_t layer, std::int64_t position)
{
    return m_cells[layer * static_cast<std::size_t>(m_layout.positions)
                   + static_cast<std::size_t>(position)];
}

template <class Number>
const LstmNetwork<Number>::Cell& LstmNetwork<Number>::cell(std::size_t layer,
                                                           std::int64_t position) const
{
    return m_cells[layer * static_cast<std::size_t>(m_layout.positions)
                   + static_cast<std::size_t>(position)];
}

template <class Number>
LstmCell<Number> LstmNetwork<Number>::kernelCell(std::size_t layer, std::int64_t position)
{
    Cell& here = cell(layer, position);
    return {here.gates.data(),  position > 0 ? cell(layer, position - 1).memory.data() : nullptr,
            here.memory.data(), here.squashedMemory.data(),
            here.state.data(),  m_layout.width * m_stride};
}

template <class Number>
MatrixView<Number> LstmNetwork<Number>::byUnit(Buffer<Number>& buffer, std::int64_t units) const
{
    return {buffer.data(), units, m_examples, m_stride};
}

template <class Number>
ConstMatrixView<Number> LstmNetwork<Number>::byUnit(const Buffer<Number>& buffer,
                                                    std::int64_t units) const
{
    return {buffer.data(), units, m_examples, m_stride};
}

template <class Number>
ConstMatrixView<Number> LstmNetwork<Number>::byExample(const Buffer<Number>& state)
{
    const MatrixView<Number> result{m_byExample.data(), m_examples, m_layout.width, m_layout.width};
    transpose<Number, Number>(byUnit(state, m_layout.width), result);
    return result;
}

template <class Number>
const Number* LstmNetwork<Number>::block(int index) const
{
    return m_parameters + m_layout.blocks[static_cast<std::size_t>(index)].offset;
}

template <class Number>
ConstMatrixView<Number> LstmNetwork<Number>::weights(int index) const
{
    const Shape& shape = m_layout.blocks[static_cast<std::size_t>(index)].shape;
    return {block(index), shape[0], shape[1], shape[1]};
}

template <class Number>
MatrixView<Number> LstmNetwork<Number>::gradientOf(int index, Number* gradient) const
{
    const View view = weights(index);
    return {biasGradientOf(index, gradient), view.rows, view.columns, view.rowStride};
}

template <class Number>
Number* LstmNetwork<Number>::biasGradientOf(int index, Number* gradient) const
{
    return gradient + m_layout.blocks[static_cast<std::size_t>(index)].offset;
}

template <class Number>
void LstmNetwork<Number>::useParameters(const Number* parameters)
{
    m_parameters = parameters;
    if (readsTokens())
        makeTable();
}

template <class Number>
void LstmNetwork<Number>::makeTable()
{
    const LstmLayer& layer = m_layout.layers.front();
    const MatrixView<Number> embeddings{m_embeddingsTransposed.data(), m_layout.inputs,
                                        m_vocabulary, m_vocabulary};
    const MatrixView<Number> table{m_table.data(), m_gates, m_vocabulary, m_vocabulary};
    transpose<Number, Number>(weights(m_layout.embeddings), embeddings);
    fillRows(table, block(layer.input.biases), block(layer.recurrent.biases));
    multiplyAccumulate<Number>(weights(layer.input.weights), embeddings, table);
}

template <class Number>
void LstmNetwork<Number>::gather(const std::int32_t* tokens, std::int64_t position,
                                 const MatrixView<Number>& sums)
{
    const std::int64_t positions = m_layout.positions;
    for (std::int64_t row = 0; row < sums.rows; ++row) {
        const Number* const from = m_table.data() + row * m_vocabulary;
        Number* const to = sums.data + row * sums.rowStride;
        for (std::int64_t i = 0; i < sums.columns; ++i)
            to[i] = from[tokens[i * positions + position]];
    }
}

template <class Number>
void LstmNetwork<Number>::scatter(const std::int32_t* tokens, std::int64_t position)
{
    const std::int64_t positions = m_layout.positions;
    for (std::int64_t row = 0; row < m_gates; ++row) {
        const Number* const from = m_sumsGradient.data() + row * m_stride;
        Number* const to = m_tableGradient.data() + row * m_vocabulary;
        for (std::int64_t i = 0; i < m_examples; ++i)
            to[tokens[i * positions + position]] += from[i];
    }
}

template <class Number>
void LstmNetwork<Number>::read(const Inputs& inputs, std::size_t layer, std::int64_t position,
                               const MatrixView<Number>& sums)
{
    if (layer == 0 && readsTokens()) {
        gather(inputs.tokens, position, sums);
        return;
    }
    const LstmLayer& maps = m_layout.layers[layer];
    const View seen = layer > 0
                          ? byUnit(std::as_const(cell(layer - 1, position).state), m_layout.width)
                          : View{m_numbers.data() + position * m_layout.inputs * m_stride,
                                 m_layout.inputs, m_examples, m_stride};
    fillRows(sums, block(maps.input.biases), block(maps.recurrent.biases));
    multiplyAccumulate<Number>(weights(maps.input.weights), seen, sums);
}

template <class Number>
MatrixView<Number> LstmNetwork<Number>::forward(const Inputs& inputs)
{
    m_examples = inputs.examples;
    if (!readsTokens())
        transpose<Number, Number>(inputs.numbers,
                                  byUnit(m_numbers, m_layout.positions * m_layout.inputs));
    for (std::size_t layer = 0; layer < m_layout.layers.size(); ++layer) {
        for (std::int64_t position = 0; position < m_layout.positions; ++position) {
            const auto sums = byUnit(cell(layer, position).gates, m_gates);
            read(inputs, layer, position, sums);
            if (position > 0)
                multiplyAccumulate<Number>(
                    weights(m_layout.layers[layer].recurrent.weights),
                    byUnit(std::as_const(cell(layer, position - 1).state), m_layout.width), sums);
            lstmForward(kernelCell(layer, position));
        }
    }
    const auto logits = byUnit(m_logits, m_layout.classes);
    fillRows<Number>(logits, block(m_layout.output.biases), nullptr);
    multiplyAccumulate<Number>(weights(m_layout.output.weights),
                               lastState(m_layout.layers.size() - 1), logits);
    return logits;
}

template <class Number>
ConstMatrixView<Number> LstmNetwork<Number>::lastState(std::size_t layer) const
{
    return byUnit(cell(layer, m_layout.positions - 1).state, m_layout.width);
}

template <class Number>
void LstmNetwork<Number>::clearGradient(Number* gradient)
{
    const ParameterBlock& last = m_layout.blocks.back();
    std::fill_n(gradient, last.offset + elementCount(last.shape), Number(0));
    clear(m_tableGradient);
}

template <class Number>
void LstmNetwork<Number>::backward(const Inputs& inputs, Number* gradient)
{
    backwardOutput(gradient);
    for (std::size_t layer = m_layout.layers.size(); layer-- > 0;) {
        clear(m_memoryGradient);
        for (std::int64_t position = m_layout.positions; position-- > 0;) {
            lstmBackward(kernelCell(layer, position),
                         m_ofStates[static_cast<std::size_t>(position)].data(),
                         m_memoryGradient.data(), m_sumsGradient.data());
            if (position > 0)
                backwardRecurrent(layer, position, gradient);
            backwardRead(inputs, layer, position, gradient);
        }
        if (layer > 0)
            std::swap(m_ofStates, m_ofStatesBelow);
    }
}

template <class Number>
void LstmNetwork<Number>::backwardOutput(Number* gradient)
{
    const View ofLogits = byUnit(std::as_const(m_logits), m_layout.classes);
    const Buffer<Number>& state = cell(m_layout.layers.size() - 1, m_layout.positions - 1).state;
    multiplyAccumulate<Number>(ofLogits, byExample(state),
                               gradientOf(m_layout.output.weights, gradient));
    addColumnSums(ofLogits.transposed(), biasGradientOf(m_layout.output.biases, gradient));
    std::ranges::for_each(m_ofStates, clear<Number>);
    multiply<Number>(weights(m_layout.output.weights).transposed(), ofLogits,
                     byUnit(m_ofStates.back(), m_layout.width));
}

template <class Number>
void LstmNetwork<Number>::backwardRecurrent(std::size_t layer, std::int64_t position,
                                            Number* gradient)
{
    const AffineBlocks& map = m_layout.layers[layer].recurrent;
    const View ofSums = byUnit(std::as_const(m_sumsGradient), m_gates);
    multiplyAccumulate<Number>(ofSums, byExample(cell(layer, position - 1).state),
                               gradientOf(map.weights, gradient));
    multiplyAccumulate<Number>(
        weights(map.weights).transposed(), ofSums,
        byUnit(m_ofStates[static_cast<std::size_t>(position - 1)], m_layout.width));
}

template <class Number>
void LstmNetwork<Number>::backwardRead(const Inputs& inputs, std::size_t layer,
                                       std::int64_t position, Number* gradient)
{
    if (layer == 0 && readsTokens()) {
        scatter(inputs.tokens, position);
        return;
    }
    const AffineBlocks& map = m_layout.layers[layer].input;
    const View ofSums = byUnit(std::as_const(m_sumsGradient), m_gates);
    addColumnSums(ofSums.transposed(), biasGradientOf(map.biases, gradient));
    if (layer == 0) {
        const View seen{inputs.numbers.data + position * m_layout.inputs, m_examples,
                        m_layout.inputs, inputs.numbers.rowStride};
        multiplyAccumulate<Number>(ofSums, seen, gradientOf(map.weights, gradient));
        return;
    }
    multiplyAccumulate<Number>(ofSums, byExample(cell(layer - 1, position).state),
                               gradientOf(map.weights, gradient));
    multiply<Number>(weights(map.weights).transposed(), ofSums,
                     byUnit(m_ofStatesBelow[static_cast<std::size_t>(position)], m_layout.width));
}

// Both biases of a layer are added to the same sums.
template <class Number>
void LstmNetwork<Number>::finishGradient(Number* gradient)
{
    if (readsTokens()) {
        const AffineBlocks& map = m_layout.layers.front().input;
        const View ofTable{m_tableGradient.data(), m_gates, m_vocabulary, m_vocabulary};
        multiply<Number>(ofTable, weights(m_layout.embeddings), gradientOf(map.weights, gradient));
        multiply<Number>(ofTable.transposed(), weights(map.weights),
                         gradientOf(m_layout.embeddings, gradient));
        addColumnSums(ofTable.transposed(), biasGradientOf(map.biases, gradient));
    }
    for (const LstmLayer& layer : m_layout.layers)
        std::copy_n(biasGradientOf(layer.input.biases, gradient), m_gates,
                    biasGradientOf(layer.recurrent.biases, gradient));
}

template class LstmNetwork<float>;
template class LstmNetwork<double>;

} // namespace grokking

// SPDX-FileCopyrightText: 2026 Grokking Explorer contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/learners/fused/transformer_network.h"

#include "core/kernels/matrix_product.h"
#include "core/kernels/transpose.h"

#include <algorithm>
#include <utility>

namespace grokking {

namespace {

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

template <class Number>
void clear(Buffer<Number>& buffer)
{
    std::fill_n(buffer.data(), buffer.size(), Number(0));
}

template <class Number>
void addTo(Number* sums, const Number* values, std::int64_t count)
{
    for (std::int64_t i = 0; i < count; ++i)
        sums[i] += values[i];
}

} // namespace

template <class Number>
TransformerNetwork<Number>::TransformerNetwork(const TransformerLayout& layout,
                                               Activation activation, TokenRows rows,
                                               std::int64_t blockRows)
    : m_shape(layout.shape), m_layout(layout), m_activation(activation), m_rows(std::move(rows)),
      m_scores(m_shape, m_rows, blockRows),
      m_hiddenTable(m_shape, m_shape.mlpWidth, m_rows.size(), lastTokens()),
      m_logitsTable(m_shape, m_shape.classes, m_rows.size(), lastTokens())
{
    const auto allocate = [](Buffer<Number>& buffer, std::int64_t size) {
        buffer = Buffer<Number>(size);
    };
    const std::int64_t width = m_shape.width;
    const std::int64_t attention = m_shape.attentionWidth();
    const std::int64_t known = m_rows.size();
    if (!m_shape.learnedPositions) {
        const auto encoding = sinusoidalPositions(m_shape.positions, width);
        allocate(m_encoding, m_shape.positions * width);
        std::ranges::transform(encoding.values(), m_encoding.data(),
                               [](double value) { return static_cast<Number>(value); });
    }
    for (auto* buffer : {&m_stream, &m_streamTransposed, &m_streamGradient})
        allocate(*buffer, known * width);
    for (auto* buffer : {&m_last, &m_lastGradient})
        allocate(*buffer, lastTokens() * width);
    for (auto* buffer : {&m_values, &m_valuesGradient})
        allocate(*buffer, attention * known);
    allocate(m_outTransposed, attention * width);
    for (auto* buffer : {&m_logitBiases, &m_logitBiasesGradient})
        allocate(*buffer, m_shape.classes);
    for (auto* buffer :
         {&m_folded, &m_foldedTransposed, &m_foldedGradient, &m_foldedTransposedGradient})
        allocate(*buffer, m_shape.classes * m_shape.mlpWidth);
    allocate(m_mlpOutTransposed, m_shape.mlpWidth * width);

    if (needsPreactivations(m_activation))
        allocate(m_preactivations, blockRows * paddedColumns(m_shape.mlpWidth));
    for (auto* buffer : {&m_hidden, &m_hiddenGradient})
        allocate(*buffer, blockRows * paddedColumns(m_shape.mlpWidth));
    for (auto* buffer : {&m_logits, &m_logitsGradient})
        allocate(*buffer, blockRows * paddedColumns(m_shape.classes));
}

template <class Number>
const Number* TransformerNetwork<Number>::block(int index) const
{
    return index < 0 ? nullptr
                     : m_parameters + m_layout.blocks[static_cast<std::size_t>(index)].offset;
}

// Of the tied output, the embeddings of the first tokens.
template <class Number>
ConstMatrixView<Number> TransformerNetwork<Number>::weights(const AffineBlocks& map) const
{
    const Shape& shape = m_layout.blocks[static_cast<std::size_t>(map.weights)].shape;
    const bool isOutput = map.weights == m_layout.output.weights;
    return {block(map.weights), isOutput ? m_shape.classes : shape[0], shape[1], shape[1]};
}

template <class Number>
MatrixView<Number> TransformerNetwork<Number>::gradientOf(const AffineBlocks& map,
                                                          Number* gradient) const
{
    const View view = weights(map);
    return {gradient + (view.data - m_parameters), view.rows, view.columns, view.rowStride};
}

template <class Number>
Number* TransformerNetwork<Number>::biasGradientOf(const AffineBlocks& map, Number* gradient) const
{
    const Number* const biases = block(map.biases);
    return biases ? gradient + (biases - m_parameters) : nullptr;
}

template <class Number>
AttentionParts<Number> TransformerNetwork<Number>::parts() const
{
    const std::int64_t attention = m_shape.attentionWidth();
    return {matrixOf(m_values, attention, m_rows.size()),
            matrixOf(m_last, lastTokens(), m_shape.width),
            weights(m_layout.layers.front().attentionOutput),
            matrixOf(m_outTransposed, attention, m_shape.width)};
}

template <class Number>
void TransformerNetwork<Number>::useParameters(const Number* parameters)
{
    m_parameters = parameters;
    const TransformerLayer& layer = m_layout.layers.front();
    embed();
    project(layer.query, m_rows.firstOfLast(), m_scores.queries());
    project(layer.key, 0, m_scores.keys());
    project(layer.value, 0, matrixOf(m_values, m_shape.attentionWidth(), m_rows.size()));
    m_scores.compute();
    transpose<Number, Number>(weights(layer.attentionOutput),
                              matrixOf(m_outTransposed, m_shape.attentionWidth(), m_shape.width));
    m_hiddenTable.build(weights(layer.mlpIn), block(layer.mlpIn.biases), parts());
    foldOutput();
}

template <class Number>
void TransformerNetwork<Number>::embed()
{
    const std::int64_t width = m_shape.width;
    const Number* const embeddings = block(m_layout.input.weights);
    const Number* const positions =
        m_shape.learnedPositions ? block(m_layout.position.weights) : m_encoding.data();
    Number* stream = m_stream.data();
    for (const auto& [position, token] : m_rows.rows()) {
        for (std::int64_t i = 0; i < width; ++i)
            stream[i] = embeddings[token * width + i] + positions[position * width + i];
        stream += width;
    }
    transpose<Number, Number>(matrixOf(std::as_const(m_stream), m_rows.size(), width),
                              matrixOf(m_streamTransposed, width, m_rows.size()));
    const Number* const biases = block(m_layout.layers.front().attentionOutput.biases);
    std::copy_n(m_stream.data() + m_rows.firstOfLast() * width, m_last.size(), m_last.data());
    for (std::int64_t t = 0; biases && t < lastTokens(); ++t)
        addTo(m_last.data() + t * width, biases, width);
}

// result (outputs, rows) = W x' + b of the rows from `firstRow` on.
template <class Number>
void TransformerNetwork<Number>::project(const AffineBlocks& map, std::int64_t firstRow,
                                         const MatrixView<Number>& result)
{
    multiply<Number>(
        weights(map),
        {m_streamTransposed.data() + firstRow, m_shape.width, result.columns, m_rows.size()},
        result);
    const Number* const biases = block(map.biases);
    for (std::int64_t i = 0; biases && i < result.rows; ++i)
        for (std::int64_t r = 0; r < result.columns; ++r)
            result.data[i * result.rowStride + r] += biases[i];
}

template <class Number>
void TransformerNetwork<Number>::foldOutput()
{
    const AffineBlocks& mlpOut = m_layout.layers.front().mlpOut;
    const View map = weights(m_layout.output);
    const Number* const biases = block(m_layout.output.biases);
    const Number* const mlpBiases = block(mlpOut.biases);
    if (biases) {
        multiply<Number>(map, {mlpBiases, m_shape.width, 1, 1},
                         {m_logitBiases.data(), m_shape.classes, 1, 1});
        addTo(m_logitBiases.data(), biases, m_shape.classes);
    }
    m_logitsTable.build(map, biases ? m_logitBiases.data() : nullptr, parts());
    const auto transposed = matrixOf(m_foldedTransposed, m_shape.mlpWidth, m_shape.classes);
    multiply<Number>(weights(mlpOut).transposed(), m_logitsTable.mapTransposed(), transposed);
    transpose<Number, Number>(transposed, matrixOf(m_folded, m_shape.classes, m_shape.mlpWidth));
}

template <class Number>
ConstMatrixView<Number> TransformerNetwork<Number>::forward(const std::int32_t* rows,
                                                            std::int64_t examples)
{
    m_examples = examples;
    m_scores.attend(rows, examples);
    const RowMixture<Number> mixture = m_scores.mixture();
    const std::int64_t stride = paddedColumns(m_shape.mlpWidth);
    auto& sums = needsPreactivations(m_activation) ? m_preactivations : m_hidden;
    mixRows(m_hiddenTable.table(), mixture, {sums.data(), examples, m_shape.mlpWidth, stride});
    activate(m_activation, sums.data(), m_hidden.data(), examples * stride);
    const MatrixView<Number> logits{m_logits.data(), examples, m_shape.classes,
                                    paddedColumns(m_shape.classes)};
    mixRows(m_logitsTable.table(), mixture, logits);
    multiplyAccumulate<Number>(
        hidden(), matrixOf(std::as_const(m_foldedTransposed), m_shape.mlpWidth, m_shape.classes),
        logits);
    return logits;
}

template <class Number>
ConstMatrixView<Number> TransformerNetwork<Number>::hidden() const
{
    return {m_hidden.data(), m_examples, m_shape.mlpWidth, paddedColumns(m_shape.mlpWidth)};
}

template <class Number>
MatrixView<Number> TransformerNetwork<Number>::logitsGradient()
{
    return {m_logitsGradient.data(), m_examples, m_shape.classes, paddedColumns(m_shape.classes)};
}

template <class Number>
void TransformerNetwork<Number>::clearGradient()
{
    m_hiddenTable.clearGradient();
    m_logitsTable.clearGradient();
    m_scores.clearGradient();
    clear(m_foldedTransposedGradient);
}

template <class Number>
void TransformerNetwork<Number>::backward()
{
    const View ofLogits = logitsGradient();
    const std::int64_t stride = paddedColumns(m_shape.mlpWidth);
    const MatrixView<Number> ofHidden{m_hiddenGradient.data(), m_examples, m_shape.mlpWidth,
                                      stride};
    multiplyAccumulate<Number>(
        hidden().transposed(), ofLogits,
        matrixOf(m_foldedTransposedGradient, m_shape.mlpWidth, m_shape.classes));
    multiply<Number>(ofLogits, matrixOf(std::as_const(m_folded), m_shape.classes, m_shape.mlpWidth),
                     ofHidden);
    multiplyBySlope(m_activation, m_preactivations.data(), m_hidden.data(), ofHidden.data,
                    m_examples * stride);
    const RowMixture<Number> mixture = m_scores.mixture();
    Number* const ofShares = m_scores.clearedShareGradients();
    unmixRows(m_logitsTable.table(), mixture, ofLogits, m_logitsTable.gradient(), ofShares);
    unmixRows(m_hiddenTable.table(), mixture, ofHidden, m_hiddenTable.gradient(), ofShares);
    m_scores.unattend();
}

template <class Number>
void TransformerNetwork<Number>::finishGradient(Number* gradient)
{
    const std::int64_t size =
        m_layout.blocks.back().offset + elementCount(m_layout.blocks.back().shape);
    std::fill_n(gradient, size, Number(0));
    const TransformerLayer& layer = m_layout.layers.front();
    clear(m_valuesGradient);
    clear(m_lastGradient);
    unfoldOutput(gradient);
    m_hiddenTable.backward(weights(layer.mlpIn), parts(), gradientOf(layer.mlpIn, gradient),
                           biasGradientOf(layer.mlpIn, gradient),
                           {matrixOf(m_valuesGradient, m_rows.size(), m_shape.attentionWidth()),
                            matrixOf(m_lastGradient, lastTokens(), m_shape.width),
                            gradientOf(layer.attentionOutput, gradient)});
    backwardValues(gradient);
    backwardScores(gradient);
    scatterStream(gradient);
}

template <class Number>
void TransformerNetwork<Number>::unfoldOutput(Number* gradient)
{
    const TransformerLayer& layer = m_layout.layers.front();
    const View map = weights(m_layout.output);
    const View mlpOut = weights(layer.mlpOut);
    const auto ofMap = gradientOf(m_layout.output, gradient);
    const auto folded = matrixOf(m_foldedGradient, m_shape.classes, m_shape.mlpWidth);
    transpose<Number, Number>(
        matrixOf(std::as_const(m_foldedTransposedGradient), m_shape.mlpWidth, m_shape.classes),
        folded);
    multiplyAccumulate<Number>(map.transposed(), folded, gradientOf(layer.mlpOut, gradient));
    const auto mlpOutTransposed = matrixOf(m_mlpOutTransposed, m_shape.mlpWidth, m_shape.width);
    transpose<Number, Number>(mlpOut, mlpOutTransposed);
    multiplyAccumulate<Number>(folded, mlpOutTransposed, ofMap);

    Number* const ofBiases = biasGradientOf(m_layout.output, gradient);
    clear(m_logitBiasesGradient);
    m_logitsTable.backward(map, parts(), ofMap, ofBiases ? m_logitBiasesGradient.data() : nullptr,
                           {matrixOf(m_valuesGradient, m_rows.size(), m_shape.attentionWidth()),
                            matrixOf(m_lastGradient, lastTokens(), m_shape.width),
                            gradientOf(layer.attentionOutput, gradient)});
    if (!ofBiases)
        return;
    const View ofLogitBiases{m_logitBiasesGradient.data(), m_shape.classes, 1, 1};
    const Number* const mlpBiases = block(layer.mlpOut.biases);
    addTo(ofBiases, ofLogitBiases.data, m_shape.classes);
    multiplyAccumulate<Number>(map.transposed(), ofLogitBiases,
                               {biasGradientOf(layer.mlpOut, gradient), m_shape.width, 1, 1});
    multiplyAccumulate<Number>(ofLogitBiases, {mlpBiases, 1, m_shape.width, m_shape.width}, ofMap);
}

template <class Number>
void TransformerNetwork<Number>::backwardValues(Number* gradient)
{
    const AffineBlocks& value = m_layout.layers.front().value;
    const View ofValues =
        matrixOf(std::as_const(m_valuesGradient), m_rows.size(), m_shape.attentionWidth());
    multiply<Number>(ofValues, weights(value),
                     matrixOf(m_streamGradient, m_rows.size(), m_shape.width));
    multiplyAccumulate<Number>(ofValues.transposed(),
                               matrixOf(std::as_const(m_stream), m_rows.size(), m_shape.width),
                               gradientOf(value, gradient));
    if (Number* const ofBiases = biasGradientOf(value, gradient))
        addColumnSums(ofValues, ofBiases);
}

template <class Number>
void TransformerNetwork<Number>::backwardScores(Number* gradient)
{
    const TransformerLayer& layer = m_layout.layers.front();
    const std::int64_t width = m_shape.width;
    const auto stream = matrixOf(std::as_const(m_stream), m_rows.size(), width);
    const auto ofStream = matrixOf(m_streamGradient, m_rows.size(), width);
    const std::int64_t last = m_rows.firstOfLast() * width;
    m_scores.backward();
    const View queries = m_scores.queriesGradient();
    const View keys = m_scores.keysGradient();
    multiplyAccumulate<Number>(keys.transposed(), weights(layer.key), ofStream);
    multiplyAccumulate<Number>(keys, stream, gradientOf(layer.key, gradient));
    multiplyAccumulate<Number>(queries, weights(layer.query),
                               {ofStream.data + last, lastTokens(), width, width});
    multiplyAccumulate<Number>(queries.transposed(),
                               {stream.data + last, lastTokens(), width, width},
                               gradientOf(layer.query, gradient));
    if (Number* const ofBiases = biasGradientOf(layer.key, gradient))
        addColumnSums(keys.transposed(), ofBiases);
    if (Number* const ofBiases = biasGradientOf(layer.query, gradient))
        addColumnSums(queries, ofBiases);
}

// Adds the stream's gradient to embeddings, positions and what joins it at the last position.
template <class Number>
void TransformerNetwork<Number>::scatterStream(Number* gradient) const
{
    const std::int64_t width = m_shape.width;
    const auto add = [&](const TokenRows::Row& row, const Number* values) {
        addTo(gradientOf(m_layout.input, gradient).data + row.token * width, values, width);
        if (m_shape.learnedPositions)
            addTo(gradientOf(m_layout.position, gradient).data + row.position * width, values,
                  width);
    };
    for (std::int64_t r = 0; r < m_rows.size(); ++r)
        add(m_rows.rows()[static_cast<std::size_t>(r)], m_streamGradient.data() + r * width);
    for (std::int64_t t = 0; t < lastTokens(); ++t)
        add(m_rows.rows()[static_cast<std::size_t>(m_rows.firstOfLast() + t)],
            m_lastGradient.data() + t * width);
    const AffineBlocks& out = m_layout.layers.front().attentionOutput;
    if (Number* const ofBiases = biasGradientOf(out, gradient))
        addColumnSums(matrixOf(m_lastGradient, lastTokens(), width), ofBiases);
}

template class TransformerNetwork<float>;
template class TransformerNetwork<double>;

} // namespace grokking

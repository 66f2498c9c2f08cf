// SPDX-FileCopyrightText: 2026 Grokking Explorer contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/learners/fused/transformer_network.h"

#include "core/kernels/matrix_product.h"
#include "core/kernels/transpose.h"

#include <algorithm>
#include <cmath>
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

// Turns the scores of one head, `stride` apart, into softmax weights.
template <class Number>
void softmax(Number* scores, std::int64_t count, std::int64_t stride)
{
    Number largest = scores[0];
    for (std::int64_t j = 1; j < count; ++j)
        largest = std::max(largest, scores[j * stride]);
    Number sum = 0;
    for (std::int64_t j = 0; j < count; ++j)
        sum += scores[j * stride] = std::exp(scores[j * stride] - largest);
    for (std::int64_t j = 0; j < count; ++j)
        scores[j * stride] /= sum;
}

} // namespace

template <class Number>
TransformerNetwork<Number>::TransformerNetwork(const TransformerLayout& layout,
                                               Activation activation, TokenRows rows,
                                               std::int64_t blockRows)
    : m_shape(layout.shape), m_layout(layout), m_activation(activation), m_rows(std::move(rows)),
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
    for (auto* buffer : {&m_queries, &m_queriesGradient})
        allocate(*buffer, attention * lastTokens());
    for (auto* buffer : {&m_keys, &m_keysTransposed, &m_values, &m_keysGradient, &m_valuesGradient})
        allocate(*buffer, attention * known);
    for (auto* buffer : {&m_scores, &m_scoresGradient})
        allocate(*buffer, lastTokens() * m_shape.heads * known);
    allocate(m_outTransposed, attention * width);
    for (auto* buffer : {&m_logitBiases, &m_logitBiasesGradient})
        allocate(*buffer, m_shape.classes);
    for (auto* buffer :
         {&m_folded, &m_foldedTransposed, &m_foldedGradient, &m_foldedTransposedGradient})
        allocate(*buffer, m_shape.classes * m_shape.mlpWidth);
    allocate(m_mlpOutTransposed, m_shape.mlpWidth * width);

    m_mixtureRows.resize(static_cast<std::size_t>(blockRows * terms()));
    for (auto* buffer : {&m_mixtureWeights, &m_weightGradients})
        allocate(*buffer, blockRows * terms());
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
MatrixView<Number> TransformerNetwork<Number>::scoresOf(Buffer<Number>& scores,
                                                        std::int64_t head) const
{
    return {scores.data() + head * m_rows.size(), lastTokens(), m_rows.size(),
            m_shape.heads * m_rows.size()};
}

template <class Number>
RowMixture<Number> TransformerNetwork<Number>::mixture() const
{
    return {m_mixtureRows.data(), m_mixtureWeights.data(), m_examples, terms()};
}

template <class Number>
void TransformerNetwork<Number>::useParameters(const Number* parameters)
{
    m_parameters = parameters;
    const TransformerLayer& layer = m_layout.layers.front();
    embed();
    project(layer.query, m_rows.firstOfLast(), m_queries);
    project(layer.key, 0, m_keys);
    project(layer.value, 0, m_values);
    computeScores();
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
                                         Buffer<Number>& result)
{
    const std::int64_t rows = m_rows.size() - firstRow;
    const View projection = weights(map);
    multiply<Number>(projection,
                     {m_streamTransposed.data() + firstRow, m_shape.width, rows, m_rows.size()},
                     matrixOf(result, projection.rows, rows));
    const Number* const biases = block(map.biases);
    for (std::int64_t i = 0; biases && i < projection.rows; ++i)
        for (std::int64_t r = 0; r < rows; ++r)
            result.data()[i * rows + r] += biases[i];
}

template <class Number>
void TransformerNetwork<Number>::computeScores()
{
    const std::int64_t headWidth = m_shape.headWidth;
    const std::int64_t tokens = lastTokens();
    const auto scale = Number(1) / std::sqrt(static_cast<Number>(headWidth));
    for (Number& value : m_queries.values())
        value *= scale;
    for (std::int64_t h = 0; h < m_shape.heads; ++h) {
        const View queries{m_queries.data() + h * headWidth * tokens, headWidth, tokens, tokens};
        const View keys{m_keys.data() + h * headWidth * m_rows.size(), headWidth, m_rows.size(),
                        m_rows.size()};
        multiply<Number>(queries.transposed(), keys, scoresOf(m_scores, h));
    }
    transpose<Number, Number>(
        matrixOf(std::as_const(m_keys), m_shape.attentionWidth(), m_rows.size()),
        matrixOf(m_keysTransposed, m_rows.size(), m_shape.attentionWidth()));
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

// Writes which rows of the tables each example takes, and how much of each.
template <class Number>
void TransformerNetwork<Number>::attend(const std::int32_t* rows, std::int64_t examples)
{
    const std::int64_t heads = m_shape.heads;
    const std::int64_t positions = m_rows.positions();
    const auto firstOfBase = static_cast<std::int32_t>(m_rows.size() * heads);
    m_examples = examples;
    for (std::int64_t i = 0; i < examples; ++i, rows += positions) {
        std::int32_t* const mixed = m_mixtureRows.data() + i * terms();
        Number* const shares = m_mixtureWeights.data() + i * terms();
        const std::int64_t last = rows[positions - 1] - m_rows.firstOfLast();
        const Number* const scores = m_scores.data() + last * heads * m_rows.size();
        for (std::int64_t j = 0; j < positions; ++j) {
            for (std::int64_t h = 0; h < heads; ++h) {
                mixed[j * heads + h] = static_cast<std::int32_t>(rows[j] * heads + h);
                shares[j * heads + h] = scores[h * m_rows.size() + rows[j]];
            }
        }
        for (std::int64_t h = 0; h < heads; ++h)
            softmax(shares + h, positions, heads);
        mixed[terms() - 1] = static_cast<std::int32_t>(firstOfBase + last);
        shares[terms() - 1] = Number(1);
    }
}

template <class Number>
ConstMatrixView<Number> TransformerNetwork<Number>::forward(const std::int32_t* rows,
                                                            std::int64_t examples)
{
    attend(rows, examples);
    const std::int64_t stride = paddedColumns(m_shape.mlpWidth);
    auto& sums = needsPreactivations(m_activation) ? m_preactivations : m_hidden;
    mixRows(m_hiddenTable.table(), mixture(), {sums.data(), examples, m_shape.mlpWidth, stride});
    activate(m_activation, sums.data(), m_hidden.data(), examples * stride);
    const MatrixView<Number> logits{m_logits.data(), examples, m_shape.classes,
                                    paddedColumns(m_shape.classes)};
    mixRows(m_logitsTable.table(), mixture(), logits);
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
    clear(m_scoresGradient);
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
    clear(m_weightGradients);
    unmixRows(m_logitsTable.table(), mixture(), ofLogits, m_logitsTable.gradient(),
              m_weightGradients.data());
    unmixRows(m_hiddenTable.table(), mixture(), ofHidden, m_hiddenTable.gradient(),
              m_weightGradients.data());
    unattend();
}

// Softmax: d score_j = a_j (d a_j - sum over i of a_i d a_i).
template <class Number>
void TransformerNetwork<Number>::unattend()
{
    const std::int64_t heads = m_shape.heads;
    const std::int64_t rows = m_rows.size();
    for (std::int64_t i = 0; i < m_examples; ++i) {
        const std::int32_t* const mixed = m_mixtureRows.data() + i * terms();
        const Number* const shares = m_mixtureWeights.data() + i * terms();
        const Number* const gradients = m_weightGradients.data() + i * terms();
        const std::int64_t last = mixed[terms() - 1] - rows * heads;
        for (std::int64_t h = 0; h < heads; ++h) {
            Number mean = 0;
            for (std::int64_t k = h; k < terms() - 1; k += heads)
                mean += shares[k] * gradients[k];
            Number* const ofScores = m_scoresGradient.data() + (last * heads + h) * rows;
            for (std::int64_t k = h; k < terms() - 1; k += heads)
                ofScores[mixed[k] / heads] += shares[k] * (gradients[k] - mean);
        }
    }
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
    const std::int64_t attention = m_shape.attentionWidth();
    const std::int64_t headWidth = m_shape.headWidth;
    const std::int64_t rows = m_rows.size();
    const std::int64_t tokens = lastTokens();
    const auto queries = matrixOf(m_queriesGradient, tokens, attention);
    const auto keys = matrixOf(m_keysGradient, attention, rows);
    for (std::int64_t h = 0; h < m_shape.heads; ++h) {
        const std::int64_t first = h * headWidth;
        const View scores = scoresOf(m_scoresGradient, h);
        multiply<Number>(scores, {m_keysTransposed.data() + first, rows, headWidth, attention},
                         {queries.data + first, tokens, headWidth, attention});
        multiply<Number>({m_queries.data() + first * tokens, headWidth, tokens, tokens}, scores,
                         {keys.data + first * rows, headWidth, rows, rows});
    }
    const auto scale = Number(1) / std::sqrt(static_cast<Number>(headWidth));
    for (Number& value : m_queriesGradient.values())
        value *= scale;

    const auto stream = matrixOf(std::as_const(m_stream), rows, m_shape.width);
    const auto ofStream = matrixOf(m_streamGradient, rows, m_shape.width);
    const std::int64_t last = m_rows.firstOfLast() * m_shape.width;
    multiplyAccumulate<Number>(View(keys).transposed(), weights(layer.key), ofStream);
    multiplyAccumulate<Number>(keys, stream, gradientOf(layer.key, gradient));
    multiplyAccumulate<Number>(queries, weights(layer.query),
                               {ofStream.data + last, tokens, m_shape.width, m_shape.width});
    multiplyAccumulate<Number>(View(queries).transposed(),
                               {stream.data + last, tokens, m_shape.width, m_shape.width},
                               gradientOf(layer.query, gradient));
    if (Number* const ofBiases = biasGradientOf(layer.key, gradient))
        addColumnSums(View(keys).transposed(), ofBiases);
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

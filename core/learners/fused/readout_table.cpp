// SPDX-FileCopyrightText: 2026 Grokking Explorer contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/learners/fused/readout_table.h"

#include "core/kernels/activation.h"
#include "core/kernels/matrix_product.h"
#include "core/kernels/row_mixture.h"
#include "core/kernels/transpose.h"

#include <algorithm>

namespace grokking {

namespace {

// Returns rows `first` to `first + rows` of a matrix.
template <class Number>
ConstMatrixView<Number> rowsOf(const ConstMatrixView<Number>& matrix, std::int64_t first,
                               std::int64_t rows)
{
    return {matrix.data + first * matrix.rowStride, rows, matrix.columns, matrix.rowStride,
            matrix.columnStride};
}

template <class Number>
MatrixView<Number> columnsOf(const MatrixView<Number>& matrix, std::int64_t first,
                             std::int64_t columns)
{
    return {matrix.data + first, matrix.rows, columns, matrix.rowStride};
}

} // namespace

template <class Number>
ReadoutTable<Number>::ReadoutTable(const TransformerShape& shape, std::int64_t outputs,
                                   std::int64_t rows, std::int64_t lastTokens)
    : m_heads(shape.heads), m_headWidth(shape.headWidth), m_width(shape.width), m_outputs(outputs),
      m_stride(paddedColumns(outputs)), m_rows(rows), m_lastTokens(lastTokens),
      m_table((rows * m_heads + lastTokens) * m_stride), m_gradient(m_table.size()),
      m_mapTransposed(m_width * outputs), m_combined(outputs * m_heads * m_headWidth),
      m_combinedTransposed(m_combined.size()), m_combinedGradient(m_combined.size()),
      m_combinedTransposedGradient(m_combined.size())
{
}

template <class Number>
ConstMatrixView<Number> ReadoutTable<Number>::table() const
{
    return {m_table.data(), m_rows * m_heads + m_lastTokens, m_outputs, m_stride};
}

template <class Number>
MatrixView<Number> ReadoutTable<Number>::gradient()
{
    return {m_gradient.data(), m_rows * m_heads + m_lastTokens, m_outputs, m_stride};
}

template <class Number>
ConstMatrixView<Number> ReadoutTable<Number>::mapTransposed() const
{
    return {m_mapTransposed.data(), m_width, m_outputs, m_outputs};
}

template <class Number>
MatrixView<Number> ReadoutTable<Number>::ofHead(Buffer<Number>& table, std::int64_t head) const
{
    return {table.data() + head * m_stride, m_rows, m_outputs, m_heads * m_stride};
}

template <class Number>
MatrixView<Number> ReadoutTable<Number>::ofBase(Buffer<Number>& table) const
{
    return {table.data() + m_rows * m_heads * m_stride, m_lastTokens, m_outputs, m_stride};
}

template <class Number>
void ReadoutTable<Number>::build(const ConstMatrixView<Number>& map, const Number* biases,
                                 const AttentionParts<Number>& parts)
{
    const std::int64_t attention = m_heads * m_headWidth;
    transpose<Number, Number>(map, {m_mapTransposed.data(), m_width, m_outputs, m_outputs});
    const MatrixView<Number> combined{m_combined.data(), m_outputs, attention, attention};
    const MatrixView<Number> transposed{m_combinedTransposed.data(), attention, m_outputs,
                                        m_outputs};
    multiply<Number>(map, parts.out, combined);
    transpose<Number, Number>(combined, transposed);
    for (std::int64_t h = 0; h < m_heads; ++h)
        multiply<Number>(rowsOf(parts.values, h * m_headWidth, m_headWidth).transposed(),
                         rowsOf<Number>(transposed, h * m_headWidth, m_headWidth),
                         ofHead(m_table, h));
    if (biases)
        multiplyAddBias<Number>(parts.last, mapTransposed(), biases, ofBase(m_table));
    else
        multiply<Number>(parts.last, mapTransposed(), ofBase(m_table));
}

template <class Number>
void ReadoutTable<Number>::clearGradient()
{
    std::fill_n(m_gradient.data(), m_gradient.size(), Number(0));
}

template <class Number>
void ReadoutTable<Number>::backward(const ConstMatrixView<Number>& map,
                                    const AttentionParts<Number>& parts,
                                    const MatrixView<Number>& mapGradient, Number* biasGradient,
                                    const AttentionGradients<Number>& gradients)
{
    const std::int64_t attention = m_heads * m_headWidth;
    const MatrixView<Number> combined{m_combined.data(), m_outputs, attention, attention};
    const MatrixView<Number> combinedGradient{m_combinedGradient.data(), m_outputs, attention,
                                              attention};
    const MatrixView<Number> transposedGradient{m_combinedTransposedGradient.data(), attention,
                                                m_outputs, m_outputs};
    for (std::int64_t h = 0; h < m_heads; ++h) {
        const std::int64_t first = h * m_headWidth;
        const MatrixView<Number> ofThisHead = ofHead(m_gradient, h);
        multiplyAccumulate<Number>(ofThisHead, columnsOf(combined, first, m_headWidth),
                                   columnsOf(gradients.values, first, m_headWidth));
        multiply<Number>(
            rowsOf(parts.values, first, m_headWidth), ofThisHead,
            {transposedGradient.data + first * m_outputs, m_headWidth, m_outputs, m_outputs});
    }
    transpose<Number, Number>(transposedGradient, combinedGradient);
    multiplyAccumulate<Number>(map.transposed(), combinedGradient, gradients.out);
    multiplyAccumulate<Number>(combinedGradient, parts.outTransposed, mapGradient);
    const MatrixView<Number> base = ofBase(m_gradient);
    multiplyAccumulate<Number>(ConstMatrixView<Number>(base).transposed(), parts.last, mapGradient);
    multiplyAccumulate<Number>(base, map, gradients.last);
    if (biasGradient)
        addColumnSums(base, biasGradient);
}

template class ReadoutTable<float>;
template class ReadoutTable<double>;

} // namespace grokking

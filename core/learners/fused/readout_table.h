// SPDX-FileCopyrightText: 2026 Grokking Explorer contributors
// SPDX-License-Identifier: GPL-3.0-or-later
// A linear map A read off the residual stream behind a layer of attention, as a table. The stream
// at the last position is x_last + W_O concat over heads(attention-weighted values) + b_O, so
//   A stream + b = base(x_last) + sum over rows r and heads h of attention * A W_O,h v_r,h
// The table has one row for each (r, h), number r * heads + h, and behind them base for each last
// token: what is left to do per example is a weighted sum of few rows (core/kernels/row_mixture.h).
// Number is float or double.
#pragma once

#include "core/kernels/buffer.h"
#include "core/kernels/matrix_view.h"
#include "core/learners/transformer.h"

#include <cstdint>

namespace grokking {

// What the tables of a network are made from; borrowed for a call.
template <class Number>
struct AttentionParts {
    ConstMatrixView<Number> values; // (heads * head width, rows): v of each row, head by head
    ConstMatrixView<Number> last;   // (last tokens, width): x_last + b_O
    ConstMatrixView<Number> out;    // W_O (width, heads * head width)
    ConstMatrixView<Number> outTransposed; // W_O' likewise
};

// Gradients of the same; all are added to.
template <class Number>
struct AttentionGradients {
    MatrixView<Number> values; // (rows, heads * head width)
    MatrixView<Number> last;   // (last tokens, width)
    MatrixView<Number> out;    // (width, heads * head width)
};

template <class Number>
class ReadoutTable
{
public:
    // Of a map with this many outputs.
    ReadoutTable(const TransformerShape& shape, std::int64_t outputs, std::int64_t rows,
                 std::int64_t lastTokens);

    [[nodiscard]] ConstMatrixView<Number> table() const;
    [[nodiscard]] MatrixView<Number> gradient();
    // Returns A' (width, outputs) of the last build().
    [[nodiscard]] ConstMatrixView<Number> mapTransposed() const;

    // Fills the table; map is A (outputs, width), biases b or nullptr.
    void build(const ConstMatrixView<Number>& map, const Number* biases,
               const AttentionParts<Number>& parts);

    void clearGradient();
    // From gradient(), adds those of the map (outputs, width), of its biases (outputs) unless
    // nullptr, and of the parts.
    void backward(const ConstMatrixView<Number>& map, const AttentionParts<Number>& parts,
                  const MatrixView<Number>& mapGradient, Number* biasGradient,
                  const AttentionGradients<Number>& gradients);

private:
    // Returns the table's rows of one head, or those of base.
    [[nodiscard]] MatrixView<Number> ofHead(Buffer<Number>& table, std::int64_t head) const;
    [[nodiscard]] MatrixView<Number> ofBase(Buffer<Number>& table) const;

    std::int64_t m_heads;
    std::int64_t m_headWidth;
    std::int64_t m_width;
    std::int64_t m_outputs;
    std::int64_t m_stride; // of the table
    std::int64_t m_rows;
    std::int64_t m_lastTokens;
    Buffer<Number> m_table;
    Buffer<Number> m_gradient;           // of the table
    Buffer<Number> m_mapTransposed;      // (width, outputs)
    Buffer<Number> m_combined;           // A W_O (outputs, heads * head width)
    Buffer<Number> m_combinedTransposed; // likewise
    Buffer<Number> m_combinedGradient;   // of the two
    Buffer<Number> m_combinedTransposedGradient;
};

extern template class ReadoutTable<float>;
extern template class ReadoutTable<double>;

} // namespace grokking

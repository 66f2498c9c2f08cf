// SPDX-FileCopyrightText: 2026 Grokking Explorer contributors
// SPDX-License-Identifier: GPL-3.0-or-later
// Forward and backward pass of a one-layer Transformer without norms that is read at its last
// position, derived by hand, on preallocated memory. With H heads and P positions:
//   scores   s = q_last k' / sqrt(head width): one number per (last token, position and token,
//   head) hidden   = activation(base_in + sum over P H terms of softmax(s) times a table's row)
//   logits   = base_out + sum of the same terms of a second table + hidden (W_U W_out)'
// Tables and W_U W_out are made once per update (readout_table.h), so that the only product over
// examples is the last one. Parameters and gradients are flat vectors of the caller, laid out as
// TransformerLayout says. Computes on the calling thread. Number is float or double.
#pragma once

#include "core/kernels/activation.h"
#include "core/kernels/buffer.h"
#include "core/learners/fused/attention_scores.h"
#include "core/learners/fused/readout_table.h"
#include "core/learners/fused/token_rows.h"
#include "core/learners/transformer.h"

#include <cstdint>

namespace grokking {

template <class Number>
class TransformerNetwork
{
public:
    // For blocks of up to `blockRows` examples, whose tokens are among the rows.
    TransformerNetwork(const TransformerLayout& layout, Activation activation, TokenRows rows,
                       std::int64_t blockRows);

    [[nodiscard]] const TokenRows& tokenRows() const { return m_rows; }

    // Takes new parameters; to be called whenever they have changed. They are borrowed.
    void useParameters(const Number* parameters);

    // Computes the logits (examples, classes) from TokenRows::rowsOf() some examples; valid until
    // the next call.
    ConstMatrixView<Number> forward(const std::int32_t* rows, std::int64_t examples);

    // Returns the activations (examples, MLP width) of the last forward().
    [[nodiscard]] ConstMatrixView<Number> hidden() const;
    // Adds its attention, summed over its examples, to `sums` (heads, positions).
    void addAttention(Array<double>& sums) const { m_scores.addShares(sums); }

    // Returns where the gradient of the logits of the last forward() goes.
    [[nodiscard]] MatrixView<Number> logitsGradient();
    // Begins a gradient; adds the part of the last forward(), from logitsGradient(); writes the
    // sum of all parts.
    void clearGradient();
    void backward();
    void finishGradient(Number* gradient);

private:
    using View = ConstMatrixView<Number>;

    [[nodiscard]] std::int64_t lastTokens() const { return m_rows.size() - m_rows.firstOfLast(); }
    [[nodiscard]] const Number* block(int index) const; // nullptr for -1
    [[nodiscard]] View weights(const AffineBlocks& map) const;
    [[nodiscard]] MatrixView<Number> gradientOf(const AffineBlocks& map, Number* gradient) const;
    [[nodiscard]] Number* biasGradientOf(const AffineBlocks& map, Number* gradient) const;
    [[nodiscard]] AttentionParts<Number> parts() const;

    void embed();
    void project(const AffineBlocks& map, std::int64_t firstRow, const MatrixView<Number>& result);
    void foldOutput();
    void unfoldOutput(Number* gradient);
    void backwardScores(Number* gradient);
    void backwardValues(Number* gradient);
    void scatterStream(Number* gradient) const;

    TransformerShape m_shape;
    TransformerLayout m_layout;
    Activation m_activation;
    TokenRows m_rows;
    const Number* m_parameters = nullptr;
    std::int64_t m_examples = 0; // of the last forward()

    // Per row of m_rows or last token.
    Buffer<Number> m_encoding;         // (positions, width), if not learned
    Buffer<Number> m_stream;           // x (rows, width)
    Buffer<Number> m_streamTransposed; // (width, rows)
    Buffer<Number> m_last;             // x_last + b_O (last tokens, width)
    Buffer<Number> m_values;           // (heads * head width, rows)
    Buffer<Number> m_outTransposed;    // W_O' (heads * head width, width)
    AttentionScores<Number> m_scores;
    ReadoutTable<Number> m_hiddenTable;
    ReadoutTable<Number> m_logitsTable;
    Buffer<Number> m_logitBiases;      // b_U + W_U b_out
    Buffer<Number> m_folded;           // W_U W_out (classes, MLP width)
    Buffer<Number> m_foldedTransposed; // (MLP width, classes)

    // Gradients of the same.
    Buffer<Number> m_streamGradient;
    Buffer<Number> m_lastGradient;
    Buffer<Number> m_valuesGradient; // (rows, heads * head width)
    Buffer<Number> m_logitBiasesGradient;
    Buffer<Number> m_foldedGradient;
    Buffer<Number> m_foldedTransposedGradient;
    Buffer<Number> m_mlpOutTransposed; // W_out' (MLP width, width)

    // Per example of a block.
    Buffer<Number> m_preactivations; // (examples, MLP width), if the activation needs them
    Buffer<Number> m_hidden;         // (examples, MLP width)
    Buffer<Number> m_hiddenGradient;
    Buffer<Number> m_logits; // (examples, classes)
    Buffer<Number> m_logitsGradient;
};

extern template class TransformerNetwork<float>;
extern template class TransformerNetwork<double>;

} // namespace grokking

// SPDX-FileCopyrightText: 2026 Grokking Explorer contributors
// SPDX-License-Identifier: GPL-3.0-or-later
// Attention from the last position of examples over a known vocabulary. Scores are made once per
// (last token, head, row of TokenRows); an example then looks up one per position and head:
//   shares = softmax over positions of q_last k' / sqrt(head width)
// All memory is allocated when it is made. Number is float or double.
#pragma once

#include "core/kernels/buffer.h"
#include "core/kernels/matrix_view.h"
#include "core/kernels/row_mixture.h"
#include "core/learners/fused/token_rows.h"
#include "core/learners/transformer.h"
#include "core/util/array.h"

#include <cstdint>
#include <vector>

namespace grokking {

template <class Number>
class AttentionScores
{
public:
    // For blocks of up to `blockRows` examples.
    AttentionScores(const TransformerShape& shape, const TokenRows& rows, std::int64_t blockRows);

    // Return where q of the last tokens (heads * head width, last tokens) and k of all rows (heads
    // * head width, rows) go.
    [[nodiscard]] MatrixView<Number> queries();
    [[nodiscard]] MatrixView<Number> keys();
    // Makes the scores from the two; changes the queries.
    void compute();

    // Finds which rows of a ReadoutTable each example takes, and how much of each, from
    // TokenRows::rowsOf() the examples.
    void attend(const std::int32_t* rows, std::int64_t examples);
    [[nodiscard]] RowMixture<Number> mixture() const;
    // Adds the shares of the last attend(), summed over its examples, to `sums` (heads, positions).
    void addShares(Array<double>& sums) const;

    // Begins a gradient.
    void clearGradient();
    // Returns where the gradients of the shares of the last attend() are added, cleared.
    [[nodiscard]] Number* clearedShareGradients();
    // Adds them to those of the scores.
    void unattend();
    // Makes the gradients of queries (last tokens, heads * head width) and keys (heads * head
    // width, rows) from those of the scores.
    void backward();
    [[nodiscard]] ConstMatrixView<Number> queriesGradient() const;
    [[nodiscard]] ConstMatrixView<Number> keysGradient() const;

private:
    [[nodiscard]] std::int64_t width() const { return m_heads * m_headWidth; }
    [[nodiscard]] std::int64_t terms() const { return m_positions * m_heads + 1; }
    // Returns the scores (last tokens, rows) of one head.
    [[nodiscard]] MatrixView<Number> ofHead(Buffer<Number>& scores, std::int64_t head) const;

    std::int64_t m_heads;
    std::int64_t m_headWidth;
    std::int64_t m_positions;
    std::int64_t m_rows;
    std::int64_t m_firstOfLast;
    std::int64_t m_lastTokens;
    std::int64_t m_examples = 0; // of the last attend()

    Buffer<Number> m_queries; // over sqrt(head width) once the scores are made
    Buffer<Number> m_keys;
    Buffer<Number> m_keysTransposed;
    Buffer<Number> m_scores; // (last tokens, heads, rows)
    Buffer<Number> m_queriesGradient;
    Buffer<Number> m_keysGradient;
    Buffer<Number> m_scoresGradient;

    std::vector<std::int32_t> m_chosen; // (examples, terms): rows of the table
    Buffer<Number> m_shares;            // likewise; 1 for the last term, which is base
    Buffer<Number> m_shareGradients;    // likewise
};

extern template class AttentionScores<float>;
extern template class AttentionScores<double>;

} // namespace grokking

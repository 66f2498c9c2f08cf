// SPDX-FileCopyrightText: 2026 Grokking Explorer contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/learners/fused/attention_scores.h"

#include "core/kernels/matrix_product.h"
#include "core/kernels/transpose.h"

#include <algorithm>
#include <cmath>

namespace grokking {

namespace {

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
AttentionScores<Number>::AttentionScores(const TransformerShape& shape, const TokenRows& rows,
                                         std::int64_t blockRows)
    : m_heads(shape.heads), m_headWidth(shape.headWidth), m_positions(rows.positions()),
      m_rows(rows.size()), m_firstOfLast(rows.firstOfLast()),
      m_lastTokens(rows.size() - rows.firstOfLast()), m_queries(width() * m_lastTokens),
      m_keys(width() * m_rows), m_keysTransposed(m_keys.size()),
      m_scores(m_lastTokens * m_heads * m_rows), m_queriesGradient(m_queries.size()),
      m_keysGradient(m_keys.size()), m_scoresGradient(m_scores.size()),
      m_chosen(static_cast<std::size_t>(blockRows * terms())), m_shares(blockRows * terms()),
      m_shareGradients(m_shares.size())
{
}

template <class Number>
MatrixView<Number> AttentionScores<Number>::queries()
{
    return {m_queries.data(), width(), m_lastTokens, m_lastTokens};
}

template <class Number>
MatrixView<Number> AttentionScores<Number>::keys()
{
    return {m_keys.data(), width(), m_rows, m_rows};
}

template <class Number>
ConstMatrixView<Number> AttentionScores<Number>::queriesGradient() const
{
    return {m_queriesGradient.data(), m_lastTokens, width(), width()};
}

template <class Number>
ConstMatrixView<Number> AttentionScores<Number>::keysGradient() const
{
    return {m_keysGradient.data(), width(), m_rows, m_rows};
}

template <class Number>
MatrixView<Number> AttentionScores<Number>::ofHead(Buffer<Number>& scores, std::int64_t head) const
{
    return {scores.data() + head * m_rows, m_lastTokens, m_rows, m_heads * m_rows};
}

template <class Number>
RowMixture<Number> AttentionScores<Number>::mixture() const
{
    return {m_chosen.data(), m_shares.data(), m_examples, terms()};
}

template <class Number>
void AttentionScores<Number>::compute()
{
    const auto scale = Number(1) / std::sqrt(static_cast<Number>(m_headWidth));
    for (Number& value : m_queries.values())
        value *= scale;
    for (std::int64_t h = 0; h < m_heads; ++h) {
        const std::int64_t first = h * m_headWidth;
        const ConstMatrixView<Number> ofQueries{m_queries.data() + first * m_lastTokens,
                                                m_headWidth, m_lastTokens, m_lastTokens};
        multiply<Number>(ofQueries.transposed(),
                         {m_keys.data() + first * m_rows, m_headWidth, m_rows, m_rows},
                         ofHead(m_scores, h));
    }
    transpose<Number, Number>(keys(), {m_keysTransposed.data(), m_rows, width(), width()});
}

template <class Number>
void AttentionScores<Number>::attend(const std::int32_t* rows, std::int64_t examples)
{
    m_examples = examples;
    for (std::int64_t i = 0; i < examples; ++i, rows += m_positions) {
        std::int32_t* const chosen = m_chosen.data() + i * terms();
        Number* const shares = m_shares.data() + i * terms();
        const std::int64_t last = rows[m_positions - 1] - m_firstOfLast;
        const Number* const scores = m_scores.data() + last * m_heads * m_rows;
        for (std::int64_t j = 0; j < m_positions; ++j) {
            for (std::int64_t h = 0; h < m_heads; ++h) {
                chosen[j * m_heads + h] = static_cast<std::int32_t>(rows[j] * m_heads + h);
                shares[j * m_heads + h] = scores[h * m_rows + rows[j]];
            }
        }
        for (std::int64_t h = 0; h < m_heads; ++h)
            softmax(shares + h, m_positions, m_heads);
        chosen[terms() - 1] = static_cast<std::int32_t>(m_rows * m_heads + last);
        shares[terms() - 1] = Number(1);
    }
}

template <class Number>
void AttentionScores<Number>::addShares(Array<double>& sums) const
{
    for (std::int64_t i = 0; i < m_examples; ++i) {
        const Number* const shares = m_shares.data() + i * terms();
        for (std::int64_t h = 0; h < m_heads; ++h)
            for (std::int64_t j = 0; j < m_positions; ++j)
                sums.row(h)[static_cast<std::size_t>(j)] +=
                    static_cast<double>(shares[j * m_heads + h]);
    }
}

template <class Number>
void AttentionScores<Number>::clearGradient()
{
    std::ranges::fill(m_scoresGradient.values(), Number(0));
}

template <class Number>
Number* AttentionScores<Number>::clearedShareGradients()
{
    std::ranges::fill(m_shareGradients.values(), Number(0));
    return m_shareGradients.data();
}

// Softmax: d score_j = a_j (d a_j - sum over i of a_i d a_i).
template <class Number>
void AttentionScores<Number>::unattend()
{
    for (std::int64_t i = 0; i < m_examples; ++i) {
        const std::int32_t* const chosen = m_chosen.data() + i * terms();
        const Number* const shares = m_shares.data() + i * terms();
        const Number* const gradients = m_shareGradients.data() + i * terms();
        const std::int64_t last = chosen[terms() - 1] - m_rows * m_heads;
        for (std::int64_t h = 0; h < m_heads; ++h) {
            Number mean = 0;
            for (std::int64_t k = h; k < terms() - 1; k += m_heads)
                mean += shares[k] * gradients[k];
            Number* const ofScores = m_scoresGradient.data() + (last * m_heads + h) * m_rows;
            for (std::int64_t k = h; k < terms() - 1; k += m_heads)
                ofScores[chosen[k] / m_heads] += shares[k] * (gradients[k] - mean);
        }
    }
}

template <class Number>
void AttentionScores<Number>::backward()
{
    for (std::int64_t h = 0; h < m_heads; ++h) {
        const std::int64_t first = h * m_headWidth;
        const ConstMatrixView<Number> scores = ofHead(m_scoresGradient, h);
        multiply<Number>(scores, {m_keysTransposed.data() + first, m_rows, m_headWidth, width()},
                         {m_queriesGradient.data() + first, m_lastTokens, m_headWidth, width()});
        multiply<Number>(
            {m_queries.data() + first * m_lastTokens, m_headWidth, m_lastTokens, m_lastTokens},
            scores, {m_keysGradient.data() + first * m_rows, m_headWidth, m_rows, m_rows});
    }
    const auto scale = Number(1) / std::sqrt(static_cast<Number>(m_headWidth));
    for (Number& value : m_queriesGradient.values())
        value *= scale;
}

template class AttentionScores<float>;
template class AttentionScores<double>;

} // namespace grokking

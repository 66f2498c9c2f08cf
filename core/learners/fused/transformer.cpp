// SPDX-FileCopyrightText: 2026 Grokking Explorer contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/learners/fused/transformer.h"

#include "core/kernels/transpose.h"

#include <algorithm>

namespace grokking {

template <class Number>
FusedTransformer<Number>::FusedTransformer(const LearnerContext& context,
                                           const InitialTransformer& initial)
    : Base(context, initial), m_layout(initial.layout),
      m_activation(activationOf(textValue(context.learner.parameters, "activation"))),
      m_network(m_layout, m_activation,
                TokenRows({&context.dataset.train.tokens, &context.dataset.test.tokens},
                          context.dataset.vocabulary),
                this->m_blockRows),
      m_train(m_network.tokenRows().rowsOf(context.dataset.train.tokens)),
      m_test(m_network.tokenRows().rowsOf(context.dataset.test.tokens)),
      m_batch(static_cast<std::size_t>(this->m_blockRows * m_layout.shape.positions)),
      m_logitsGradient(this->m_classes * classMajorStride(this->m_blockRows))
{
    m_network.useParameters(this->m_parameters.data());
}

template <class Number>
ConstMatrixView<Number> FusedTransformer<Number>::forward(const Block& block)
{
    const std::int64_t positions = m_layout.shape.positions;
    const auto& all = block.split == Split::Train ? m_train : m_test;
    if (!block.indices)
        return m_network.forward(all.data() + block.first * positions, block.rows);
    for (std::int64_t i = 0; i < block.rows; ++i)
        std::copy_n(all.data() + block.indices[i] * positions, positions,
                    m_batch.data() + i * positions);
    return m_network.forward(m_batch.data(), block.rows);
}

template <class Number>
void FusedTransformer<Number>::differentiate(const Block& block, double scale,
                                             typename Base::Gradient mode)
{
    const ConstMatrixView<Number> logits = forward(block);
    const MatrixView<double> byClass{m_logitsGradient.data(), this->m_classes, block.rows,
                                     classMajorStride(block.rows)};
    transpose(logits, byClass);
    toLossGradient(this->m_settings, byClass, block.labels, scale);
    transpose<double, Number>(byClass, m_network.logitsGradient());
    if (mode == Base::Gradient::Set)
        m_network.clearGradient();
    m_network.backward();
}

template <class Number>
template <class Visit>
void FusedTransformer<Number>::passThrough(const Examples& examples, Visit visit)
{
    const std::int64_t count = examples.size();
    const std::int64_t blockRows = std::min(fusedBlockRows, count);
    if (count == 0)
        return;
    TransformerNetwork<Number> network(m_layout, m_activation,
                                       TokenRows({&examples.tokens}, m_layout.shape.vocabulary),
                                       blockRows);
    network.useParameters(this->m_parameters.data());
    const auto rows = network.tokenRows().rowsOf(examples.tokens);
    for (std::int64_t first = 0; first < count; first += blockRows)
        visit(network, first,
              network.forward(rows.data() + first * m_layout.shape.positions,
                              std::min(blockRows, count - first)));
}

template <class Number>
Probe FusedTransformer<Number>::probe(const Examples& examples)
{
    const std::int64_t count = examples.size();
    Probe probe{.activations = {Array<double>({count, m_layout.shape.mlpWidth})},
                .outputs = Array<double>({count, this->m_classes})};
    passThrough(examples, [&](const auto& network, std::int64_t first, const auto& logits) {
        const auto hidden = network.hidden();
        for (std::int64_t i = 0; i < logits.rows; ++i) {
            std::copy_n(logits.data + i * logits.rowStride, logits.columns,
                        probe.outputs.row(first + i).begin());
            std::copy_n(hidden.data + i * hidden.rowStride, hidden.columns,
                        probe.activations.front().row(first + i).begin());
        }
    });
    return probe;
}

template <class Number>
Array<double> FusedTransformer<Number>::attention(const Examples& examples)
{
    Array<double> shares({m_layout.shape.heads, m_layout.shape.positions});
    passThrough(examples, [&shares](const auto& network, auto, const auto&) {
        network.addAttention(shares);
    });
    for (double& share : shares.values())
        share /= static_cast<double>(examples.size());
    return shares;
}

template class FusedTransformer<float>;
template class FusedTransformer<double>;

std::unique_ptr<Learner> makeFusedTransformer(const LearnerContext& context)
{
    const InitialTransformer initial = initialTransformer(context);
    if (networkSettings(context.learner.parameters).isDouble)
        return std::make_unique<FusedTransformer<double>>(context, initial);
    return std::make_unique<FusedTransformer<float>>(context, initial);
}

} // namespace grokking

// SPDX-FileCopyrightText: 2026 Grokking Explorer contributors
// SPDX-License-Identifier: GPL-3.0-or-later
// The one-layer Transformer on tokens, on the CPU, without LibTorch. The loss and its gradient by
// the logits are taken in float64, as in Nanda et al. 2023. Number is float or double.
#pragma once

#include "core/learners/fused/fused_learner.h"
#include "core/learners/fused/transformer_network.h"

#include <memory>
#include <vector>

namespace grokking {

template <class Number>
class FusedTransformer final : public FusedLearner<Number>
{
public:
    FusedTransformer(const LearnerContext& context, const InitialTransformer& initial);

    Probe probe(const Examples& examples) override;
    Array<double> attention(const Examples& examples) override;

private:
    using Base = FusedLearner<Number>;
    using Block = typename Base::Block;

    void useParameters(const Number* parameters) override { m_network.useParameters(parameters); }
    ConstMatrixView<Number> forward(const Block& block) override;
    void differentiate(const Block& block, double scale, typename Base::Gradient mode) override;
    void finishGradient() override { m_network.finishGradient(this->m_gradient.data()); }

    // Calls visit(network, first, logits) after the pass of each block of other examples, which may
    // hold tokens at positions where neither split has them: they get a network of their own.
    template <class Visit>
    void passThrough(const Examples& examples, Visit visit);

    TransformerLayout m_layout;
    Activation m_activation;
    TransformerNetwork<Number> m_network;
    std::vector<std::int32_t> m_train; // (examples, positions): rows of the network's TokenRows
    std::vector<std::int32_t> m_test;  // likewise
    std::vector<std::int32_t> m_batch; // (block rows, positions)
    Buffer<double> m_logitsGradient;   // (classes, block rows)
};

extern template class FusedTransformer<float>;
extern template class FusedTransformer<double>;

// Makes it in the precision of its settings, which hasFusedTransformer() must allow.
[[nodiscard]] std::unique_ptr<Learner> makeFusedTransformer(const LearnerContext& context);

} // namespace grokking

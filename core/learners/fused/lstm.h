// SPDX-FileCopyrightText: 2026 Grokking Explorer contributors
// SPDX-License-Identifier: GPL-3.0-or-later
// The LSTM on the CPU, without LibTorch. Number is float or double.
#pragma once

#include "core/learners/fused/fused_learner.h"
#include "core/learners/fused/lstm_network.h"
#include "core/learners/lstm.h"

#include <memory>
#include <vector>

namespace grokking {

template <class Number>
class FusedLstm final : public FusedLearner<Number>
{
public:
    FusedLstm(const LearnerContext& context, const InitialLstm& initial);

    Probe probe(const Examples& examples) override;

private:
    using Base = FusedLearner<Number>;
    using Block = typename Base::Block;
    using Inputs = typename LstmNetwork<Number>::Inputs;

    void useParameters(const Number* parameters) override { m_network.useParameters(parameters); }
    ConstMatrixView<Number> forward(const Block& block) override;
    void differentiate(const Block& block, double scale, typename Base::Gradient mode) override;
    void finishGradient() override { m_network.finishGradient(this->m_gradient.data()); }

    // Returns what a block reads, gathered if it has indices.
    [[nodiscard]] Inputs inputsOf(const Block& block);

    LstmLayout m_layout;
    std::int64_t m_features;                  // numbers per example; 0 of tokens
    Buffer<Number> m_train;                   // (examples, features); empty of tokens
    Buffer<Number> m_test;                    // likewise
    const Array<std::int32_t>& m_trainTokens; // of the data set; empty of numbers
    const Array<std::int32_t>& m_testTokens;  // likewise
    LstmNetwork<Number> m_network;
    std::vector<std::int32_t> m_batchTokens; // (block rows, positions)
    Buffer<Number> m_batchInputs;            // (block rows, features)
    Buffer<Number> m_logits;                 // (block rows, classes)
};

extern template class FusedLstm<float>;
extern template class FusedLstm<double>;

// Makes it in the precision of its settings.
[[nodiscard]] std::unique_ptr<Learner> makeFusedLstm(const LearnerContext& context);

} // namespace grokking

// SPDX-FileCopyrightText: 2026 Grokking Explorer contributors
// SPDX-License-Identifier: GPL-3.0-or-later
// The multilayer perceptron on the CPU, without LibTorch. Number is float or double.
#pragma once

#include "core/learners/fused/fused_learner.h"
#include "core/learners/fused/network.h"
#include "core/learners/mlp.h"

#include <memory>

namespace grokking {

template <class Number>
class FusedMlp final : public FusedLearner<Number>
{
public:
    FusedMlp(const LearnerContext& context, const InitialMlp& mlp);

    Probe probe(const Examples& examples) override;

private:
    using Base = FusedLearner<Number>;
    using Block = typename Base::Block;

    void useParameters(const Number* parameters) override { m_network.useParameters(parameters); }
    ConstMatrixView<Number> forward(const Block& block) override;
    void differentiate(const Block& block, double scale, typename Base::Gradient mode) override;

    // Returns the inputs (rows, features) of a block, gathered if it has indices.
    [[nodiscard]] ConstMatrixView<Number> inputsOf(const Block& block);

    std::int64_t m_features;
    Buffer<Number> m_train; // (examples, features)
    Buffer<Number> m_test;  // likewise
    FusedNetwork<Number> m_network;
    Buffer<Number> m_batchInputs;    // (block rows, features)
    Buffer<Number> m_logitsGradient; // (classes, block rows)
};

extern template class FusedMlp<float>;
extern template class FusedMlp<double>;

// Makes it in the precision of its settings.
[[nodiscard]] std::unique_ptr<Learner> makeFusedMlp(const LearnerContext& context);

} // namespace grokking

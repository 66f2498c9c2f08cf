// SPDX-FileCopyrightText: 2026 Grokking Explorer contributors
// SPDX-License-Identifier: GPL-3.0-or-later
// The diagonal linear network on the CPU, without LibTorch. Number is float or double.
//   dW = delta' x;  du = L u^(L - 1) dW;  dv = -L v^(L - 1) dW
#pragma once

#include "core/learners/diagonal_linear.h"
#include "core/learners/fused/fused_learner.h"

#include <memory>

namespace grokking {

template <class Number>
class FusedDiagonalLinear final : public FusedLearner<Number>
{
public:
    FusedDiagonalLinear(const LearnerContext& context, const InitialDiagonalLinear& initial);

    Probe probe(const Examples& examples) override;

private:
    using Base = FusedLearner<Number>;
    using Block = typename Base::Block;

    void useParameters(const Number* parameters) override;
    ConstMatrixView<Number> forward(const Block& block) override;
    void differentiate(const Block& block, double scale, typename Base::Gradient mode) override;
    void finishGradient() override;

    // Returns the inputs (rows, features) of a block, gathered if it has indices.
    [[nodiscard]] ConstMatrixView<Number> inputsOf(const Block& block);
    ConstMatrixView<Number> logitsOf(const ConstMatrixView<Number>& inputs);
    // Returns the number of entries of W.
    [[nodiscard]] std::int64_t weights() const { return this->m_classes * m_features; }

    std::int64_t m_features;
    std::int64_t m_power;
    const Number* m_used = nullptr; // the parameters: u, then v
    Buffer<Number> m_train;         // (examples, features)
    Buffer<Number> m_test;          // likewise
    Buffer<Number> m_transposed;    // W' (features, classes)
    Buffer<Number> m_slope;         // dW (classes, features)
    Buffer<Number> m_batchInputs;   // (block rows, features)
    Buffer<Number> m_logits;        // (block rows, classes)
    Buffer<Number> m_delta;         // (classes, block rows)
};

extern template class FusedDiagonalLinear<float>;
extern template class FusedDiagonalLinear<double>;

// Makes it in the precision of its settings.
[[nodiscard]] std::unique_ptr<Learner> makeFusedDiagonalLinear(const LearnerContext& context);

} // namespace grokking

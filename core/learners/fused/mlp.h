// SPDX-FileCopyrightText: 2026 Grokking Explorer contributors
// SPDX-License-Identifier: GPL-3.0-or-later
// The multilayer perceptron on the CPU, without LibTorch. Number is float or double.
#pragma once

#include "core/learners/fused/fused_learner.h"
#include "core/learners/fused/input_rows.h"
#include "core/learners/fused/network.h"
#include "core/learners/mlp.h"

#include <memory>
#include <vector>

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

    void useParameters(const Number* parameters) override;
    ConstMatrixView<Number> forward(const Block& block) override;
    void differentiate(const Block& block, double scale, typename Base::Gradient mode) override;

    // Returns the inputs (rows, features) of a block, gathered if it has indices.
    [[nodiscard]] ConstMatrixView<Number> inputsOf(const Block& block);
    // Returns the tokens (rows, positions) of a block, likewise.
    [[nodiscard]] const std::int32_t* tokensOf(const Block& block);
    // Puts the embeddings of the tokens of each row side by side.
    ConstMatrixView<Number> embed(const std::int32_t* tokens, std::int64_t rows);
    // Adds what each token's embedding is due from the gradient of the inputs.
    void scatter(const std::int32_t* tokens, std::int64_t rows);

    MlpLayout m_layout;
    std::int64_t m_features;                  // of the first layer
    InputRows<Number> m_inputs;               // no rows of tokens
    const Array<std::int32_t>& m_trainTokens; // of the data set; empty of numbers
    const Array<std::int32_t>& m_testTokens;  // likewise
    FusedNetwork<Number> m_network;
    const Number* m_embeddings = nullptr;    // (vocabulary, embedding) of tokens
    std::vector<std::int32_t> m_batchTokens; // (block rows, positions)
    Buffer<Number> m_embedded;               // (block rows, features), of tokens
    Buffer<Number> m_inputsGradient;         // likewise
    Buffer<Number> m_logitsGradient;         // (classes, block rows)
};

extern template class FusedMlp<float>;
extern template class FusedMlp<double>;

// Makes it in the precision of its settings.
[[nodiscard]] std::unique_ptr<Learner> makeFusedMlp(const LearnerContext& context);

} // namespace grokking

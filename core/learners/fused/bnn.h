// SPDX-FileCopyrightText: 2026 Grokking Explorer contributors
// SPDX-License-Identifier: GPL-3.0-or-later
// The Bayesian neural network on the CPU. A step's loss is that under one draw of the noise for
// each example; scores, losses and predictions are those of the posterior means; the error is the
// expected loss, from draws of a stream of its own, so that looking changes nothing. Number is
// float or double.
#pragma once

#include "core/learners/bnn.h"
#include "core/learners/fused/bayesian_network.h"
#include "core/learners/fused/fused_learner.h"
#include "core/learners/fused/input_rows.h"

#include <memory>

namespace grokking {

template <class Number>
class FusedBnn final : public FusedLearner<Number>
{
public:
    FusedBnn(const LearnerContext& context, const InitialBnn& bnn);

    Evaluation evaluate(Split split, const std::stop_token& stop) override;
    double error(const Evaluation& train) override { return train.expectedLoss.value(); }
    double minimized(const Evaluation& train) override
    {
        return error(train) + m_bnn.divergenceWeight * complexity();
    }
    double complexity() override;
    std::string errorLabel() const override;
    std::string complexityLabel() const override { return "KL(q || p) / N (nats)"; }
    std::optional<double> descriptionLength() override;
    Probe probe(const Examples& examples) override;

private:
    using Base = FusedLearner<Number>;
    using Block = typename Base::Block;

    void useParameters(const Number* parameters) override;
    ConstMatrixView<Number> forward(const Block& block) override;
    void differentiate(const Block& block, double scale, typename Base::Gradient mode) override;
    void finishGradient() override;
    void beginUpdate() override;
    void endUpdate() override { m_noise = nullptr; }

    void addDivergenceGradient();

    BnnSettings m_bnn;
    BnnLayout m_layout;
    double m_trainingExamples;
    InputRows<Number> m_inputs;
    BayesianNetwork<Number> m_network;
    LayerNoise m_layerNoise;
    LayerNoise* m_noise = nullptr;   // while the weights are noisy
    const Number* m_used = nullptr;  // the parameters gradients are taken at
    Buffer<Number> m_logitsGradient; // (classes, block rows)
};

extern template class FusedBnn<float>;
extern template class FusedBnn<double>;

// Makes it in the precision of its settings.
[[nodiscard]] std::unique_ptr<Learner> makeBnn(const LearnerContext& context);

} // namespace grokking

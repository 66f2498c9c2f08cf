// SPDX-FileCopyrightText: 2026 Grokking Explorer contributors
// SPDX-License-Identifier: GPL-3.0-or-later
// Linear regression in float64, on the CPU. The gradient over a batch of m of n examples is
//   sum (w phi - y) phi / (noiseVariance m)  +  w / (priorVariance n)
// One thread at a time, as learner.h says.
#pragma once

#include "core/learners/linear_regression.h"
#include "core/optim/optimizer.h"

#include <memory>
#include <vector>

namespace grokking {

class LinearRegression final : public Learner
{
public:
    explicit LinearRegression(const LearnerContext& context);

    bool step(std::int64_t step, std::span<const std::int32_t> batch,
              const std::stop_token& stop) override;
    // The loss is the data misfit. Of targets that are all the same, whose variance is 0, the score
    // by variance is 1 where they are met, else 0.
    Evaluation evaluate(Split split, const std::stop_token& stop) override;
    bool scoresAreAccuracies() const override { return m_settings.scoresSigns; }
    double error(const Evaluation& train) override { return train.loss; }
    double complexity() override;
    std::string errorLabel() const override;
    std::string complexityLabel() const override;
    std::vector<ParameterBlock> parameterBlocks() const override;
    std::vector<double> parameters() const override;
    void setParameters(std::span<const double> parameters) override;
    std::vector<double> lossGradient(const std::stop_token& stop) override;
    Probe probe(const Examples& examples) override;
    void setOptimizerSetting(std::string_view id, double value) override;
    double optimizerSetting(std::string_view id) const override;
    std::vector<std::byte> saveState() const override;
    Status restoreState(std::span<const std::byte> state) override;
    Environment environment() const override;

private:
    // The features of a split (examples, features), and what to predict.
    struct Points {
        Array<double> features;
        const std::vector<double>& targets;
    };

    [[nodiscard]] Points pointsOf(const Examples& examples) const;
    // Sets the gradient to that of the misfit over a batch, or over all if it is empty.
    void setMisfitGradient(std::span<const double> weights, std::span<const std::int32_t> batch);
    void addPriorGradient(std::span<const double> weights);
    [[nodiscard]] std::span<const double> weights() const;
    [[nodiscard]] std::span<double> weights();

    LinearRegressionSettings m_settings;
    OptimizerSettings m_optimizer;
    std::uint64_t m_noiseSeed;
    Points m_train;
    Points m_test;
    std::int64_t m_updates = 0;  // done so far
    std::vector<double> m_state; // the weights, then the optimizer's vectors of that size
    std::vector<double> m_gradient;
    std::vector<double> m_noisyWeights; // where gradients are taken if the optimizer adds noise
};

[[nodiscard]] std::unique_ptr<Learner> makeLinearRegression(const LearnerContext& context);

} // namespace grokking

// SPDX-FileCopyrightText: 2026 Grokking Explorer contributors
// SPDX-License-Identifier: GPL-3.0-or-later
// Linear regression in float64, on the CPU. The gradient over a batch of m of n examples is
//   sum (w phi - y) phi / (noiseVariance m)  +  w / (priorVariance n)
// One thread at a time, as learner.h says.
#pragma once

#include "core/learners/fused/flat_learner.h"
#include "core/learners/linear_regression.h"

#include <memory>
#include <vector>

namespace grokking {

class LinearRegression final : public FlatLearner
{
public:
    explicit LinearRegression(const LearnerContext& context);

    // The loss is the data misfit.
    Evaluation evaluate(Split split, const std::stop_token& stop) override;
    bool scoresAreAccuracies() const override { return m_settings.scoresSigns; }
    double error(const Evaluation& train) override { return train.loss; }
    double complexity() override;
    std::string errorLabel() const override;
    std::string complexityLabel() const override;
    // With the prior if that is minimized, too.
    double minimized(const Evaluation& train) override;
    std::vector<ParameterBlock> parameterBlocks() const override;
    std::vector<std::string> parameterNames() const override;
    std::vector<double> lossGradient(const std::stop_token& stop) override;
    Probe probe(const Examples& examples) override;
    // The prediction, between two standard deviations of the noise.
    std::optional<PredictiveBand> predictiveBand(const Array<double>& inputs) override;

private:
    // The features of a split (examples, features), and what to predict.
    struct Points {
        Array<double> features;
        const std::vector<double>& targets;
    };

    LinearRegression(const LearnerContext& context, const LinearRegressionSettings& settings);

    std::span<double> stepGradient(std::span<const double> weights,
                                   std::span<const std::int32_t> batch,
                                   const std::stop_token& stop) override;
    [[nodiscard]] std::vector<double> predictions(const Array<double>& features) const;
    [[nodiscard]] Points pointsOf(const Examples& examples) const;
    // Sets the gradient to that of the misfit over a batch, or over all if it is empty.
    void setMisfitGradient(std::span<const double> weights, std::span<const std::int32_t> batch);
    void addPriorGradient(std::span<const double> weights);

    LinearRegressionSettings m_settings;
    Points m_train;
    Points m_test;
    std::vector<double> m_gradient;
};

[[nodiscard]] std::unique_ptr<Learner> makeLinearRegression(const LearnerContext& context);

} // namespace grokking

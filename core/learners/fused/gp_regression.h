// SPDX-FileCopyrightText: 2026 Grokking Explorer contributors
// SPDX-License-Identifier: GPL-3.0-or-later
// Regression by a Gaussian process in float64, on the CPU. A step on a batch is one on the marginal
// likelihood of its examples alone; predictions are always given all training examples. Where the
// covariance matrix cannot be factored all is NaN, and the run has diverged. One thread at a time,
// as learner.h says.
#pragma once

#include "core/learners/fused/flat_learner.h"
#include "core/learners/fused/gp_posterior.h"
#include "core/learners/gp_regression.h"

#include <memory>
#include <optional>

namespace grokking {

class GpRegression final : public FlatLearner
{
public:
    explicit GpRegression(const LearnerContext& context);

    // The loss is the mean of minus the log density of an example: of training examples together,
    // which is what training minimizes; of each test example given all of those. The score is that
    // of the posterior mean: 1 - MSE / variance.
    Evaluation evaluate(Split split, const std::stop_token& stop) override;
    bool scoresAreAccuracies() const override { return false; }
    double error(const Evaluation& train) override;
    double complexity() override;
    std::string errorLabel() const override;
    std::string complexityLabel() const override;
    std::vector<ParameterBlock> parameterBlocks() const override;
    std::vector<double> lossGradient(const std::stop_token& stop) override;
    Probe probe(const Examples& examples) override;
    std::optional<FunctionPrior> functionPrior() override;
    // The posterior mean of the function, between two standard deviations of it; without noise.
    std::optional<PredictiveBand> predictiveBand(const Array<double>& inputs) override;

private:
    struct Points {
        Eigen::MatrixXd inputs; // (examples, numbers)
        Eigen::VectorXd targets;
    };

    GpRegression(const LearnerContext& context, const GpRegressionSettings& settings);

    [[nodiscard]] static Points pointsOf(const Examples& examples);
    std::span<double> stepGradient(std::span<const double> parameters,
                                   std::span<const std::int32_t> batch,
                                   const std::stop_token& stop) override;
    // Returns the posterior given a batch, or all training examples if it is empty.
    [[nodiscard]] GpPosterior posteriorAt(std::span<const double> parameters,
                                          std::span<const std::int32_t> batch) const;
    // Returns the posterior given all training examples at the present parameters.
    [[nodiscard]] const GpPosterior& posterior();

    GpRegressionSettings m_settings;
    std::size_t m_lengthscales; // how many
    Points m_train;
    Points m_test;
    std::vector<double> m_gradient;
    std::optional<GpPosterior> m_posterior; // the last one
    std::vector<double> m_posteriorAt;      // of these parameters
};

[[nodiscard]] std::unique_ptr<Learner> makeGpRegression(const LearnerContext& context);

} // namespace grokking

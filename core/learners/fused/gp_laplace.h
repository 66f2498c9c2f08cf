// SPDX-FileCopyrightText: 2026 Grokking Explorer contributors
// SPDX-License-Identifier: GPL-3.0-or-later
// Classification by a Gaussian process and Laplace's approximation (core/learners/
// gp_classification.h). A step on a batch is one on the approximate marginal likelihood of its
// examples alone; predictions are always given all training examples. One thread at a time, as
// learner.h says.
#pragma once

#include "core/learners/fused/gp_classifier.h"
#include "core/learners/fused/laplace_posterior.h"

#include <memory>
#include <optional>

namespace grokking {

class GpLaplace final : public GpClassifier
{
public:
    explicit GpLaplace(const LearnerContext& context);

    double error(const Evaluation& train) override;
    double complexity() override;
    double minimized(const Evaluation& train) override;
    std::string errorLabel() const override;
    std::string complexityLabel() const override;
    std::vector<ParameterBlock> parameterBlocks() const override { return priorBlocks(); }
    std::vector<double> lossGradient(const std::stop_token& stop) override;

private:
    std::span<double> stepGradient(std::span<const double> parameters,
                                   std::span<const std::int32_t> batch,
                                   const std::stop_token& stop) override;
    Marginals trainingMarginals(const std::stop_token& stop) override;
    Marginals marginalsAt(const Eigen::MatrixXd& inputs, const std::stop_token& stop) override;

    // Returns the posterior given all training examples at the present parameters.
    [[nodiscard]] const LaplacePosterior& posterior(const std::stop_token& stop);

    std::vector<double> m_gradient;
    std::optional<LaplacePosterior> m_posterior; // the last one
    std::vector<double> m_posteriorAt;           // of these parameters
};

[[nodiscard]] std::unique_ptr<Learner> makeGpLaplace(const LearnerContext& context);

} // namespace grokking

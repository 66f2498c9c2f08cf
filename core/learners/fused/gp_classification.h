// SPDX-FileCopyrightText: 2026 Grokking Explorer contributors
// SPDX-License-Identifier: GPL-3.0-or-later
// Classification by a Gaussian process and a normal distribution q over its values at the training
// inputs (core/learners/gp_classification.h). q starts at the prior, its mean with normal numbers
// of standard deviation .001 added, as in GPyTorch. A step on a batch takes the data fit of its
// examples alone; the divergence is that over all values. One thread at a time, as learner.h says.
#pragma once

#include "core/learners/fused/gp_classifier.h"
#include "core/learners/fused/variational_posterior.h"

#include <memory>
#include <optional>

namespace grokking {

class GpClassification final : public GpClassifier
{
public:
    explicit GpClassification(const LearnerContext& context);

    double error(const Evaluation& train) override;
    double complexity() override;
    double minimized(const Evaluation& train) override;
    std::string errorLabel() const override;
    std::string complexityLabel() const override;
    std::vector<ParameterBlock> parameterBlocks() const override;
    std::vector<double> lossGradient(const std::stop_token& stop) override;
    std::optional<FunctionPrior> functionPrior() override;

private:
    GpClassification(const LearnerContext& context, const VariationalSettings& settings);

    std::span<double> stepGradient(std::span<const double> parameters,
                                   std::span<const std::int32_t> batch,
                                   const std::stop_token& stop) override;
    Marginals trainingMarginals(const std::stop_token& stop) override;
    Marginals marginalsAt(const Eigen::MatrixXd& inputs, const std::stop_token& stop) override;

    [[nodiscard]] Coordinates coordinates() const;
    [[nodiscard]] VariationalPosterior posteriorAt(std::span<const double> parameters,
                                                   const std::stop_token& stop) const;
    // Returns the posterior at the present parameters.
    [[nodiscard]] const VariationalPosterior& posterior(const std::stop_token& stop);
    // Returns the slopes of the data fit of a batch by the marginals.
    [[nodiscard]] Marginals fitSlopes(const Marginals& marginals,
                                      std::span<const std::int32_t> batch) const;
    // Sets the gradient at some parameters from slopes.
    void setGradient(const VariationalPosterior::Slopes& slopes,
                     std::span<const double> parameters);

    VariationalSettings m_settings;
    std::vector<double> m_gradient;
    std::optional<VariationalPosterior> m_posterior; // the last one
    std::vector<double> m_posteriorAt;               // of these parameters
};

[[nodiscard]] std::unique_ptr<Learner> makeGpClassification(const LearnerContext& context);

} // namespace grokking

// SPDX-FileCopyrightText: 2026 Grokking Explorer contributors
// SPDX-License-Identifier: GPL-3.0-or-later
// What the learners of core/learners/gp_classification.h have in common: examples, trained numbers
// of the prior, and evaluation of what an approximation says. Parameters begin with lengthscales,
// outputscale and mean. In float64, on the CPU. Where a covariance matrix cannot be factored all
// is NaN, and the run has diverged. One thread at a time, as learner.h says.
#pragma once

#include "core/learners/fused/flat_learner.h"
#include "core/learners/fused/gp_prior.h"
#include "core/learners/gp_classification.h"

namespace grokking {

class GpClassifier : public FlatLearner
{
public:
    // The loss is the mean of minus the log probability of an example's class. Outputs are the log
    // probabilities of the two classes.
    Evaluation evaluate(Split split, const std::stop_token& stop) final;
    Probe probe(const Examples& examples) final;
    std::optional<FunctionPrior> functionPrior() override;
    // The probability of class 1, between those at two standard deviations of the function on
    // either side of its mean: Phi(mean -+ 2 sd).
    std::optional<PredictiveBand> predictiveBand(const Array<double>& inputs) final;

protected:
    struct Points {
        Eigen::MatrixXd inputs; // (examples, numbers)
        Eigen::VectorXd signs;  // -1 of class 0, +1 of class 1
    };

    // The prior's numbers are followed by those of `function`.
    GpClassifier(const LearnerContext& context, std::span<const double> function);

    [[nodiscard]] const Points& trainingPoints() const { return m_train; }
    // Returns the prior that some parameters mean.
    [[nodiscard]] GpPrior priorAt(std::span<const double> parameters) const;
    // Returns how many parameters the prior has.
    [[nodiscard]] std::size_t priorSize() const { return m_lengthscales + 2; }
    // Writes slopes by the prior's numbers as those by its parameters.
    void writeSlopes(const PriorSlopes& slopes, std::span<const double> parameters,
                     std::span<double> gradient) const;
    // Returns the blocks of the prior's parameters.
    [[nodiscard]] std::vector<ParameterBlock> priorBlocks() const;
    // Returns the training examples of a batch, or all if it is empty.
    [[nodiscard]] Points pointsOf(std::span<const std::int32_t> batch) const;
    // Returns the slopes of the training loss by the marginals at the training inputs.
    [[nodiscard]] Marginals lossSlopes(const Marginals& marginals) const;

    // Return what is approximated at the present parameters: of the function at the training
    // inputs, and at others.
    [[nodiscard]] virtual Marginals trainingMarginals(const std::stop_token& stop) = 0;
    [[nodiscard]] virtual Marginals marginalsAt(const Eigen::MatrixXd& inputs,
                                                const std::stop_token& stop) = 0;

private:
    GpClassifier(const LearnerContext& context, std::span<const double> function,
                 const GpClassifierSettings& settings);
    // Returns the log probabilities of both classes (examples, 2), block by block.
    [[nodiscard]] Array<double> logProbabilities(const Eigen::MatrixXd& inputs,
                                                 const std::stop_token& stop);

    GpClassifierSettings m_settings;
    std::size_t m_lengthscales; // how many
    Points m_train;
    Points m_test;
};

} // namespace grokking

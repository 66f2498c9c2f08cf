// SPDX-FileCopyrightText: 2026 Grokking Explorer contributors
// SPDX-License-Identifier: GPL-3.0-or-later
// Laplace's approximation of the posterior of a Gaussian process that tells two classes apart by a
// probit (Rasmussen & Williams 2006, Algorithms 3.1, 3.2 and 5.1): a normal distribution around the
// most probable values f^ at N training inputs,
//   log Z = log p(y | f^) - 1/2 (f^ - m)' K^-1 (f^ - m) - 1/2 log det B,
//   B = 1 + W^1/2 K W^1/2,  W = -d^2 log p(y | f^) / df^2
// Where K is not finite or B cannot be factored all is NaN. Plain values; one thread at a time.
// Whatever takes a stop token is incomplete once stop is requested, and looks for it at least as
// often as it factors a matrix.
#pragma once

#include "core/learners/fused/gp_prior.h"

#include <Eigen/Core>

#include <stop_token>

namespace grokking {

class LaplacePosterior
{
public:
    // Inputs are (examples, numbers), at least one example; signs are -1 or 1. The same values give
    // the same bits: Newton's method always begins at the prior mean.
    LaplacePosterior(const Eigen::MatrixXd& inputs, const Eigen::VectorXd& signs,
                     const GpPrior& prior, const std::stop_token& stop);

    // Return minus the first two terms of log Z, minus the third, and their sum.
    [[nodiscard]] double misfit() const { return m_misfit; }
    [[nodiscard]] double complexity() const;
    [[nodiscard]] double objective() const { return misfit() + complexity(); }

    // Returns the approximation at the training inputs: f^ and the diagonal of (K^-1 + W)^-1.
    [[nodiscard]] Marginals marginals(const std::stop_token& stop) const;
    // Returns what follows for the function at other inputs.
    [[nodiscard]] Marginals marginalsAt(const Eigen::MatrixXd& inputs,
                                        const std::stop_token& stop) const;

    // Returns the slopes of the objective.
    [[nodiscard]] PriorSlopes objectiveSlopes(const std::stop_token& stop) const;
    // Returns the slopes of a sum of something whose slopes by the marginals at the training inputs
    // are given.
    [[nodiscard]] PriorSlopes slopes(const Marginals& byMarginals,
                                     const std::stop_token& stop) const;

private:
    void findMode(const std::stop_token& stop);
    // Returns the solution that Newton's method goes for from the present mode and factor.
    [[nodiscard]] Eigen::VectorXd newtonsGoal() const;
    // Sets the mode to m + K solution and what follows from it, but the factor.
    void moveTo(const Eigen::VectorXd& solution);
    // Sets the factor to that of B; returns whether there is one.
    bool factorize();
    void fail();

    // Returns L^-1 W^1/2 K.
    [[nodiscard]] Eigen::MatrixXd projections(const std::stop_token& stop) const;
    // Returns W^1/2 B^-1 W^1/2 x, which is (K + W^-1)^-1 x.
    [[nodiscard]] Eigen::VectorXd solve(const Eigen::VectorXd& x) const;
    // Returns (1 + W K)^-1 x.
    [[nodiscard]] Eigen::VectorXd damp(const Eigen::VectorXd& x) const;
    // Returns the slopes of what has `byCovariances` (lower triangle) by K and these by the mode.
    [[nodiscard]] PriorSlopes slopesThroughMode(Eigen::MatrixXd& byCovariances,
                                                const Eigen::VectorXd& byMode) const;

    Eigen::VectorXd m_signs;
    GpPrior m_prior;
    Eigen::MatrixXd m_inputs;      // scaled by the lengthscales
    Eigen::MatrixXd m_kernel;      // K without jitter
    Eigen::MatrixXd m_covariances; // K
    Eigen::VectorXd m_solution;    // K^-1 (f^ - m)
    Eigen::VectorXd m_mode;        // f^
    Eigen::VectorXd m_slopes;      // d log p(y | f^) / df^
    Eigen::VectorXd m_rootWeights; // W^1/2
    Eigen::VectorXd m_third;       // d^3 log p(y | f^) / df^3
    Eigen::MatrixXd m_factor;      // of B
    double m_misfit = 0.0;
};

} // namespace grokking

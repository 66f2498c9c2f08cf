// SPDX-FileCopyrightText: 2026 Grokking Explorer contributors
// SPDX-License-Identifier: GPL-3.0-or-later
// A normal distribution q over the values of a function at N training inputs, held against a
// Gaussian process p (Hensman et al. 2015; Opper & Archambeau 2009). With K = L L' and m the prior
// mean, q is N(mean, root root') of the values f, or of w = L^-1 (f - m) if it is whitened. Where K
// cannot be factored all numbers that need it are NaN. Plain values; one thread at a time. Whatever
// takes a stop token is incomplete once stop is requested, and looks for it every few milliseconds.
#pragma once

#include "core/learners/fused/gp_prior.h"

#include <Eigen/Core>

#include <stop_token>

namespace grokking {

enum class Coordinates { Function, Whitened };

struct FunctionDistribution {
    Eigen::VectorXd mean;
    Eigen::MatrixXd root; // lower triangular
};

class VariationalPosterior
{
public:
    // Inputs are (examples, numbers), at least one example.
    VariationalPosterior(const Eigen::MatrixXd& inputs, const GpPrior& prior,
                         const FunctionDistribution& distribution, Coordinates coordinates,
                         const std::stop_token& stop);

    // Returns KL(q || p) = 1/2 (tr(K^-1 S) + d' K^-1 d - N + log det K - log det S) for q = N(m +
    // d, S) of f.
    [[nodiscard]] double divergence() const;
    // Returns 1/2 log det K.
    [[nodiscard]] double halfLogDeterminant() const;

    // Returns what q says of the values at the training inputs.
    [[nodiscard]] const Marginals& marginals() const { return m_marginals; }
    // Returns what follows for the function at other inputs.
    [[nodiscard]] Marginals marginalsAt(const Eigen::MatrixXd& inputs,
                                        const std::stop_token& stop) const;

    struct Slopes {
        PriorSlopes prior;
        FunctionDistribution distribution;
    };
    // Returns the slopes of a sum of something whose slopes by the marginals are given, and of
    // `weight` times the divergence.
    [[nodiscard]] Slopes slopes(const Marginals& byMarginals, double weight,
                                const std::stop_token& stop) const;

private:
    [[nodiscard]] Slopes functionSlopes(const Marginals& byMarginals, double weight,
                                        const std::stop_token& stop) const;
    [[nodiscard]] Slopes whitenedSlopes(const Marginals& byMarginals, double weight,
                                        const std::stop_token& stop) const;
    // Returns the slopes by the scales of what has these by K (symmetric; lower triangle).
    [[nodiscard]] Eigen::VectorXd scaleSlopes(const Eigen::MatrixXd& byCovariances) const;

    GpPrior m_prior;
    Coordinates m_coordinates;
    Eigen::MatrixXd m_inputs;        // scaled by the lengthscales
    Eigen::MatrixXd m_covariances;   // K without jitter
    Eigen::MatrixXd m_factor;        // L
    FunctionDistribution m_whitened; // of w
    Eigen::MatrixXd m_functionRoot;  // of f
    Marginals m_marginals;
};

// Returns the prior itself as q.
[[nodiscard]] FunctionDistribution priorDistribution(const Eigen::MatrixXd& inputs,
                                                     const GpPrior& prior, Coordinates coordinates);

} // namespace grokking

// SPDX-FileCopyrightText: 2026 Grokking Explorer contributors
// SPDX-License-Identifier: GPL-3.0-or-later
// A Gaussian process (core/learners/gp_regression.h) given some examples, by a Cholesky factor of
// their covariance matrix (Rasmussen & Williams 2006, Algorithm 2.1 and Eq. 5.9). In float64. Where
// the matrix is not positive definite to rounding, or not finite, all numbers returned are NaN.
// Plain values; one thread at a time.
#pragma once

#include "core/learners/fused/rbf_kernel.h"

#include <Eigen/Cholesky>
#include <Eigen/Core>

#include <vector>

namespace grokking {

struct GpHyperparameters {
    Eigen::VectorXd logLengthscales; // one for all inputs, or one for each
    double logOutputscale = 0.0;
    double mean = 0.0;
    double noiseVariance = 1.0;
};

class GpPosterior
{
public:
    // Inputs are (examples, numbers), at least one example.
    GpPosterior(const Eigen::MatrixXd& inputs, const Eigen::VectorXd& targets,
                const GpHyperparameters& at);

    // Return the terms of minus the log marginal likelihood, divided by the examples, and their sum
    // with log(2 pi) / 2.
    [[nodiscard]] double dataFit() const;
    [[nodiscard]] double complexity() const;
    [[nodiscard]] double objective() const;
    // Returns the gradient of the objective: of each log lengthscale, of log outputscale, mean and
    // log noise variance.
    [[nodiscard]] std::vector<double> gradient() const;

    // Return means and variances at some inputs: of the function, and of the numbers to predict,
    // whose mean is the same and whose variance has the noise, too.
    [[nodiscard]] Eigen::VectorXd means(const Eigen::MatrixXd& inputs) const;
    [[nodiscard]] Eigen::VectorXd functionVariances(const Eigen::MatrixXd& inputs) const;
    [[nodiscard]] Eigen::VectorXd variances(const Eigen::MatrixXd& inputs) const;

private:
    // Returns the covariances of the function at some inputs and the examples', without noise.
    [[nodiscard]] Eigen::MatrixXd covariancesAt(const Eigen::MatrixXd& inputs) const;

    GpHyperparameters m_at;
    RbfKernel m_kernel;
    Eigen::MatrixXd m_inputs;      // scaled by the lengthscales
    Eigen::MatrixXd m_covariances; // of the function at the examples, without noise
    Eigen::VectorXd m_residuals;
    Eigen::LLT<Eigen::MatrixXd> m_factor; // of kernel + noise
    Eigen::VectorXd m_solution;           // (kernel + noise)^-1 residuals; NaN if there is none
};

} // namespace grokking

// SPDX-FileCopyrightText: 2026 Grokking Explorer contributors
// SPDX-License-Identifier: GPL-3.0-or-later
// The covariances of a Gaussian process between two inputs,
//   k(x, x') = outputscale exp(-1/2 sum_d ((x_d - x'_d) / lengthscale_d)^2),
// and their derivatives. Distances are sums of squared differences, so that they are exact where
// inputs are close. Plain values; one thread at a time.
#pragma once

#include "core/util/array.h"

#include <Eigen/Core>

namespace grokking {

struct RbfKernel {
    Eigen::VectorXd lengthscales; // one for all inputs, or one for each
    double outputscale = 1.0;

    // Returns inputs (examples, numbers) divided by their lengthscales. All others take such.
    [[nodiscard]] Eigen::MatrixXd scaled(const Eigen::MatrixXd& inputs) const;
    // Returns the covariances (examples of a, examples of b).
    [[nodiscard]] Eigen::MatrixXd between(const Eigen::MatrixXd& a, const Eigen::MatrixXd& b) const;
    // Returns the covariances among examples: a symmetric matrix, both triangles set.
    [[nodiscard]] Eigen::MatrixXd among(const Eigen::MatrixXd& a) const;
    // Returns the slopes of a sum over pairs of weight times covariance by the logarithm of each
    // lengthscale, and last of the outputscale. `weighted` is the symmetric matrix of weights times
    // covariances among examples, of which the lower triangle is read.
    [[nodiscard]] Eigen::VectorXd slopes(const Eigen::MatrixXd& a,
                                         const Eigen::MatrixXd& weighted) const;
};

// Returns inputs (examples, numbers) as a matrix.
[[nodiscard]] Eigen::MatrixXd matrixOf(const Array<double>& inputs);

} // namespace grokking

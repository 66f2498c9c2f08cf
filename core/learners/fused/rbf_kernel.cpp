// SPDX-FileCopyrightText: 2026 Grokking Explorer contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/learners/fused/rbf_kernel.h"

namespace grokking {

namespace {

// Adds to `distances` the squared ones between rows of a, from `first` on, and a row of b.
void addSquares(const Eigen::MatrixXd& a, Eigen::Index first, const Eigen::MatrixXd& b,
                Eigen::Index row, Eigen::Ref<Eigen::ArrayXd> distances)
{
    for (Eigen::Index input = 0; input < a.cols(); ++input)
        distances += (a.col(input).tail(a.rows() - first).array() - b(row, input)).square();
}

} // namespace

Eigen::MatrixXd RbfKernel::scaled(const Eigen::MatrixXd& inputs) const
{
    if (lengthscales.size() == 1)
        return inputs / lengthscales[0];
    return inputs * lengthscales.cwiseInverse().asDiagonal();
}

Eigen::MatrixXd RbfKernel::between(const Eigen::MatrixXd& a, const Eigen::MatrixXd& b) const
{
    Eigen::MatrixXd covariances(a.rows(), b.rows());
    Eigen::ArrayXd distances(a.rows());
    for (Eigen::Index j = 0; j < b.rows(); ++j) {
        distances.setZero();
        addSquares(a, 0, b, j, distances);
        covariances.col(j) = outputscale * (-0.5 * distances).exp();
    }
    return covariances;
}

Eigen::MatrixXd RbfKernel::among(const Eigen::MatrixXd& a) const
{
    Eigen::MatrixXd covariances(a.rows(), a.rows());
    Eigen::ArrayXd distances(a.rows());
    for (Eigen::Index j = 0; j < a.rows(); ++j) {
        auto below = distances.tail(a.rows() - j);
        below.setZero();
        addSquares(a, j, a, j, below);
        covariances.col(j).tail(a.rows() - j) = outputscale * (-0.5 * below).exp();
    }
    covariances.triangularView<Eigen::StrictlyUpper>() = covariances.transpose();
    return covariances;
}

// dk / d log l_d = k ((x_d - x'_d) / l_d)^2,  dk / d log s = k
Eigen::VectorXd RbfKernel::slopes(const Eigen::MatrixXd& a, const Eigen::MatrixXd& weighted) const
{
    Eigen::VectorXd slopes = Eigen::VectorXd::Zero(lengthscales.size() + 1);
    double& ofOutputscale = slopes[lengthscales.size()];
    for (Eigen::Index j = 0; j < a.rows(); ++j) {
        const auto below = weighted.col(j).tail(a.rows() - j - 1).array();
        ofOutputscale += weighted(j, j) + 2.0 * below.sum();
        for (Eigen::Index input = 0; input < a.cols(); ++input) {
            const auto places = a.col(input).tail(a.rows() - j - 1).array();
            slopes[lengthscales.size() == 1 ? 0 : input] +=
                2.0 * (below * (places - a(j, input)).square()).sum();
        }
    }
    return slopes;
}

Eigen::MatrixXd matrixOf(const Array<double>& inputs)
{
    using Rows = Eigen::Matrix<double, Eigen::Dynamic, Eigen::Dynamic, Eigen::RowMajor>;
    return Eigen::Map<const Rows>(inputs.values().data(), inputs.rows(), inputs.rowSize());
}

} // namespace grokking

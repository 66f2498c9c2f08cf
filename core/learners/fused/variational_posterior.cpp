// SPDX-FileCopyrightText: 2026 Grokking Explorer contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/learners/fused/variational_posterior.h"

#include "core/learners/fused/triangular.h"

#include <Eigen/Dense>

#include <utility>

namespace grokking {

namespace {

// Returns the factor of K, or NaN if there is none.
Eigen::MatrixXd factorOf(Eigen::MatrixXd covariances, const std::stop_token& stop)
{
    covariances.diagonal().array() += GpPrior::jitter;
    if (!factorize(covariances, stop))
        covariances.setConstant(notANumber);
    return covariances;
}

double logOfSquares(const Eigen::MatrixXd& root)
{
    return root.diagonal().array().square().log().sum();
}

} // namespace

VariationalPosterior::VariationalPosterior(const Eigen::MatrixXd& inputs, const GpPrior& prior,
                                           const FunctionDistribution& distribution,
                                           Coordinates coordinates, const std::stop_token& stop)
    : m_prior(prior), m_coordinates(coordinates), m_inputs(prior.kernel.scaled(inputs)),
      m_covariances(prior.kernel.among(m_inputs)), m_factor(factorOf(m_covariances, stop)),
      m_whitened(distribution)
{
    const auto lower = m_factor.triangularView<Eigen::Lower>();
    if (coordinates == Coordinates::Whitened) {
        m_functionRoot = multiplyLower(m_factor, distribution.root, stop);
        m_marginals.means = (lower * distribution.mean).array() + prior.mean;
    } else {
        m_functionRoot = distribution.root;
        m_marginals.means = distribution.mean;
        m_whitened.mean.array() -= prior.mean;
        lower.solveInPlace(m_whitened.mean);
        solveLower(m_factor, m_whitened.root, stop);
    }
    m_marginals.variances = m_functionRoot.rowwise().squaredNorm();
}

// In terms of w the prior is N(0, 1).
double VariationalPosterior::divergence() const
{
    const auto count = static_cast<double>(m_whitened.mean.size());
    return 0.5
           * (m_whitened.root.squaredNorm() + m_whitened.mean.squaredNorm() - count
              - logOfSquares(m_whitened.root));
}

double VariationalPosterior::halfLogDeterminant() const
{
    return 0.5 * logOfSquares(m_factor);
}

// f* = m + a' w + N(0, k** - a' a) with a = L^-1 k*.
Marginals VariationalPosterior::marginalsAt(const Eigen::MatrixXd& inputs,
                                            const std::stop_token& stop) const
{
    const RbfKernel& kernel = m_prior.kernel;
    Eigen::MatrixXd projections = kernel.between(m_inputs, kernel.scaled(inputs));
    solveFull(m_factor, projections, stop);
    const Eigen::VectorXd known = projections.colwise().squaredNorm();
    Marginals marginals;
    marginals.means = (projections.transpose() * m_whitened.mean).array() + m_prior.mean;
    projections =
        m_whitened.root.triangularView<Eigen::Lower>().transpose() * Eigen::MatrixXd(projections);
    marginals.variances = (kernel.outputscale - known.array()).cwiseMax(0.0)
                          + projections.colwise().squaredNorm().transpose().array();
    return marginals;
}

VariationalPosterior::Slopes VariationalPosterior::slopes(const Marginals& byMarginals,
                                                          double weight,
                                                          const std::stop_token& stop) const
{
    return m_coordinates == Coordinates::Whitened ? whitenedSlopes(byMarginals, weight, stop)
                                                  : functionSlopes(byMarginals, weight, stop);
}

// With V = L^-1 R, U = K^-1 R = L'^-1 V and b = K^-1 d the divergence has the slopes
//   b by the mean, U - diag(1 / R) by R, -sum b by m, 1/2 (K^-1 - U U' - b b') by K;
// the marginals do not depend on the prior.
VariationalPosterior::Slopes VariationalPosterior::functionSlopes(const Marginals& byMarginals,
                                                                  double weight,
                                                                  const std::stop_token& stop) const
{
    Slopes slopes;
    slopes.distribution.mean = byMarginals.means;
    slopes.distribution.root = 2.0 * byMarginals.variances.asDiagonal() * m_functionRoot;
    if (weight == 0.0) {
        slopes.prior.logScales = Eigen::VectorXd::Zero(m_prior.kernel.lengthscales.size() + 1);
        return slopes;
    }
    const Eigen::VectorXd solution =
        m_factor.triangularView<Eigen::Lower>().transpose().solve(m_whitened.mean);
    slopes.distribution.mean += weight * solution;
    slopes.prior.mean = -weight * solution.sum();
    Eigen::MatrixXd solutions = m_whitened.root;
    solveTransposed(m_factor, solutions, stop);
    Eigen::MatrixXd& byRoot = slopes.distribution.root;
    byRoot.triangularView<Eigen::Lower>() += weight * solutions;
    byRoot.diagonal() -= weight * m_functionRoot.diagonal().cwiseInverse();
    Eigen::MatrixXd byCovariances = inverseFromFactor(m_factor, stop);
    addSquare(solutions, -1.0, byCovariances, stop);
    byCovariances.selfadjointView<Eigen::Lower>().rankUpdate(solution, -1.0);
    slopes.prior.logScales = 0.5 * weight * scaleSlopes(byCovariances);
    return slopes;
}

// f = m + L w depends on K by its factor alone: with P the lower triangle of L' dL, its diagonal
// halved, the slope by K is the symmetric part of L'^-1 P L^-1 (Murray 2016, arXiv 1602.07527).
VariationalPosterior::Slopes VariationalPosterior::whitenedSlopes(const Marginals& byMarginals,
                                                                  double weight,
                                                                  const std::stop_token& stop) const
{
    const auto upper = m_factor.triangularView<Eigen::Lower>().transpose();
    const Eigen::MatrixXd byFunctionRoot =
        2.0 * byMarginals.variances.asDiagonal() * m_functionRoot;
    Slopes slopes;
    slopes.prior.mean = byMarginals.means.sum();
    slopes.distribution.mean = upper * byMarginals.means + weight * m_whitened.mean;
    Eigen::MatrixXd& byRoot = slopes.distribution.root;
    byRoot = multiplyTransposed(m_factor, byFunctionRoot, stop);
    byRoot += weight * m_whitened.root;
    byRoot.diagonal() -= weight * m_whitened.root.diagonal().cwiseInverse();

    Eigen::MatrixXd byFactor = Eigen::MatrixXd::Zero(m_factor.rows(), m_factor.cols());
    byFactor.triangularView<Eigen::Lower>() += byMarginals.means * m_whitened.mean.transpose();
    addOuter(byFunctionRoot, m_whitened.root, byFactor, stop);
    Eigen::MatrixXd byCovariances = multiplyTransposed(m_factor, byFactor, stop);
    byCovariances.diagonal() *= 0.5;
    solveTransposed(m_factor, byCovariances, stop);
    byCovariances.transposeInPlace();
    solveTransposed(m_factor, byCovariances, stop);
    byCovariances = 0.5 * (byCovariances + Eigen::MatrixXd(byCovariances.transpose()));
    slopes.prior.logScales = scaleSlopes(byCovariances);
    return slopes;
}

Eigen::VectorXd VariationalPosterior::scaleSlopes(const Eigen::MatrixXd& byCovariances) const
{
    return m_prior.kernel.slopes(m_inputs, byCovariances.cwiseProduct(m_covariances));
}

FunctionDistribution priorDistribution(const Eigen::MatrixXd& inputs, const GpPrior& prior,
                                       Coordinates coordinates)
{
    const Eigen::Index count = inputs.rows();
    if (coordinates == Coordinates::Whitened)
        return {Eigen::VectorXd::Zero(count), Eigen::MatrixXd::Identity(count, count)};
    return {Eigen::VectorXd::Constant(count, prior.mean),
            factorOf(prior.kernel.among(prior.kernel.scaled(inputs)), {})};
}

} // namespace grokking

// SPDX-FileCopyrightText: 2026 Grokking Explorer contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/learners/fused/laplace_posterior.h"

#include "core/learners/fused/probit.h"
#include "core/learners/fused/triangular.h"

#include <Eigen/Dense>

#include <cmath>

namespace grokking {

namespace {

constexpr int mostIterations = 100;
constexpr int mostHalvings = 30;
constexpr double smallestGain = 1e-13; // of the misfit, relative

} // namespace

LaplacePosterior::LaplacePosterior(const Eigen::MatrixXd& inputs, const Eigen::VectorXd& signs,
                                   const GpPrior& prior, const std::stop_token& stop)
    : m_signs(signs), m_prior(prior), m_inputs(prior.kernel.scaled(inputs)),
      m_kernel(prior.kernel.among(m_inputs)), m_covariances(m_kernel)
{
    m_covariances.diagonal().array() += GpPrior::jitter;
    moveTo(Eigen::VectorXd::Zero(signs.size()));
    if (m_covariances.allFinite() && std::isfinite(m_misfit))
        findMode(stop);
    else
        fail();
}

void LaplacePosterior::moveTo(const Eigen::VectorXd& solution)
{
    m_solution = solution;
    const Eigen::VectorXd rise = m_covariances.selfadjointView<Eigen::Lower>() * solution;
    m_mode = rise.array() + m_prior.mean;
    m_slopes.resizeLike(m_mode);
    m_rootWeights.resizeLike(m_mode);
    m_third.resizeLike(m_mode);
    m_misfit = 0.5 * solution.dot(rise);
    for (Eigen::Index i = 0; i < m_mode.size(); ++i) {
        const LogProbit at = logProbit(m_signs[i] * m_mode[i]);
        m_misfit -= at.value;
        m_slopes[i] = m_signs[i] * at.slope;
        m_rootWeights[i] = std::sqrt(std::max(0.0, -at.curvature));
        m_third[i] = m_signs[i] * at.third;
    }
}

bool LaplacePosterior::factorize()
{
    m_factor = m_rootWeights.asDiagonal() * m_covariances * m_rootWeights.asDiagonal();
    m_factor.diagonal().array() += 1.0;
    const Eigen::LLT<Eigen::Ref<Eigen::MatrixXd>> factor(m_factor);
    m_factor.triangularView<Eigen::StrictlyUpper>().setZero();
    return factor.info() == Eigen::Success;
}

void LaplacePosterior::fail()
{
    m_misfit = notANumber;
    m_solution.setConstant(notANumber);
    m_mode.setConstant(notANumber);
    m_factor.setConstant(m_mode.size(), m_mode.size(), notANumber);
}

// Newton's steps a = b - (K + W^-1)^-1 K b with b = W (f - m) + d log p; halved while they lead
// uphill. The misfit is convex, so there is one mode. Of two steps that change it no more the
// second has a mode that is exact to rounding, since errors are squared from step to step.
void LaplacePosterior::findMode(const std::stop_token& stop)
{
    int still = 0;
    for (int iteration = 0; iteration < mostIterations && still < 2 && !stop.stop_requested();
         ++iteration) {
        if (!factorize())
            return fail();
        const double before = m_misfit;
        const double slack = smallestGain * std::abs(before);
        const Eigen::VectorXd start = m_solution;
        Eigen::VectorXd way = newtonsGoal() - start;
        moveTo(start + way);
        for (int halving = 0; !(m_misfit <= before + slack) && halving < mostHalvings; ++halving) {
            way *= 0.5;
            moveTo(start + way);
        }
        still = before - m_misfit > slack ? 0 : still + 1;
    }
    if (!factorize())
        fail();
}

Eigen::VectorXd LaplacePosterior::newtonsGoal() const
{
    const Eigen::VectorXd rise = m_mode.array() - m_prior.mean;
    return damp(m_rootWeights.cwiseAbs2().cwiseProduct(rise) + m_slopes);
}

double LaplacePosterior::complexity() const
{
    return m_factor.diagonal().array().log().sum();
}

Eigen::MatrixXd LaplacePosterior::projections(const std::stop_token& stop) const
{
    Eigen::MatrixXd projections = m_rootWeights.asDiagonal() * m_covariances;
    solveFull(m_factor, projections, stop);
    return projections;
}

Eigen::VectorXd LaplacePosterior::solve(const Eigen::VectorXd& x) const
{
    const auto lower = m_factor.triangularView<Eigen::Lower>();
    Eigen::VectorXd solution = m_rootWeights.cwiseProduct(x);
    lower.solveInPlace(solution);
    lower.transpose().solveInPlace(solution);
    return m_rootWeights.cwiseProduct(solution);
}

Eigen::VectorXd LaplacePosterior::damp(const Eigen::VectorXd& x) const
{
    return x - solve(m_covariances.selfadjointView<Eigen::Lower>() * x);
}

Marginals LaplacePosterior::marginals(const std::stop_token& stop) const
{
    return {m_mode,
            m_covariances.diagonal() - projections(stop).colwise().squaredNorm().transpose()};
}

Marginals LaplacePosterior::marginalsAt(const Eigen::MatrixXd& inputs,
                                        const std::stop_token& stop) const
{
    const RbfKernel& kernel = m_prior.kernel;
    Eigen::MatrixXd covariances = kernel.between(m_inputs, kernel.scaled(inputs));
    Marginals marginals;
    marginals.means = (covariances.transpose() * m_solution).array() + m_prior.mean;
    covariances = m_rootWeights.asDiagonal() * covariances;
    solveFull(m_factor, covariances, stop);
    marginals.variances =
        kernel.outputscale - covariances.colwise().squaredNorm().transpose().array();
    return marginals;
}

// Rasmussen & Williams 2006, Alg. 5.1. K enters the quadratic form and B, which depends on the mode
// through W as well: d log det B / df^ = -diag((K^-1 + W)^-1) d^3 log p.
PriorSlopes LaplacePosterior::objectiveSlopes(const std::stop_token& stop) const
{
    const Eigen::VectorXd byMode = -0.5 * marginals(stop).variances.cwiseProduct(m_third);
    Eigen::MatrixXd byCovariances = inverseFromFactor(m_factor, stop);
    byCovariances = m_rootWeights.asDiagonal() * byCovariances * m_rootWeights.asDiagonal();
    byCovariances.selfadjointView<Eigen::Lower>().rankUpdate(m_solution, -1.0);
    byCovariances *= 0.5;
    PriorSlopes slopes = slopesThroughMode(byCovariances, byMode);
    slopes.mean -= m_solution.sum();
    return slopes;
}

// With A = (1 + K W)^-1 the variances are the diagonal of S = (K^-1 + W)^-1, of which
// dS = A dK A' - S dW S.
PriorSlopes LaplacePosterior::slopes(const Marginals& byMarginals,
                                     const std::stop_token& stop) const
{
    const Eigen::MatrixXd projected = projections(stop);
    Eigen::MatrixXd posterior = m_covariances;
    addSquare(projected.transpose(), -1.0, posterior, stop);
    posterior.triangularView<Eigen::StrictlyUpper>() = posterior.transpose();
    const Eigen::VectorXd byWeights =
        posterior.cwiseAbs2() * byMarginals.variances; // minus the slopes by W
    const Eigen::VectorXd byMode = byMarginals.means + byWeights.cwiseProduct(m_third);
    // A' = 1 - W S.
    Eigen::MatrixXd damped = -1.0 * m_rootWeights.cwiseAbs2().asDiagonal() * posterior;
    damped.diagonal().array() += 1.0;
    Eigen::MatrixXd byCovariances =
        damped * byMarginals.variances.asDiagonal() * damped.transpose();
    return slopesThroughMode(byCovariances, byMode);
}

// df^ = A (dK a + dm) with a = K^-1 (f^ - m).
PriorSlopes LaplacePosterior::slopesThroughMode(Eigen::MatrixXd& byCovariances,
                                                const Eigen::VectorXd& byMode) const
{
    const Eigen::VectorXd damped = damp(byMode);
    byCovariances.selfadjointView<Eigen::Lower>().rankUpdate(damped, m_solution, 0.5);
    return {.logScales = m_prior.kernel.slopes(m_inputs, byCovariances.cwiseProduct(m_kernel)),
            .mean = damped.sum()};
}

} // namespace grokking

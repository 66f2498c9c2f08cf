// SPDX-FileCopyrightText: 2026 Grokking Explorer contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/learners/fused/gp_posterior.h"

#include <algorithm>
#include <cmath>
#include <limits>
#include <numbers>

namespace grokking {

namespace {

constexpr double notANumber = std::numeric_limits<double>::quiet_NaN();

} // namespace

GpPosterior::GpPosterior(const Eigen::MatrixXd& inputs, const Eigen::VectorXd& targets,
                         const GpHyperparameters& at)
    : m_at(at), m_kernel{at.logLengthscales.array().exp(), std::exp(at.logOutputscale)},
      m_inputs(m_kernel.scaled(inputs)), m_covariances(m_kernel.among(m_inputs)),
      m_residuals(targets.array() - at.mean)
{
    Eigen::MatrixXd covariances = m_covariances;
    covariances.diagonal().array() += at.noiseVariance;
    m_factor.compute(covariances);
    // A pivot that is no number would pass for a positive one.
    const bool works = covariances.allFinite() && m_factor.info() == Eigen::Success;
    m_solution = works ? Eigen::VectorXd(m_factor.solve(m_residuals))
                       : Eigen::VectorXd::Constant(targets.size(), notANumber);
}

Eigen::MatrixXd GpPosterior::covariancesAt(const Eigen::MatrixXd& inputs) const
{
    return m_kernel.between(m_kernel.scaled(inputs), m_inputs);
}

double GpPosterior::dataFit() const
{
    return 0.5 * m_residuals.dot(m_solution) / static_cast<double>(m_residuals.size());
}

// det K is the squared product of the factor's diagonal.
double GpPosterior::complexity() const
{
    if (!m_solution.allFinite())
        return notANumber;
    return m_factor.matrixLLT().diagonal().array().log().mean();
}

double GpPosterior::objective() const
{
    return dataFit() + complexity() + 0.5 * std::log(2.0 * std::numbers::pi);
}

// That of a parameter t is sum W o dK/dt with W = (K^-1 - a a') / 2n, a = K^-1 r.
std::vector<double> GpPosterior::gradient() const
{
    const Eigen::Index lengthscales = m_at.logLengthscales.size();
    std::vector<double> gradient(static_cast<std::size_t>(lengthscales) + 3, notANumber);
    if (!m_solution.allFinite())
        return gradient;
    const Eigen::Index count = m_residuals.size();
    Eigen::MatrixXd weights = m_factor.solve(Eigen::MatrixXd::Identity(count, count));
    weights.noalias() -= m_solution * m_solution.transpose();
    weights /= 2.0 * static_cast<double>(count);
    const auto rest = gradient.begin() + lengthscales;
    rest[2] = m_at.noiseVariance * weights.trace();
    rest[1] = -m_solution.mean();
    std::ranges::copy(m_kernel.slopes(m_inputs, weights.cwiseProduct(m_covariances)),
                      gradient.begin());
    return gradient;
}

Eigen::VectorXd GpPosterior::means(const Eigen::MatrixXd& inputs) const
{
    return (covariancesAt(inputs) * m_solution).array() + m_at.mean;
}

Eigen::VectorXd GpPosterior::functionVariances(const Eigen::MatrixXd& inputs) const
{
    if (!m_solution.allFinite())
        return Eigen::VectorXd::Constant(inputs.rows(), notANumber);
    Eigen::MatrixXd covariances = covariancesAt(inputs).transpose(); // (examples, inputs)
    m_factor.matrixL().solveInPlace(covariances);
    return std::exp(m_at.logOutputscale) - covariances.colwise().squaredNorm().transpose().array();
}

Eigen::VectorXd GpPosterior::variances(const Eigen::MatrixXd& inputs) const
{
    return functionVariances(inputs).array() + m_at.noiseVariance;
}

} // namespace grokking

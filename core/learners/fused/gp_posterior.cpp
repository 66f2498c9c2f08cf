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
    : m_at(at), m_inputs(scaled(inputs)), m_kernel(kernel(m_inputs)),
      m_residuals(targets.array() - at.mean)
{
    Eigen::MatrixXd covariances = m_kernel;
    covariances.diagonal().array() += at.noiseVariance;
    m_factor.compute(covariances);
    // A pivot that is no number would pass for a positive one.
    const bool works = covariances.allFinite() && m_factor.info() == Eigen::Success;
    m_solution = works ? Eigen::VectorXd(m_factor.solve(m_residuals))
                       : Eigen::VectorXd::Constant(targets.size(), notANumber);
}

Eigen::MatrixXd GpPosterior::scaled(const Eigen::MatrixXd& inputs) const
{
    if (m_at.logLengthscales.size() == 1)
        return inputs * std::exp(-m_at.logLengthscales[0]);
    return inputs * (-m_at.logLengthscales).array().exp().matrix().asDiagonal();
}

Eigen::MatrixXd GpPosterior::kernel(const Eigen::MatrixXd& scaledInputs) const
{
    Eigen::MatrixXd distances = Eigen::MatrixXd::Zero(scaledInputs.rows(), m_inputs.rows());
    for (Eigen::Index input = 0; input < m_inputs.cols(); ++input)
        for (Eigen::Index j = 0; j < m_inputs.rows(); ++j)
            distances.col(j).array() +=
                (scaledInputs.col(input).array() - m_inputs(j, input)).square();
    return std::exp(m_at.logOutputscale) * (-0.5 * distances.array()).exp();
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
    auto rest = gradient.begin() + lengthscales;
    rest[2] = m_at.noiseVariance * weights.trace();
    rest[1] = -m_solution.mean();
    weights.array() *= m_kernel.array();
    rest[0] = weights.sum();
    std::fill(gradient.begin(), rest, 0.0);
    for (Eigen::Index input = 0; input < m_inputs.cols(); ++input) {
        double& slope = gradient[static_cast<std::size_t>(lengthscales == 1 ? 0 : input)];
        const auto places = m_inputs.col(input).array();
        for (Eigen::Index j = 0; j < count; ++j)
            slope += (weights.col(j).array() * (places - places[j]).square()).sum();
    }
    return gradient;
}

Eigen::VectorXd GpPosterior::means(const Eigen::MatrixXd& inputs) const
{
    return (kernel(scaled(inputs)) * m_solution).array() + m_at.mean;
}

Eigen::VectorXd GpPosterior::variances(const Eigen::MatrixXd& inputs) const
{
    if (!m_solution.allFinite())
        return Eigen::VectorXd::Constant(inputs.rows(), notANumber);
    Eigen::MatrixXd covariances = kernel(scaled(inputs)).transpose(); // (examples, inputs)
    m_factor.matrixL().solveInPlace(covariances);
    return std::exp(m_at.logOutputscale) + m_at.noiseVariance
           - covariances.colwise().squaredNorm().transpose().array();
}

} // namespace grokking

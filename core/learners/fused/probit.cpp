// SPDX-FileCopyrightText: 2026 Grokking Explorer contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/learners/fused/probit.h"

#include <Eigen/Eigenvalues>

#include <array>
#include <cmath>
#include <numbers>

namespace grokking {

namespace {

const double logOfTwoPi = std::log(2.0 * std::numbers::pi);
constexpr double farOut = -30.0; // below erfc(-z / sqrt 2) soon underflows

constexpr int quadraturePoints = 20;

struct Quadrature {
    std::array<double, quadraturePoints> places{};
    std::array<double, quadraturePoints> weights{};
};

// Points and weights for means over N(0, 1): eigenvalues and squared first entries of eigenvectors
// of the recurrence of Hermite polynomials (Golub & Welsch 1969).
Quadrature gaussHermite()
{
    Eigen::VectorXd besides(quadraturePoints - 1);
    for (int k = 1; k < quadraturePoints; ++k)
        besides[k - 1] = std::sqrt(static_cast<double>(k));
    Eigen::SelfAdjointEigenSolver<Eigen::MatrixXd> solver;
    solver.computeFromTridiagonal(Eigen::VectorXd::Zero(quadraturePoints), besides);
    Quadrature quadrature;
    for (int k = 0; k < quadraturePoints; ++k) {
        const auto index = static_cast<std::size_t>(k);
        quadrature.places[index] = solver.eigenvalues()[k];
        quadrature.weights[index] = std::pow(solver.eigenvectors()(0, k), 2);
    }
    return quadrature;
}

// Phi(z) = phi(z) / -z * (1 - 1/z^2 + 3/z^4 - 15/z^6 + ...), z -> -infinity.
double tail(double z)
{
    const double u = 1.0 / (z * z);
    return 1.0 - u * (1.0 - 3.0 * u * (1.0 - 5.0 * u * (1.0 - 7.0 * u * (1.0 - 9.0 * u))));
}

} // namespace

LogProbit logProbit(double z)
{
    LogProbit at;
    if (z < farOut) {
        at.value = -0.5 * (z * z + logOfTwoPi) - std::log(-z) + std::log(tail(z));
        at.slope = -z / tail(z);
    } else {
        const double probability = 0.5 * std::erfc(-z / std::numbers::sqrt2);
        at.value = std::log(probability);
        at.slope = std::exp(-0.5 * (z * z + logOfTwoPi)) / probability;
    }
    const double bend = at.slope * (at.slope + z);
    at.curvature = -bend;
    at.third = bend * (2.0 * at.slope + z) - at.slope;
    return at;
}

NormalMean expectedLogProbit(double sign, double mean, double variance)
{
    static const Quadrature quadrature = gaussHermite();
    const double deviation = std::sqrt(variance);
    NormalMean expected;
    for (std::size_t k = 0; k < quadrature.places.size(); ++k) {
        const double place = quadrature.places[k];
        const LogProbit at = logProbit(sign * (mean + deviation * place));
        const double slope = quadrature.weights[k] * sign * at.slope;
        expected.value += quadrature.weights[k] * at.value;
        expected.byMean += slope;
        expected.byVariance += slope * place;
    }
    // The limit is half of the mean curvature.
    expected.byVariance = deviation > 0.0 ? expected.byVariance / (2.0 * deviation)
                                          : 0.5 * logProbit(sign * mean).curvature;
    return expected;
}

NormalMean logExpectedProbit(double sign, double mean, double variance)
{
    const double deviation = std::sqrt(1.0 + variance);
    const LogProbit at = logProbit(sign * mean / deviation);
    return {.value = at.value,
            .byMean = sign * at.slope / deviation,
            .byVariance = -0.5 * sign * at.slope * mean / (deviation * (1.0 + variance))};
}

} // namespace grokking

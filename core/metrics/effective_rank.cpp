// SPDX-FileCopyrightText: 2026 Grokking Explorer contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/metrics/effective_rank.h"

#include "core/metrics/applicability.h"
#include "core/metrics/probed_examples.h"

#include <Eigen/Eigenvalues>

#include <algorithm>
#include <cmath>

namespace grokking {

namespace {

using Rows = Eigen::Matrix<double, Eigen::Dynamic, Eigen::Dynamic, Eigen::RowMajor>;

constexpr std::int64_t largestSide = 512;
constexpr std::int64_t latentExamples = 1000;

bool isBearable(std::int64_t rows, std::int64_t columns)
{
    return std::min(rows, columns) <= largestSide;
}

void addWeights(const MetricContext& context, NamedVector& ranks)
{
    for (const ParameterBlock& block : context.run.parameters) {
        if (context.stop.stop_requested())
            return;
        if (block.shape.size() != 2 || !isBearable(block.shape[0], block.shape[1]))
            continue;
        const auto values =
            context.parameters.subspan(static_cast<std::size_t>(block.offset),
                                       static_cast<std::size_t>(elementCount(block.shape)));
        ranks.names.push_back(block.name);
        ranks.values.push_back(effectiveRank(values, block.shape[0], block.shape[1]));
    }
}

void addLatent(const MetricContext& context, NamedVector& ranks)
{
    const Examples examples = examplesFrom(context.dataset.test, 0,
                                           std::min(context.dataset.test.size(), latentExamples));
    const Probe probe = context.learner.probe(examples);
    if (probe.activations.empty() || context.stop.stop_requested())
        return;
    Array<double> latent = probe.activations.back();
    const std::int64_t units = latent.rowSize();
    if (!isBearable(latent.rows(), units))
        return;
    Eigen::Map<Rows> matrix(latent.values().data(), latent.rows(), units);
    matrix.rowwise() -= matrix.colwise().mean().eval();
    ranks.names.emplace_back("latent");
    ranks.values.push_back(effectiveRank(latent.values(), latent.rows(), units));
}

std::optional<Observation> observe(const MetricContext& context)
{
    if (!std::ranges::all_of(context.parameters, [](double p) { return std::isfinite(p); }))
        return std::nullopt;
    NamedVector ranks;
    addWeights(context, ranks);
    addLatent(context, ranks);
    if (ranks.names.empty())
        return std::nullopt;
    return Observation{.id = "effective-rank",
                       .title = "Effective rank",
                       .xAxis = "Matrix",
                       .yAxis = "Effective rank",
                       .content = std::move(ranks)};
}

} // namespace

Metric effectiveRankMetric()
{
    return {{.id = "effective-rank",
             .title = "Effective rank",
             .help = "In how many directions each weight matrix, and the last hidden layer's "
                     "activations on up to 1,000 test examples (\"latent\"), extend: exp of the "
                     "entropy of the singular values, each divided by their sum. Of matrices of "
                     "up to 512 rows or columns, at only some of the evaluations."},
            observe,
            MetricCost::SeveralPasses,
            MetricCurves{.axisLabel = "Effective rank (directions)"},
            hasMatrices};
}

// From the eigenvalues of the smaller of M M' and M' M: singular values below 1e-8 of the largest
// are lost in rounding, which changes the rank by less than 1e-4 of itself.
double effectiveRank(std::span<const double> matrix, std::int64_t rows, std::int64_t columns)
{
    const Eigen::Map<const Rows> values(matrix.data(), rows, columns);
    Eigen::MatrixXd products(std::min(rows, columns), std::min(rows, columns));
    if (rows < columns)
        products.noalias() = values * values.transpose();
    else
        products.noalias() = values.transpose() * values;
    const Eigen::SelfAdjointEigenSolver<Eigen::MatrixXd> solver(products, Eigen::EigenvaluesOnly);
    const Eigen::ArrayXd singular = solver.eigenvalues().array().max(0.0).sqrt();
    const double sum = singular.sum();
    if (!(sum > 0.0))
        return 0.0;
    double entropy = 0.0;
    for (const double value : singular)
        entropy -= value > 0.0 ? value / sum * std::log(value / sum) : 0.0;
    return std::exp(entropy);
}

} // namespace grokking

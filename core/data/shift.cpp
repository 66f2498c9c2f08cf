// SPDX-FileCopyrightText: 2026 Grokking Explorer contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/data/shift.h"

#include "core/util/random.h"

#include <Eigen/Cholesky>
#include <Eigen/Core>
#include <Eigen/QR>

#include <algorithm>
#include <cmath>
#include <numbers>
#include <numeric>
#include <vector>

namespace grokking {

namespace {

using Eigen::Index;
using Eigen::MatrixXd;
using Eigen::VectorXd;

constexpr std::int64_t largestSample = 300; // examples of each split in the two-sample test
constexpr std::int64_t relabelings = 999;   // the smallest p value is 1 / 1000
constexpr std::int64_t mostPairs = 500;     // of the domain classifier, half of them held out
constexpr double ridge = 1.0;               // of its weights, on features of variance 1

// The steps of the stream: each draw is independent of the others.
enum Draw : std::uint64_t { MmdTrain, MmdTest, MmdLabels, DomainTrain, DomainTest };

// Returns `count` examples drawn without replacement, as rows.
MatrixXd sample(const Examples& examples, std::int64_t count, std::uint64_t seed, Draw draw)
{
    RandomStream random(seed, Stream::ShiftTests, draw);
    const auto order = randomPermutation(examples.size(), random);
    MatrixXd rows(count, examples.inputs.rowSize());
    for (Index i = 0; i < count; ++i) {
        const auto input = examples.inputs.row(order[static_cast<std::size_t>(i)]);
        rows.row(i) =
            Eigen::Map<const Eigen::RowVectorXd>(input.data(), static_cast<Index>(input.size()));
    }
    return rows;
}

double median(const MatrixXd& squaredDistances)
{
    std::vector<double> all;
    for (Index i = 0; i < squaredDistances.rows(); ++i)
        for (Index j = 0; j < i; ++j)
            all.push_back(squaredDistances(i, j));
    const auto middle = all.begin() + static_cast<std::ptrdiff_t>(all.size() / 2);
    std::ranges::nth_element(all, middle);
    return *middle;
}

// k(x, y) = exp(-||x - y||^2 / median)
MatrixXd gaussianKernel(const MatrixXd& points)
{
    const VectorXd lengths = points.rowwise().squaredNorm();
    MatrixXd distances = -2.0 * points * points.transpose();
    distances.colwise() += lengths;
    distances.rowwise() += lengths.transpose();
    const double width = std::max(median(distances), 1e-300);
    return (-distances.array().max(0.0) / width).exp();
}

// A logistic regression with a bias, fitted by Newton's method.
VectorXd fitLogistic(const MatrixXd& inputs, const VectorXd& isTrain)
{
    constexpr int steps = 15;
    VectorXd weights = VectorXd::Zero(inputs.cols());
    VectorXd penalty = VectorXd::Constant(inputs.cols(), ridge);
    penalty[inputs.cols() - 1] = 1e-6; // the bias
    for (int step = 0; step < steps; ++step) {
        const VectorXd chance = (1.0 + (-(inputs * weights)).array().exp()).inverse();
        const VectorXd curvature = chance.array() * (1.0 - chance.array());
        MatrixXd hessian = inputs.transpose() * curvature.asDiagonal() * inputs;
        hessian.diagonal() += penalty;
        const VectorXd gradient =
            inputs.transpose() * (chance - isTrain) + penalty.cwiseProduct(weights);
        weights -= hessian.llt().solve(gradient);
    }
    return weights;
}

// Brings each feature to mean 0 and variance 1 by these.
MatrixXd standardized(const MatrixXd& points, const Eigen::RowVectorXd& mean,
                      const Eigen::RowVectorXd& deviation)
{
    return (points.rowwise() - mean).array().rowwise() / deviation.array();
}

// Returns an orthonormal basis (features, examples) of what fewer examples than features span. The
// weights of a regression with a ridge lie in it, so that nothing else need be looked at.
MatrixXd spanOf(const MatrixXd& examples)
{
    const Eigen::HouseholderQR<MatrixXd> decomposition(examples.transpose());
    return decomposition.householderQ() * MatrixXd::Identity(examples.cols(), examples.rows());
}

MatrixXd withBias(const MatrixXd& points)
{
    MatrixXd result(points.rows(), points.cols() + 1);
    result << points, VectorXd::Ones(points.rows());
    return result;
}

// Counts the pairs held out; `right` has one bit per example of a split: taken for what it is.
DomainClassifier judged(const std::vector<bool>& trainRight, const std::vector<bool>& testRight)
{
    std::int64_t correct = 0;
    std::int64_t bothRight = 0;
    std::int64_t bothWrong = 0;
    for (std::size_t i = 0; i < trainRight.size(); ++i) {
        correct += (trainRight[i] ? 1 : 0) + (testRight[i] ? 1 : 0);
        bothRight += trainRight[i] && testRight[i] ? 1 : 0;
        bothWrong += !trainRight[i] && !testRight[i] ? 1 : 0;
    }
    const std::int64_t pairs = std::ssize(trainRight);
    return {.accuracy = static_cast<double>(correct) / static_cast<double>(2 * pairs),
            .pValue = fairCoinTail(bothRight, bothRight + bothWrong),
            .pairs = pairs};
}

} // namespace

ShareShift shareShift(const Grouping& grouping)
{
    const auto total = [](const std::vector<std::int64_t>& sizes) {
        return static_cast<double>(std::accumulate(sizes.begin(), sizes.end(), std::int64_t{0}));
    };
    const double train = total(grouping.trainingSize);
    const double test = total(grouping.testSize);
    ShareShift shift;
    for (std::size_t group = 0; group < grouping.trainingSize.size(); ++group) {
        const double p = static_cast<double>(grouping.trainingSize[group]) / train;
        const double q = static_cast<double>(grouping.testSize[group]) / test;
        shift.totalVariation += std::abs(p - q) / 2.0;
        if (p > 0.0)
            shift.klTrainTest += p * std::log(p / q);
        if (q > 0.0)
            shift.klTestTrain += q * std::log(q / p); // infinite if p is 0
        if (p == 0.0 && q > 0.0)
            ++shift.removed;
    }
    return shift;
}

std::optional<TwoSampleTest> twoSampleTest(const Dataset& data, std::uint64_t seed,
                                           const std::stop_token& stop)
{
    const std::int64_t first = std::min(data.train.size(), largestSample);
    const std::int64_t second = std::min(data.test.size(), largestSample);
    if (first < 4 || second < 4 || data.train.inputs.rowSize() == 0 || stop.stop_requested())
        return std::nullopt;
    MatrixXd points(first + second, data.train.inputs.rowSize());
    points << sample(data.train, first, seed, MmdTrain), sample(data.test, second, seed, MmdTest);
    const MatrixXd kernel = gaussianKernel(points);
    // MMD^2 = a' K a with a = 1 / first for train and -1 / second for test examples.
    VectorXd signs(first + second);
    signs << VectorXd::Constant(first, 1.0 / static_cast<double>(first)),
        VectorXd::Constant(second, -1.0 / static_cast<double>(second));
    const double observed = signs.dot(kernel * signs);
    RandomStream random(seed, Stream::ShiftTests, MmdLabels);
    std::int64_t atLeast = 1; // the observed labels are one of the relabelings
    for (std::int64_t i = 0; i < relabelings; ++i) {
        if (stop.stop_requested())
            return std::nullopt;
        const auto order = randomPermutation(first + second, random);
        VectorXd relabeled(signs.size());
        for (Index k = 0; k < signs.size(); ++k)
            relabeled[k] = signs[order[static_cast<std::size_t>(k)]];
        if (relabeled.dot(kernel * relabeled) >= observed)
            ++atLeast;
    }
    return TwoSampleTest{.discrepancy = observed,
                         .pValue =
                             static_cast<double>(atLeast) / static_cast<double>(relabelings + 1),
                         .trainExamples = first,
                         .testExamples = second,
                         .relabelings = relabelings};
}

std::optional<DomainClassifier> domainClassifier(const Dataset& data, std::uint64_t seed,
                                                 const std::stop_token& stop)
{
    const std::int64_t pairs = std::min({data.train.size(), data.test.size(), mostPairs});
    if (pairs < 4 || data.train.inputs.rowSize() == 0 || stop.stop_requested())
        return std::nullopt;
    const std::int64_t fitted = pairs / 2;
    const std::int64_t heldOut = pairs - fitted;
    const MatrixXd train = sample(data.train, pairs, seed, DomainTrain);
    const MatrixXd test = sample(data.test, pairs, seed, DomainTest);
    MatrixXd known(2 * fitted, train.cols());
    known << train.topRows(fitted), test.topRows(fitted);
    const Eigen::RowVectorXd mean = known.colwise().mean();
    Eigen::RowVectorXd deviation =
        ((known.rowwise() - mean).colwise().squaredNorm() / static_cast<double>(known.rows()))
            .cwiseSqrt();
    deviation = (deviation.array() > 0.0).select(deviation, 1.0); // of a feature that never varies
    const MatrixXd inputs = standardized(known, mean, deviation);
    const MatrixXd basis = inputs.cols() > inputs.rows() ? spanOf(inputs) : MatrixXd();
    const auto features = [&](const MatrixXd& standard) {
        return withBias(basis.size() > 0 ? MatrixXd(standard * basis) : standard);
    };
    VectorXd isTrain = VectorXd::Zero(2 * fitted);
    isTrain.head(fitted).setOnes();
    const VectorXd weights = fitLogistic(features(inputs), isTrain);
    const auto takenForTrain = [&](const MatrixXd& points) {
        const VectorXd scores =
            features(standardized(points.bottomRows(heldOut), mean, deviation)) * weights;
        std::vector<bool> taken;
        for (const double score : scores)
            taken.push_back(score > 0.0);
        return taken;
    };
    std::vector<bool> testRight = takenForTrain(test);
    testRight.flip();
    return judged(takenForTrain(train), testRight);
}

double fairCoinTail(std::int64_t successes, std::int64_t trials)
{
    const auto n = static_cast<double>(trials);
    double tail = 0.0;
    for (std::int64_t k = trials; k >= std::max<std::int64_t>(successes, 0); --k) {
        const auto heads = static_cast<double>(k);
        tail += std::exp(std::lgamma(n + 1.0) - std::lgamma(heads + 1.0)
                         - std::lgamma(n - heads + 1.0) - n * std::numbers::ln2);
    }
    return std::min(tail, 1.0);
}

} // namespace grokking

// SPDX-FileCopyrightText: 2026 Grokking Explorer contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/data/separability.h"

#include <Eigen/Cholesky>
#include <Eigen/Core>

#include <algorithm>
#include <cmath>
#include <limits>
#include <utility>
#include <vector>

namespace grokking {

namespace {

using Eigen::Index;
using Matrix = Eigen::Matrix<double, Eigen::Dynamic, Eigen::Dynamic, Eigen::RowMajor>;
using Eigen::VectorXd;

constexpr double roundoff = 1e-11; // relative; of squared lengths and of products

// The difference of example `row`'s own class and another one: (e_own - e_other) (x) [x, 1].
struct Difference {
    Index row = 0;
    Index own = 0;
    Index other = 0;

    bool operator==(const Difference&) const = default;
};

// The point nearest to the origin so far, as a convex combination of few differences.
class NearestPoint
{
public:
    NearestPoint(const Matrix& inputs, Index classes) : m_inputs(inputs), m_classes(classes) {}

    // Goes to the nearest point of the affine hull of the differences so far and this one, as far
    // as it lies within their convex hull, and leaves out those that are not needed.
    void add(const Difference& difference);

    // Returns the point: one row of weights per class.
    [[nodiscard]] Matrix weights() const;

    [[nodiscard]] bool holds(const Difference& difference) const
    {
        return std::ranges::find(m_corral, difference) != m_corral.end();
    }

private:
    [[nodiscard]] double product(const Difference& a, const Difference& b) const;
    [[nodiscard]] VectorXd affineMinimum() const;
    void dropUnused();

    const Matrix& m_inputs;
    Index m_classes;
    std::vector<Difference> m_corral;
    Eigen::MatrixXd m_gram; // products of the corral
    VectorXd m_shares;      // of the combination; positive, sum 1
};

double NearestPoint::product(const Difference& a, const Difference& b) const
{
    const int classes =
        (a.own == b.own) - (a.own == b.other) - (a.other == b.own) + (a.other == b.other);
    return classes == 0 ? 0.0 : classes * m_inputs.row(a.row).dot(m_inputs.row(b.row));
}

Matrix NearestPoint::weights() const
{
    Matrix weights = Matrix::Zero(m_classes, m_inputs.cols());
    for (std::size_t i = 0; i < m_corral.size(); ++i) {
        const Difference& difference = m_corral[i];
        const auto part = m_shares[static_cast<Index>(i)] * m_inputs.row(difference.row);
        weights.row(difference.own) += part;
        weights.row(difference.other) -= part;
    }
    return weights;
}

// Returns the shares, of sum 1 but of any sign, of the nearest point of the affine hull.
VectorXd NearestPoint::affineMinimum() const
{
    Eigen::MatrixXd system = m_gram;
    const double scale = m_gram.diagonal().maxCoeff();
    system.array() += scale; // so that it is definite: the solution is the same but for its length
    system.diagonal().array() += scale * 1e-14;
    const VectorXd solution = system.llt().solve(VectorXd::Constant(m_gram.rows(), scale));
    return solution / solution.sum();
}

void NearestPoint::dropUnused()
{
    for (Index i = m_shares.size(); i-- > 0;) {
        if (m_shares[i] > 0.0)
            continue;
        const Index last = m_shares.size() - 1;
        m_corral[static_cast<std::size_t>(i)] = m_corral.back();
        m_corral.pop_back();
        m_shares[i] = m_shares[last];
        m_shares.conservativeResize(last);
        m_gram.row(i) = m_gram.row(last).eval();
        m_gram.col(i) = m_gram.col(last).eval();
        m_gram.conservativeResize(last, last);
    }
}

void NearestPoint::add(const Difference& difference)
{
    const Index count = m_shares.size();
    m_corral.push_back(difference);
    m_gram.conservativeResize(count + 1, count + 1);
    for (Index i = 0; i <= count; ++i) {
        m_gram(i, count) = product(m_corral[static_cast<std::size_t>(i)], difference);
        m_gram(count, i) = m_gram(i, count);
    }
    m_shares.conservativeResize(count + 1);
    m_shares[count] = count == 0 ? 1.0 : 0.0;
    for (;;) {
        const VectorXd target = affineMinimum();
        if (target.minCoeff() > 0.0) {
            m_shares = target;
            return;
        }
        double step = 1.0;
        Index blocking = 0;
        for (Index i = 0; i < target.size(); ++i) {
            if (target[i] > 0.0)
                continue;
            const double reach = m_shares[i] / std::max(m_shares[i] - target[i], 1e-300);
            if (reach <= step) {
                step = reach;
                blocking = i;
            }
        }
        m_shares += step * (target - m_shares);
        m_shares[blocking] = 0.0;
        dropUnused();
    }
}

// Returns the inputs, each feature shifted to mean 0, all on one scale, with a 1 for the bias.
Matrix standardized(const Array<double>& inputs)
{
    using Rows = Eigen::Map<const Matrix>;
    const Rows raw(inputs.values().data(), inputs.rows(), inputs.rowSize());
    Matrix result(raw.rows(), raw.cols() + 1);
    result.leftCols(raw.cols()) = raw.rowwise() - raw.colwise().mean();
    const double length = result.leftCols(raw.cols()).norm();
    if (length > 0.0)
        result.leftCols(raw.cols()) *= std::sqrt(static_cast<double>(raw.rows())) / length;
    result.col(raw.cols()).setOnes();
    return result;
}

Difference firstDifference(const ClassTargets& targets)
{
    const Index own = targets.labels.front();
    return {.row = 0, .own = own, .other = own == 0 ? 1 : 0};
}

// Finds the difference with the smallest product with the weights, and that product.
std::pair<Difference, double> worst(const Matrix& inputs, const std::vector<std::int32_t>& labels,
                                    const Matrix& weights)
{
    const Matrix scores = inputs * weights.transpose();
    std::pair<Difference, double> found{{}, std::numeric_limits<double>::infinity()};
    for (Index row = 0; row < scores.rows(); ++row) {
        const Index own = labels[static_cast<std::size_t>(row)];
        for (Index other = 0; other < scores.cols(); ++other) {
            const double margin = scores(row, own) - scores(row, other);
            if (other != own && margin < found.second)
                found = {{row, own, other}, margin};
        }
    }
    return found;
}

} // namespace

Separability linearSeparability(const Examples& examples, const std::function<bool()>& giveUp)
{
    const auto& targets = std::get<ClassTargets>(examples.targets);
    if (examples.size() == 0 || targets.classes < 2)
        return Separability::Separable;
    const Matrix inputs = standardized(examples.inputs);
    const double largest = 2.0 * inputs.rowwise().squaredNorm().maxCoeff();
    NearestPoint nearest(inputs, targets.classes);
    nearest.add(firstDifference(targets));
    while (!giveUp()) {
        const Matrix weights = nearest.weights();
        const double squaredLength = weights.squaredNorm();
        if (squaredLength <= roundoff * largest)
            return Separability::Inseparable;
        const auto [difference, margin] = worst(inputs, targets.labels, weights);
        if (margin > roundoff * std::sqrt(largest * squaredLength))
            return Separability::Separable;
        if (nearest.holds(difference))
            break; // rounding hides the way on
        nearest.add(difference);
    }
    return Separability::Undecided;
}

} // namespace grokking

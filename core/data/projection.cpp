// SPDX-FileCopyrightText: 2026 Grokking Explorer contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/data/projection.h"

#include <Eigen/Dense>

#include <algorithm>
#include <cassert>
#include <cmath>
#include <numbers>

namespace grokking {

namespace {

using Matrix = Eigen::Matrix<double, Eigen::Dynamic, Eigen::Dynamic, Eigen::RowMajor>;
using Eigen::Index;
using Eigen::VectorXd;

constexpr double tie = 1e-6; // of the largest variance: directions this close are equals

Eigen::Map<const Matrix> matrixOf(const Array<double>& points)
{
    return {points.values().data(), points.rows(), points.rowSize()};
}

template <class Values>
Array<double> arrayOf(const Values& values)
{
    Array<double> array({values.rows(), values.cols()});
    Eigen::Map<Matrix>(array.values().data(), values.rows(), values.cols()) = values;
    return array;
}

// Returns how the points of a regular polygon lie along x (0) and y (1), then unit vectors.
VectorXd wantedCoordinates(Index count, Index which)
{
    if (which >= 2)
        return VectorXd::Unit(count, which - 2);
    VectorXd wanted(count);
    for (Index i = 0; i < count; ++i) {
        const double angle =
            2.0 * std::numbers::pi * static_cast<double>(i) / static_cast<double>(count);
        wanted[i] = which == 0 ? std::cos(angle) : std::sin(angle);
    }
    return wanted;
}

// Returns the unit vector of the span of `basis`, orthogonal to `taken`, that is most like one of
// the wanted coordinates: the first that is not nearly orthogonal to all of it.
VectorXd choose(const Matrix& basis, const Matrix& taken)
{
    const Index count = basis.rows();
    VectorXd best = VectorXd::Zero(count);
    for (Index which = 0; which < count + 2 && best.norm() < 0.1; ++which) {
        VectorXd wanted = wantedCoordinates(count, which).normalized();
        wanted = (basis * (basis.transpose() * wanted)).eval();
        wanted -= taken * (taken.transpose() * wanted);
        if (wanted.norm() > best.norm())
            best = wanted;
    }
    return best.normalized();
}

// Turns the vector so that its largest element, the first of equals, is positive.
void fixSign(VectorXd& vector)
{
    const double largest = vector.cwiseAbs().maxCoeff();
    for (const double element : vector) {
        if (std::abs(element) >= (1.0 - tie) * largest) {
            vector *= element < 0.0 ? -1.0 : 1.0;
            return;
        }
    }
}

// Returns a unit vector orthogonal to the first `taken` rows: of the coordinate axis nearest to it.
VectorXd anyDirection(const Matrix& directions, Index taken)
{
    VectorXd best = VectorXd::Zero(directions.cols());
    for (Index axis = 0; axis < directions.cols() && best.norm() < 0.5; ++axis) {
        VectorXd wanted = VectorXd::Unit(directions.cols(), axis);
        wanted -= directions.topRows(taken).transpose() * (directions.topRows(taken) * wanted);
        if (wanted.norm() > best.norm())
            best = wanted;
    }
    return best.normalized();
}

} // namespace

// The eigenvectors u of the points' Gram matrix G = X X' (X centered) are their coordinates along
// the principal directions X' u / sqrt(eigenvalue), up to scale.
Plane principalPlane(const Array<double>& points)
{
    assert(points.rows() >= 1 && points.rowSize() >= 2);
    const Eigen::RowVectorXd mean = matrixOf(points).colwise().mean();
    const Matrix centered = matrixOf(points).rowwise() - mean;
    const Eigen::SelfAdjointEigenSolver<Eigen::MatrixXd> solver(centered * centered.transpose());
    const VectorXd values = solver.eigenvalues().reverse().cwiseMax(0.0); // largest first
    const Matrix vectors = solver.eigenvectors().rowwise().reverse();
    const double total = values.sum();

    Matrix directions = Matrix::Zero(2, centered.cols());
    Matrix taken(points.rows(), 0);
    std::array<double, 2> variance{};
    for (Index k = 0; k < 2; ++k) {
        if (k >= values.size() || values[k] <= tie * values[0] || total <= 0.0) {
            directions.row(k) = anyDirection(directions, k).transpose();
            continue;
        }
        Index first = k;
        Index end = k + 1;
        while (first > 0 && values[first - 1] - values[k] <= tie * values[0])
            --first;
        while (end < values.size() && values[k] - values[end] <= tie * values[0])
            ++end;
        VectorXd coordinates = choose(vectors.middleCols(first, end - first), taken);
        if (end - first == 1)
            fixSign(coordinates);
        directions.row(k) = (centered.transpose() * coordinates).normalized().transpose();
        variance[static_cast<std::size_t>(k)] = values[k] / total;
        taken.conservativeResize(Eigen::NoChange, k + 1);
        taken.col(k) = coordinates;
    }
    return {arrayOf(mean), arrayOf(directions), variance};
}

Result<Plane> planeThrough(const Array<double>& points, std::array<std::size_t, 3> chosen)
{
    const auto all = matrixOf(points);
    for (const std::size_t index : chosen)
        if (static_cast<Index>(index) >= all.rows())
            return Error{ErrorCode::Usage,
                         "there is no point number " + std::to_string(index + 1) + " (there are "
                             + std::to_string(all.rows()) + "); choose another",
                         "plane"};
    const auto point = [&](std::size_t i) { return all.row(static_cast<Index>(chosen[i])); };
    const Eigen::RowVectorXd first = point(1) - point(0);
    const Eigen::RowVectorXd side = point(2) - point(0);
    const Eigen::RowVectorXd along = first.normalized();
    const Eigen::RowVectorXd above = side - side.dot(along) * along;
    const double size = std::max(first.norm(), side.norm());
    if (first.norm() <= tie * size || above.norm() <= tie * size)
        return Error{ErrorCode::Usage,
                     "the three points lie on one line, so many planes go through them; choose "
                     "three others",
                     "plane"};
    Matrix directions(2, all.cols());
    directions << along, above.normalized();
    const Eigen::RowVectorXd mean = all.colwise().mean();
    const Matrix centered = all.rowwise() - mean;
    const double total = centered.squaredNorm();
    const VectorXd shares =
        (centered * directions.transpose()).colwise().squaredNorm().transpose() / total;
    return Plane{arrayOf(point(0)), arrayOf(directions), {shares[0], shares[1]}};
}

Array<double> project(const Plane& plane, const Array<double>& points)
{
    if (points.rows() == 0)
        return Array<double>({0, 2});
    const Eigen::RowVectorXd origin = matrixOf(plane.origin);
    return arrayOf((matrixOf(points).rowwise() - origin) * matrixOf(plane.directions).transpose());
}

} // namespace grokking

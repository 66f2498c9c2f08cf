// SPDX-FileCopyrightText: 2026 Grokking Explorer contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/learners/fused/triangular.h"

#include <Eigen/Dense>

#include <algorithm>

namespace grokking {

namespace {

constexpr Eigen::Index blockColumns = 128;

// Calls `work(first, count)` for blocks of columns until stop is requested.
template <class Work>
void forBlocks(Eigen::Index columns, const std::stop_token& stop, Work work)
{
    for (Eigen::Index first = 0; first < columns && !stop.stop_requested(); first += blockColumns)
        work(first, std::min(blockColumns, columns - first));
}

} // namespace

void solveLower(const Eigen::MatrixXd& factor, Eigen::MatrixXd& x, const std::stop_token& stop)
{
    forBlocks(x.cols(), stop, [&](Eigen::Index first, Eigen::Index count) {
        const Eigen::Index rows = x.rows() - first;
        auto part = x.block(first, first, rows, count);
        factor.bottomRightCorner(rows, rows).triangularView<Eigen::Lower>().solveInPlace(part);
    });
}

void solveFull(const Eigen::MatrixXd& factor, Eigen::MatrixXd& x, const std::stop_token& stop)
{
    forBlocks(x.cols(), stop, [&](Eigen::Index first, Eigen::Index count) {
        auto part = x.middleCols(first, count);
        factor.triangularView<Eigen::Lower>().solveInPlace(part);
    });
}

void solveTransposed(const Eigen::MatrixXd& factor, Eigen::MatrixXd& x, const std::stop_token& stop)
{
    forBlocks(x.cols(), stop, [&](Eigen::Index first, Eigen::Index count) {
        auto part = x.middleCols(first, count);
        factor.triangularView<Eigen::Lower>().transpose().solveInPlace(part);
    });
}

Eigen::MatrixXd multiplyLower(const Eigen::MatrixXd& a, const Eigen::MatrixXd& b,
                              const std::stop_token& stop)
{
    Eigen::MatrixXd product = Eigen::MatrixXd::Zero(a.rows(), b.cols());
    forBlocks(b.cols(), stop, [&](Eigen::Index first, Eigen::Index count) {
        const Eigen::Index rows = a.rows() - first;
        product.block(first, first, rows, count).noalias() =
            a.bottomRightCorner(rows, rows).triangularView<Eigen::Lower>()
            * b.block(first, first, rows, count);
    });
    return product;
}

Eigen::MatrixXd multiplyTransposed(const Eigen::MatrixXd& a, const Eigen::MatrixXd& b,
                                   const std::stop_token& stop)
{
    Eigen::MatrixXd product = Eigen::MatrixXd::Zero(a.cols(), b.cols());
    forBlocks(b.cols(), stop, [&](Eigen::Index first, Eigen::Index count) {
        const Eigen::Index rows = a.rows() - first;
        product.block(first, first, rows, count).noalias() =
            a.bottomRightCorner(rows, rows).triangularView<Eigen::Lower>().transpose()
            * b.block(first, first, rows, count);
    });
    product.triangularView<Eigen::StrictlyUpper>().setZero();
    return product;
}

void addOuter(const Eigen::MatrixXd& a, const Eigen::MatrixXd& b, Eigen::MatrixXd& c,
              const std::stop_token& stop)
{
    forBlocks(a.cols(), stop, [&](Eigen::Index first, Eigen::Index count) {
        const Eigen::Index rows = a.rows() - first;
        c.bottomRightCorner(rows, rows).triangularView<Eigen::Lower>() +=
            a.block(first, first, rows, count) * b.block(first, first, rows, count).transpose();
    });
}

void addSquare(const Eigen::MatrixXd& x, double factor, Eigen::MatrixXd& c,
               const std::stop_token& stop)
{
    forBlocks(x.cols(), stop, [&](Eigen::Index first, Eigen::Index count) {
        c.selfadjointView<Eigen::Lower>().rankUpdate(x.middleCols(first, count), factor);
    });
}

// Row block r of the factor's inverse reaches as far as column r.
Eigen::MatrixXd inverseFromFactor(const Eigen::MatrixXd& factor, const std::stop_token& stop)
{
    const Eigen::Index size = factor.rows();
    Eigen::MatrixXd inverseFactor = Eigen::MatrixXd::Identity(size, size);
    solveLower(factor, inverseFactor, stop);
    Eigen::MatrixXd inverse = Eigen::MatrixXd::Zero(size, size);
    forBlocks(size, stop, [&](Eigen::Index first, Eigen::Index count) {
        const Eigen::Index reach = first + count;
        inverse.topLeftCorner(reach, reach)
            .selfadjointView<Eigen::Lower>()
            .rankUpdate(inverseFactor.block(first, 0, count, reach).transpose());
    });
    return inverse;
}

} // namespace grokking

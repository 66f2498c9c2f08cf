// SPDX-FileCopyrightText: 2026 Grokking Explorer contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/learners/fused/triangular.h"

#include "core/kernels/buffer.h"
#include "core/kernels/matrix_product.h"

#include <Eigen/Dense>

#include <algorithm>

namespace grokking {

namespace {

using View = ConstMatrixView<double>;

// Small enough that what is left to Eigen, the squares on the diagonal, is little.
constexpr Eigen::Index blockSize = 64;

View viewOf(const Eigen::Ref<const Eigen::MatrixXd>& matrix)
{
    return {matrix.data(), matrix.rows(), matrix.cols(), 1, matrix.outerStride()};
}

// Adds factor a b to c. Eigen's own products use the vectors that every processor has.
void addProduct(double factor, const View& a, const View& b, Eigen::Ref<Eigen::MatrixXd> c)
{
    Buffer<double> left(a.rows * a.columns);
    double* next = left.data();
    for (std::int64_t k = 0; k < a.columns; ++k)
        for (std::int64_t i = 0; i < a.rows; ++i)
            *next++ = factor * a.data[i * a.rowStride + k * a.columnStride];
    Buffer<double> product(a.rows * b.columns);
    multiply<double>(b.transposed(), {left.data(), a.columns, a.rows, a.rows},
                     {product.data(), b.columns, a.rows, a.rows});
    c += Eigen::Map<const Eigen::MatrixXd>(product.data(), a.rows, b.columns);
}

// Calls work(first, count) for each block of 0 to size - 1 until stop is requested.
template <class Work>
void forBlocks(Eigen::Index size, const std::stop_token& stop, Work work)
{
    for (Eigen::Index first = 0; first < size && !stop.stop_requested(); first += blockSize)
        work(first, std::min(blockSize, size - first));
}

// Solves L x' = x for the first `reach(rows)` columns of x, which are all there is in its first
// `rows` rows.
template <class Reach>
void solve(const Eigen::MatrixXd& factor, Eigen::MatrixXd& x, const std::stop_token& stop,
           Reach reach)
{
    forBlocks(x.rows(), stop, [&](Eigen::Index first, Eigen::Index count) {
        const Eigen::Index columns = reach(first + count);
        auto solved = x.block(first, 0, count, columns);
        addProduct(-1.0, viewOf(factor.block(first, 0, count, first)),
                   viewOf(x.topLeftCorner(first, columns)), solved);
        factor.block(first, first, count, count)
            .triangularView<Eigen::Lower>()
            .solveInPlace(solved);
    });
}

} // namespace

bool factorize(Eigen::MatrixXd& a, const std::stop_token& stop)
{
    bool isPositive = a.allFinite(); // a pivot that is no number would pass for a positive one
    forBlocks(isPositive ? a.rows() : 0, stop, [&](Eigen::Index first, Eigen::Index count) {
        const Eigen::Index rows = a.rows() - first;
        const auto done = a.block(first, 0, rows, first);
        addProduct(-1.0, viewOf(done), viewOf(done.topRows(count)).transposed(),
                   a.block(first, first, rows, count));
        auto square = a.block(first, first, count, count);
        const Eigen::LLT<Eigen::Ref<Eigen::MatrixXd>> pivot(square);
        isPositive = isPositive && pivot.info() == Eigen::Success;
        auto below = a.block(first + count, first, rows - count, count);
        square.triangularView<Eigen::Lower>().transpose().solveInPlace<Eigen::OnTheRight>(below);
    });
    a.triangularView<Eigen::StrictlyUpper>().setZero();
    return isPositive;
}

void solveLower(const Eigen::MatrixXd& factor, Eigen::MatrixXd& x, const std::stop_token& stop)
{
    solve(factor, x, stop, [](Eigen::Index rows) { return rows; });
}

void solveFull(const Eigen::MatrixXd& factor, Eigen::MatrixXd& x, const std::stop_token& stop)
{
    solve(factor, x, stop, [&x](Eigen::Index) { return x.cols(); });
}

void solveTransposed(const Eigen::MatrixXd& factor, Eigen::MatrixXd& x, const std::stop_token& stop)
{
    const Eigen::Index size = x.rows();
    forBlocks(size, stop, [&](Eigen::Index done, Eigen::Index count) {
        const Eigen::Index first = size - done - count; // from the last row up
        auto solved = x.middleRows(first, count);
        addProduct(-1.0, viewOf(factor.block(first + count, first, done, count)).transposed(),
                   viewOf(x.bottomRows(done)), solved);
        factor.block(first, first, count, count)
            .triangularView<Eigen::Lower>()
            .transpose()
            .solveInPlace(solved);
    });
}

Eigen::MatrixXd multiplyLower(const Eigen::MatrixXd& a, const Eigen::MatrixXd& b,
                              const std::stop_token& stop)
{
    Eigen::MatrixXd product = Eigen::MatrixXd::Zero(a.rows(), b.cols());
    forBlocks(a.cols(), stop, [&](Eigen::Index first, Eigen::Index count) {
        const Eigen::Index rows = a.rows() - first;
        addProduct(1.0, viewOf(a.block(first, first, rows, count)),
                   viewOf(b.block(first, 0, count, first + count)),
                   product.block(first, 0, rows, first + count));
    });
    return product;
}

Eigen::MatrixXd multiplyTransposed(const Eigen::MatrixXd& a, const Eigen::MatrixXd& b,
                                   const std::stop_token& stop)
{
    const Eigen::Index size = a.rows();
    Eigen::MatrixXd product = Eigen::MatrixXd::Zero(size, size);
    forBlocks(size, stop, [&](Eigen::Index first, Eigen::Index count) {
        addProduct(1.0, viewOf(a.block(first, first, size - first, count)).transposed(),
                   viewOf(b.block(first, 0, size - first, first + count)),
                   product.block(first, 0, count, first + count));
    });
    product.triangularView<Eigen::StrictlyUpper>().setZero();
    return product;
}

void addOuter(const Eigen::MatrixXd& a, const Eigen::MatrixXd& b, Eigen::MatrixXd& c,
              const std::stop_token& stop)
{
    forBlocks(c.cols(), stop, [&](Eigen::Index first, Eigen::Index count) {
        const Eigen::Index rows = c.rows() - first;
        const Eigen::Index reach = std::min(a.cols(), first + count);
        addProduct(1.0, viewOf(a.block(first, 0, rows, reach)),
                   viewOf(b.block(first, 0, count, reach)).transposed(),
                   c.block(first, first, rows, count));
    });
}

void addSquare(const Eigen::MatrixXd& x, double factor, Eigen::MatrixXd& c,
               const std::stop_token& stop)
{
    forBlocks(c.cols(), stop, [&](Eigen::Index first, Eigen::Index count) {
        const Eigen::Index rows = c.rows() - first;
        addProduct(factor, viewOf(x.bottomRows(rows)),
                   viewOf(x.middleRows(first, count)).transposed(),
                   c.block(first, first, rows, count));
    });
}

Eigen::MatrixXd inverseFromFactor(const Eigen::MatrixXd& factor, const std::stop_token& stop)
{
    Eigen::MatrixXd inverseFactor = Eigen::MatrixXd::Identity(factor.rows(), factor.cols());
    solveLower(factor, inverseFactor, stop);
    return multiplyTransposed(inverseFactor, inverseFactor, stop);
}

} // namespace grokking

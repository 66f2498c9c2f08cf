// SPDX-FileCopyrightText: 2026 Grokking Explorer contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/kernels/transpose.h"

#include <algorithm>
#include <cassert>
#include <cstddef>
#include <type_traits>

// This file is compiled once for each instruction set; see hwy/foreach_target.h.
#undef HWY_TARGET_INCLUDE
#define HWY_TARGET_INCLUDE "core/kernels/transpose.cpp"
#include <hwy/foreach_target.h>
#include <hwy/highway.h>

HWY_BEFORE_NAMESPACE();
namespace grokking {
namespace HWY_NAMESPACE {

namespace hn = hwy::HWY_NAMESPACE;

#if HWY_TARGET != HWY_SCALAR

// Transposes a square of as many numbers a side as fit into 128 bits.
HWY_INLINE void transposeSquare(const float* from, std::ptrdiff_t fromStride, float* to,
                                std::ptrdiff_t toStride)
{
    const hn::FixedTag<float, 4> d;
    const hn::RepartitionToWide<decltype(d)> pairs;
    const auto row0 = hn::LoadU(d, from);
    const auto row1 = hn::LoadU(d, from + fromStride);
    const auto row2 = hn::LoadU(d, from + 2 * fromStride);
    const auto row3 = hn::LoadU(d, from + 3 * fromStride);
    const auto low01 = hn::BitCast(pairs, hn::InterleaveLower(d, row0, row1));
    const auto low23 = hn::BitCast(pairs, hn::InterleaveLower(d, row2, row3));
    const auto high01 = hn::BitCast(pairs, hn::InterleaveUpper(d, row0, row1));
    const auto high23 = hn::BitCast(pairs, hn::InterleaveUpper(d, row2, row3));
    hn::StoreU(hn::BitCast(d, hn::InterleaveLower(pairs, low01, low23)), d, to);
    hn::StoreU(hn::BitCast(d, hn::InterleaveUpper(pairs, low01, low23)), d, to + toStride);
    hn::StoreU(hn::BitCast(d, hn::InterleaveLower(pairs, high01, high23)), d, to + 2 * toStride);
    hn::StoreU(hn::BitCast(d, hn::InterleaveUpper(pairs, high01, high23)), d, to + 3 * toStride);
}

HWY_INLINE void transposeSquare(const double* from, std::ptrdiff_t fromStride, double* to,
                                std::ptrdiff_t toStride)
{
    const hn::FixedTag<double, 2> d;
    const auto row0 = hn::LoadU(d, from);
    const auto row1 = hn::LoadU(d, from + fromStride);
    hn::StoreU(hn::InterleaveLower(d, row0, row1), d, to);
    hn::StoreU(hn::InterleaveUpper(d, row0, row1), d, to + toStride);
}

// Transposes the part of a matrix that whole squares cover: rows and columns rounded down.
template <class T>
void transposeSquares(const ConstMatrixView<T>& source, const MatrixView<T>& result)
{
    constexpr auto side = static_cast<std::int64_t>(16 / sizeof(T));
    constexpr auto line = static_cast<std::int64_t>(64 / sizeof(T)); // written while it is in cache
    const std::int64_t rows = source.rows / side * side;
    for (std::int64_t first = 0; first < rows; first += line)
        for (std::int64_t column = 0; column + side <= source.columns; column += side)
            for (std::int64_t row = first; row < std::min(first + line, rows); row += side)
                transposeSquare(source.data + row * source.rowStride + column, source.rowStride,
                                result.data + column * result.rowStride + row, result.rowStride);
}

#else

template <class T>
void transposeSquares(const ConstMatrixView<T>& source, const MatrixView<T>& result)
{
    for (std::int64_t row = 0; row < source.rows; ++row)
        for (std::int64_t column = 0; column < source.columns; ++column)
            result.data[column * result.rowStride + row] =
                source.data[row * source.rowStride + column];
}

#endif

void transposeFloat(const ConstMatrixView<float>& source, const MatrixView<float>& result)
{
    transposeSquares(source, result);
}

void transposeDouble(const ConstMatrixView<double>& source, const MatrixView<double>& result)
{
    transposeSquares(source, result);
}

} // namespace HWY_NAMESPACE
} // namespace grokking
HWY_AFTER_NAMESPACE();

#if HWY_ONCE

namespace grokking {

HWY_EXPORT(transposeFloat);
HWY_EXPORT(transposeDouble);

namespace {

void transposeInSquares(const ConstMatrixView<float>& source, const MatrixView<float>& result)
{
    HWY_DYNAMIC_DISPATCH(transposeFloat)(source, result);
}

void transposeInSquares(const ConstMatrixView<double>& source, const MatrixView<double>& result)
{
    HWY_DYNAMIC_DISPATCH(transposeDouble)(source, result);
}

} // namespace

template <class From, class To>
void transpose(const ConstMatrixView<From>& source, const MatrixView<To>& result)
{
    assert(source.rows == result.columns && source.columns == result.rows);
    std::int64_t rowsDone = 0;
    std::int64_t columnsDone = 0;
    if constexpr (std::is_same_v<From, To>) {
        constexpr auto side = static_cast<std::int64_t>(16 / sizeof(From));
        transposeInSquares(source, result);
        rowsDone = source.rows / side * side;
        columnsDone = source.columns / side * side;
    }
    for (std::int64_t row = 0; row < source.rows; ++row)
        for (std::int64_t column = row < rowsDone ? columnsDone : 0; column < source.columns;
             ++column)
            result.data[column * result.rowStride + row] =
                static_cast<To>(source.data[row * source.rowStride + column]);
}

template void transpose(const ConstMatrixView<float>&, const MatrixView<float>&);
template void transpose(const ConstMatrixView<float>&, const MatrixView<double>&);
template void transpose(const ConstMatrixView<double>&, const MatrixView<double>&);
template void transpose(const ConstMatrixView<double>&, const MatrixView<float>&);

} // namespace grokking

#endif

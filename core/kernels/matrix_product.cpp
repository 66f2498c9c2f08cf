// SPDX-FileCopyrightText: 2026 Grokking Explorer contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/kernels/matrix_product.h"

#include <algorithm>
#include <cassert>
#include <cstddef>

// This file is compiled once for each instruction set; see hwy/foreach_target.h.
#undef HWY_TARGET_INCLUDE
#define HWY_TARGET_INCLUDE "core/kernels/matrix_product.cpp"
#include <hwy/foreach_target.h>
#include <hwy/highway.h>

// The operands of one product as plain numbers, and what the result starts from.
#ifndef GROKKING_PRODUCT_OPERANDS
#define GROKKING_PRODUCT_OPERANDS
namespace grokking {

enum class Start { Zero, Bias, Result };

template <class T>
struct ProductOperands {
    const T* left;
    std::ptrdiff_t leftRowStride;
    std::ptrdiff_t leftColumnStride;
    const T* right;
    std::ptrdiff_t rightStride;
    T* result;
    std::ptrdiff_t resultStride;
    const T* bias;
    Start start;
    std::ptrdiff_t rows;
    std::ptrdiff_t columns;
    std::ptrdiff_t depth;
};

} // namespace grokking
#endif

HWY_BEFORE_NAMESPACE();
namespace grokking {
namespace HWY_NAMESPACE {

namespace hn = hwy::HWY_NAMESPACE;

// A tile of the result is kept in registers: 24 accumulators where there are 32 registers, else 12.
#if HWY_MAX_BYTES >= 64 || HWY_ARCH_ARM_A64
constexpr int tileRows = 8;
constexpr int tileVectors = 3;
#else
constexpr int tileRows = 6;
constexpr int tileVectors = 2;
#endif
// So many rows of `right` are used at a time: a panel of them stays in the first-level cache.
constexpr std::ptrdiff_t panelDepth = 256;

// Writes vector number `vector` of `Vectors` of a row of the result. Of the last one only lastLanes
// numbers exist, unless Full. Reading needs no such care: Buffer allows it, and numbers made of
// what lies behind a row are not written.
template <int Vectors, bool Full, class T, class V>
HWY_INLINE void storePart(V value, T* row, int vector, std::size_t lastLanes)
{
    const hn::ScalableTag<T> d;
    T* const to = row + vector * static_cast<std::ptrdiff_t>(hn::MaxLanes(d));
    if (Full || vector < Vectors - 1)
        hn::StoreU(value, d, to);
    else
        hn::BlendedStore(value, hn::FirstN(d, lastLanes), d, to);
}

// Computes Rows x Vectors vectors of the result.
template <int Rows, int Vectors, bool Full, class T>
HWY_INLINE void multiplyTile(const ProductOperands<T>& p, std::size_t lastLanes)
{
    const hn::ScalableTag<T> d;
    using Vector = hn::Vec<decltype(d)>;
    constexpr auto lanes = static_cast<std::ptrdiff_t>(hn::MaxLanes(d));
    Vector sums[Rows][Vectors];
    for (int r = 0; r < Rows; ++r)
        for (int v = 0; v < Vectors; ++v)
            sums[r][v] = hn::Zero(d);
    const T* left = p.left;
    const T* right = p.right;
    for (std::ptrdiff_t k = 0; k < p.depth; ++k) {
        Vector factors[Vectors];
        for (int v = 0; v < Vectors; ++v)
            factors[v] = hn::LoadU(d, right + v * lanes);
        for (int r = 0; r < Rows; ++r) {
            const Vector factor = hn::Set(d, left[r * p.leftRowStride]);
            for (int v = 0; v < Vectors; ++v)
                sums[r][v] = hn::MulAdd(factor, factors[v], sums[r][v]);
        }
        left += p.leftColumnStride;
        right += p.rightStride;
    }
    for (int r = 0; r < Rows; ++r) {
        T* const to = p.result + r * p.resultStride;
        const T* const from = p.start == Start::Bias ? p.bias : to;
        for (int v = 0; v < Vectors; ++v) {
            if (p.start != Start::Zero)
                sums[r][v] = hn::Add(sums[r][v], hn::LoadU(d, from + v * lanes));
            storePart<Vectors, Full>(sums[r][v], to, v, lastLanes);
        }
    }
}

// Computes the last, fewer than Rows rows of a panel.
template <int Rows, int Vectors, bool Full, class T>
HWY_INLINE void multiplyLastRows(const ProductOperands<T>& p, std::size_t lastLanes)
{
    if constexpr (Rows > 0) {
        if (p.rows == Rows)
            multiplyTile<Rows, Vectors, Full>(p, lastLanes);
        else
            multiplyLastRows<Rows - 1, Vectors, Full>(p, lastLanes);
    }
}

// Whether to copy a panel of `right` before it is used. Rows far apart fall into few sets of the
// first-level cache and would drive each other out; copying pays if many tiles use the panel.
template <class T>
bool isWorthCopying(const ProductOperands<T>& p)
{
    constexpr std::ptrdiff_t farApart = 2048; // bytes
    return p.rightStride * static_cast<std::ptrdiff_t>(sizeof(T)) >= farApart
           && p.rows >= 4 * tileRows;
}

// Computes a panel of columns, Vectors vectors wide.
template <int Vectors, bool Full, class T>
HWY_NOINLINE void multiplyPanel(ProductOperands<T> p, std::size_t lastLanes)
{
    const hn::ScalableTag<T> d;
    constexpr auto lanes = static_cast<std::ptrdiff_t>(hn::MaxLanes(d));
    HWY_ALIGN T copy[panelDepth * Vectors * lanes]; // NOLINT: uninitialized unless it is used
    if (isWorthCopying(p)) {
        for (std::ptrdiff_t k = 0; k < p.depth; ++k)
            for (int v = 0; v < Vectors; ++v)
                hn::Store(hn::LoadU(d, p.right + k * p.rightStride + v * lanes), d,
                          copy + (k * Vectors + v) * lanes);
        p.right = copy;
        p.rightStride = Vectors * lanes;
    }
    for (; p.rows >= tileRows; p.rows -= tileRows) {
        multiplyTile<tileRows, Vectors, Full>(p, lastLanes);
        p.left += tileRows * p.leftRowStride;
        p.result += tileRows * p.resultStride;
    }
    multiplyLastRows<tileRows - 1, Vectors, Full>(p, lastLanes);
}

template <int Vectors, class T>
void multiplyPanel(const ProductOperands<T>& p, std::size_t lastLanes)
{
    if (lastLanes == hn::Lanes(hn::ScalableTag<T>()))
        multiplyPanel<Vectors, true>(p, lastLanes);
    else
        multiplyPanel<Vectors, false>(p, lastLanes);
}

// Cuts the columns into panels of nearly equal width.
template <class T>
void multiplyPanels(ProductOperands<T> p)
{
    constexpr auto lanes = static_cast<std::ptrdiff_t>(hn::MaxLanes(hn::ScalableTag<T>()));
    while (p.columns > 0) {
        const std::ptrdiff_t left = (p.columns + lanes - 1) / lanes; // vectors still to do
        const std::ptrdiff_t panels = (left + tileVectors - 1) / tileVectors;
        const std::ptrdiff_t vectors = (left + panels - 1) / panels;
        const std::ptrdiff_t width = std::min(p.columns, vectors * lanes);
        const auto lastLanes = static_cast<std::size_t>(width - (vectors - 1) * lanes);
        if (vectors == 1)
            multiplyPanel<1>(p, lastLanes);
        else if (vectors == 2 || tileVectors == 2)
            multiplyPanel<2>(p, lastLanes);
        else
            multiplyPanel<tileVectors>(p, lastLanes);
        p.right += width;
        p.result += width;
        p.bias += p.start == Start::Bias ? width : 0;
        p.columns -= width;
    }
}

template <class T>
void multiplyBlocks(ProductOperands<T> p)
{
    const std::ptrdiff_t depth = p.depth;
    for (std::ptrdiff_t k = 0; k < depth || k == 0; k += panelDepth) {
        p.depth = std::min(panelDepth, depth - k);
        multiplyPanels(p);
        p.left += panelDepth * p.leftColumnStride;
        p.right += panelDepth * p.rightStride;
        p.start = Start::Result;
    }
}

void multiplyFloat(const ProductOperands<float>& p)
{
    multiplyBlocks(p);
}

void multiplyDouble(const ProductOperands<double>& p)
{
    multiplyBlocks(p);
}

const char* targetName()
{
    return hwy::TargetName(HWY_TARGET);
}

} // namespace HWY_NAMESPACE
} // namespace grokking
HWY_AFTER_NAMESPACE();

#if HWY_ONCE

namespace grokking {

HWY_EXPORT(multiplyFloat);
HWY_EXPORT(multiplyDouble);
HWY_EXPORT(targetName);

namespace {

void run(const ProductOperands<float>& operands)
{
    HWY_DYNAMIC_DISPATCH(multiplyFloat)(operands);
}

void run(const ProductOperands<double>& operands)
{
    HWY_DYNAMIC_DISPATCH(multiplyDouble)(operands);
}

template <class T>
void multiplyFrom(Start start, const T* bias, const ConstMatrixView<T>& left,
                  const ConstMatrixView<T>& right, const MatrixView<T>& result)
{
    assert(left.rows == result.rows && left.columns == right.rows);
    assert(right.columns == result.columns && right.columnStride == 1);
    run(ProductOperands<T>{left.data, left.rowStride, left.columnStride, right.data,
                           right.rowStride, result.data, result.rowStride, bias, start, result.rows,
                           result.columns, right.rows});
}

} // namespace

template <class T>
void multiply(const ConstMatrixView<T>& left, const ConstMatrixView<T>& right,
              const MatrixView<T>& result)
{
    multiplyFrom<T>(Start::Zero, nullptr, left, right, result);
}

template <class T>
void multiplyAddBias(const ConstMatrixView<T>& left, const ConstMatrixView<T>& right, const T* bias,
                     const MatrixView<T>& result)
{
    multiplyFrom<T>(Start::Bias, bias, left, right, result);
}

template <class T>
void multiplyAccumulate(const ConstMatrixView<T>& left, const ConstMatrixView<T>& right,
                        const MatrixView<T>& result)
{
    multiplyFrom<T>(Start::Result, nullptr, left, right, result);
}

const char* instructionSet()
{
    return HWY_DYNAMIC_DISPATCH(targetName)();
}

template void multiply(const ConstMatrixView<float>&, const ConstMatrixView<float>&,
                       const MatrixView<float>&);
template void multiply(const ConstMatrixView<double>&, const ConstMatrixView<double>&,
                       const MatrixView<double>&);
template void multiplyAddBias(const ConstMatrixView<float>&, const ConstMatrixView<float>&,
                              const float*, const MatrixView<float>&);
template void multiplyAddBias(const ConstMatrixView<double>&, const ConstMatrixView<double>&,
                              const double*, const MatrixView<double>&);
template void multiplyAccumulate(const ConstMatrixView<float>&, const ConstMatrixView<float>&,
                                 const MatrixView<float>&);
template void multiplyAccumulate(const ConstMatrixView<double>&, const ConstMatrixView<double>&,
                                 const MatrixView<double>&);

} // namespace grokking

#endif

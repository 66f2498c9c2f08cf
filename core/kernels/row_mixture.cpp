// SPDX-FileCopyrightText: 2026 Grokking Explorer contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/kernels/row_mixture.h"

#include <cassert>

// This file is compiled once for each instruction set; see hwy/foreach_target.h.
#undef HWY_TARGET_INCLUDE
#define HWY_TARGET_INCLUDE "core/kernels/row_mixture.cpp"
#include <hwy/foreach_target.h>
#include <hwy/highway.h>

HWY_BEFORE_NAMESPACE();
namespace grokking {
namespace HWY_NAMESPACE {

namespace hn = hwy::HWY_NAMESPACE;

// As many numbers as a rowStride is a multiple of; vectors are no wider.
template <class T>
using Tag = hn::CappedTag<T, mixtureStride>;

// Adds up Vectors vectors of a sum, from column `at` on.
template <int Vectors, class T>
HWY_INLINE void mixPart(const ConstMatrixView<T>& table, const std::int32_t* rows, const T* weights,
                        std::int64_t terms, T* sum, std::int64_t at)
{
    const Tag<T> d;
    constexpr auto lanes = static_cast<std::int64_t>(hn::MaxLanes(d));
    hn::Vec<Tag<T>> sums[Vectors];
    for (int v = 0; v < Vectors; ++v)
        sums[v] = hn::Zero(d);
    for (std::int64_t k = 0; k < terms; ++k) {
        const T* const from = table.data + rows[k] * table.rowStride + at;
        const auto weight = hn::Set(d, weights[k]);
        for (int v = 0; v < Vectors; ++v)
            sums[v] = hn::MulAdd(weight, hn::LoadU(d, from + v * lanes), sums[v]);
    }
    for (int v = 0; v < Vectors; ++v)
        hn::StoreU(sums[v], d, sum + at + v * lanes);
}

template <class T>
void mix(const ConstMatrixView<T>& table, const RowMixture<T>& mixture, const MatrixView<T>& sums)
{
    constexpr int together = 8;
    constexpr auto lanes = static_cast<std::int64_t>(hn::MaxLanes(Tag<T>()));
    for (std::int64_t i = 0; i < mixture.examples; ++i) {
        const std::int32_t* const rows = mixture.rows + i * mixture.terms;
        const T* const weights = mixture.weights + i * mixture.terms;
        T* const sum = sums.data + i * sums.rowStride;
        std::int64_t at = 0;
        for (; at + together * lanes <= sums.rowStride; at += together * lanes)
            mixPart<together>(table, rows, weights, mixture.terms, sum, at);
        for (; at < sums.columns; at += lanes)
            mixPart<1>(table, rows, weights, mixture.terms, sum, at);
    }
}

// One term of one example. Returns the product of the two rows.
template <class T>
HWY_INLINE T unmixTerm(const T* row, T weight, const T* gradient, T* rowGradient,
                       std::int64_t columns)
{
    const Tag<T> d;
    constexpr auto lanes = static_cast<std::int64_t>(hn::MaxLanes(d));
    const auto factor = hn::Set(d, weight);
    auto product0 = hn::Zero(d);
    auto product1 = hn::Zero(d);
    const auto pass = [&](std::int64_t at, auto& product) HWY_ATTR {
        const auto part = hn::LoadU(d, gradient + at);
        product = hn::MulAdd(part, hn::LoadU(d, row + at), product);
        hn::StoreU(hn::MulAdd(factor, part, hn::LoadU(d, rowGradient + at)), d, rowGradient + at);
    };
    std::int64_t at = 0;
    for (; at + lanes < columns; at += 2 * lanes) {
        pass(at, product0);
        pass(at + lanes, product1);
    }
    if (at < columns)
        pass(at, product0);
    return hn::GetLane(hn::SumOfLanes(d, hn::Add(product0, product1)));
}

template <class T>
void unmix(const ConstMatrixView<T>& table, const RowMixture<T>& mixture,
           const ConstMatrixView<T>& gradients, const MatrixView<T>& tableGradient,
           T* weightGradients)
{
    for (std::int64_t i = 0; i < mixture.examples; ++i) {
        const T* const gradient = gradients.data + i * gradients.rowStride;
        for (std::int64_t k = i * mixture.terms; k < (i + 1) * mixture.terms; ++k)
            weightGradients[k] += unmixTerm(
                table.data + mixture.rows[k] * table.rowStride, mixture.weights[k], gradient,
                tableGradient.data + mixture.rows[k] * tableGradient.rowStride, table.columns);
    }
}

void mixFloat(const ConstMatrixView<float>& table, const RowMixture<float>& mixture,
              const MatrixView<float>& sums)
{
    mix(table, mixture, sums);
}

void mixDouble(const ConstMatrixView<double>& table, const RowMixture<double>& mixture,
               const MatrixView<double>& sums)
{
    mix(table, mixture, sums);
}

void unmixFloat(const ConstMatrixView<float>& table, const RowMixture<float>& mixture,
                const ConstMatrixView<float>& gradients, const MatrixView<float>& tableGradient,
                float* weightGradients)
{
    unmix(table, mixture, gradients, tableGradient, weightGradients);
}

void unmixDouble(const ConstMatrixView<double>& table, const RowMixture<double>& mixture,
                 const ConstMatrixView<double>& gradients, const MatrixView<double>& tableGradient,
                 double* weightGradients)
{
    unmix(table, mixture, gradients, tableGradient, weightGradients);
}

} // namespace HWY_NAMESPACE
} // namespace grokking
HWY_AFTER_NAMESPACE();

#if HWY_ONCE

namespace grokking {

HWY_EXPORT(mixFloat);
HWY_EXPORT(mixDouble);
HWY_EXPORT(unmixFloat);
HWY_EXPORT(unmixDouble);

void mixRows(const ConstMatrixView<float>& table, const RowMixture<float>& mixture,
             const MatrixView<float>& sums)
{
    assert(table.columns == sums.columns && mixture.examples == sums.rows);
    HWY_DYNAMIC_DISPATCH(mixFloat)(table, mixture, sums);
}

void mixRows(const ConstMatrixView<double>& table, const RowMixture<double>& mixture,
             const MatrixView<double>& sums)
{
    assert(table.columns == sums.columns && mixture.examples == sums.rows);
    HWY_DYNAMIC_DISPATCH(mixDouble)(table, mixture, sums);
}

void unmixRows(const ConstMatrixView<float>& table, const RowMixture<float>& mixture,
               const ConstMatrixView<float>& gradients, const MatrixView<float>& tableGradient,
               float* weightGradients)
{
    HWY_DYNAMIC_DISPATCH(unmixFloat)(table, mixture, gradients, tableGradient, weightGradients);
}

void unmixRows(const ConstMatrixView<double>& table, const RowMixture<double>& mixture,
               const ConstMatrixView<double>& gradients, const MatrixView<double>& tableGradient,
               double* weightGradients)
{
    HWY_DYNAMIC_DISPATCH(unmixDouble)(table, mixture, gradients, tableGradient, weightGradients);
}

} // namespace grokking

#endif

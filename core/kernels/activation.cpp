// SPDX-FileCopyrightText: 2026 Grokking Explorer contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/kernels/activation.h"

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <numbers>

// This file is compiled once for each instruction set; see hwy/foreach_target.h.
#undef HWY_TARGET_INCLUDE
#define HWY_TARGET_INCLUDE "core/kernels/activation.cpp"
#include <hwy/foreach_target.h>
#include <hwy/highway.h>

#include <hwy/contrib/math/math-inl.h>

HWY_BEFORE_NAMESPACE();
namespace grokking {
namespace HWY_NAMESPACE {

namespace hn = hwy::HWY_NAMESPACE;

// Each activation is a value and a slope, given preactivation z and, for the slope, the value h.
struct Relu {
    template <class D, class V>
    HWY_INLINE V value(D d, V z) const
    {
        return hn::Max(z, hn::Zero(d));
    }
    template <class D, class V>
    HWY_INLINE V slopeTimes(D d, V /*z*/, V h, V gradient) const
    {
        return hn::IfThenElseZero(hn::Gt(h, hn::Zero(d)), gradient);
    }
};

struct Tanh {
    template <class D, class V>
    HWY_INLINE V value(D d, V z) const
    {
        return hn::Tanh(d, z);
    }
    template <class D, class V>
    HWY_INLINE V slopeTimes(D d, V /*z*/, V h, V gradient) const
    {
        return hn::Mul(gradient, hn::NegMulAdd(h, h, hn::Set(d, 1)));
    }
};

struct Sigmoid {
    template <class D, class V>
    HWY_INLINE V value(D d, V z) const
    {
        const V one = hn::Set(d, 1);
        return hn::Div(one, hn::Add(one, hn::Exp(d, hn::Neg(z))));
    }
    template <class D, class V>
    HWY_INLINE V slopeTimes(D /*d*/, V /*z*/, V h, V gradient) const
    {
        return hn::Mul(gradient, hn::NegMulAdd(h, h, h));
    }
};

template <class Function, class T>
void activateWith(const Function& function, const T* preactivations, T* activations,
                  std::int64_t count)
{
    const hn::ScalableTag<T> d;
    const auto lanes = static_cast<std::int64_t>(hn::Lanes(d));
    for (std::int64_t i = 0; i < count; i += lanes)
        hn::StoreU(function.value(d, hn::LoadU(d, preactivations + i)), d, activations + i);
}

template <class Function, class T>
void multiplyBySlopeOf(const Function& function, const T* preactivations, const T* activations,
                       T* gradients, std::int64_t count)
{
    const hn::ScalableTag<T> d;
    const auto lanes = static_cast<std::int64_t>(hn::Lanes(d));
    for (std::int64_t i = 0; i < count; i += lanes) {
        const auto z = hn::LoadU(d, preactivations + i);
        const auto h = hn::LoadU(d, activations + i);
        hn::StoreU(function.slopeTimes(d, z, h, hn::LoadU(d, gradients + i)), d, gradients + i);
    }
}

// The normal distribution function; there is no vector form of erf to be had.
template <class T>
T normalCdf(T z)
{
    return T(0.5) * (T(1) + std::erf(z * T(std::numbers::sqrt2 / 2.0)));
}

template <class T>
void activateGelu(const T* preactivations, T* activations, std::int64_t count)
{
    for (std::int64_t i = 0; i < count; ++i)
        activations[i] = preactivations[i] * normalCdf(preactivations[i]);
}

template <class T>
void multiplyByGeluSlope(const T* preactivations, T* gradients, std::int64_t count)
{
    constexpr T density = T(std::numbers::inv_sqrtpi * std::numbers::sqrt2 / 2.0);
    for (std::int64_t i = 0; i < count; ++i) {
        const T z = preactivations[i];
        gradients[i] *= normalCdf(z) + z * density * std::exp(T(-0.5) * z * z);
    }
}

template <class T>
void activateAny(Activation activation, const T* preactivations, T* activations, std::int64_t count)
{
    switch (activation) {
    case Activation::Relu:
        return activateWith(Relu(), preactivations, activations, count);
    case Activation::Tanh:
        return activateWith(Tanh(), preactivations, activations, count);
    case Activation::Gelu:
        return activateGelu(preactivations, activations, count);
    case Activation::Sigmoid:
        return activateWith(Sigmoid(), preactivations, activations, count);
    }
}

template <class T>
void multiplyBySlopeOfAny(Activation activation, const T* preactivations, const T* activations,
                          T* gradients, std::int64_t count)
{
    switch (activation) {
    case Activation::Relu:
        return multiplyBySlopeOf(Relu(), activations, activations, gradients, count);
    case Activation::Tanh:
        return multiplyBySlopeOf(Tanh(), activations, activations, gradients, count);
    case Activation::Gelu:
        return multiplyByGeluSlope(preactivations, gradients, count);
    case Activation::Sigmoid:
        return multiplyBySlopeOf(Sigmoid(), activations, activations, gradients, count);
    }
}

template <class T>
void sumRowOfColumns(const ConstMatrixView<T>& source, T* sums)
{
    const hn::ScalableTag<T> d;
    const auto lanes = static_cast<std::int64_t>(hn::Lanes(d));
    for (std::int64_t column = 0; column < source.columns; column += lanes) {
        const auto count = static_cast<std::size_t>(std::min(lanes, source.columns - column));
        const auto mask = hn::FirstN(d, count);
        const T* from = source.data + column;
        auto sum = hn::LoadU(d, sums + column);
        for (std::int64_t row = 0; row < source.rows; ++row, from += source.rowStride)
            sum = hn::Add(sum, hn::LoadU(d, from));
        hn::BlendedStore(sum, mask, d, sums + column);
    }
}

template <class T>
void sumEachColumn(const ConstMatrixView<T>& source, T* sums)
{
    const hn::ScalableTag<T> d;
    const auto lanes = static_cast<std::int64_t>(hn::Lanes(d));
    for (std::int64_t column = 0; column < source.columns; ++column) {
        const T* const from = source.data + column * source.columnStride;
        auto sum = hn::Zero(d);
        for (std::int64_t row = 0; row < source.rows; row += lanes) {
            const auto count = static_cast<std::size_t>(std::min(lanes, source.rows - row));
            const auto part = hn::LoadU(d, from + row);
            sum = hn::Add(sum, hn::IfThenElseZero(hn::FirstN(d, count), part));
        }
        sums[column] += hn::GetLane(hn::SumOfLanes(d, sum));
    }
}

template <class T>
void sumColumns(const ConstMatrixView<T>& source, T* sums)
{
    if (source.columnStride == 1)
        sumRowOfColumns(source, sums);
    else
        sumEachColumn(source, sums);
}

void activateFloat(Activation activation, const float* preactivations, float* activations,
                   std::int64_t count)
{
    activateAny(activation, preactivations, activations, count);
}

void activateDouble(Activation activation, const double* preactivations, double* activations,
                    std::int64_t count)
{
    activateAny(activation, preactivations, activations, count);
}

void slopeFloat(Activation activation, const float* preactivations, const float* activations,
                float* gradients, std::int64_t count)
{
    multiplyBySlopeOfAny(activation, preactivations, activations, gradients, count);
}

void slopeDouble(Activation activation, const double* preactivations, const double* activations,
                 double* gradients, std::int64_t count)
{
    multiplyBySlopeOfAny(activation, preactivations, activations, gradients, count);
}

void sumColumnsFloat(const ConstMatrixView<float>& source, float* sums)
{
    sumColumns(source, sums);
}

void sumColumnsDouble(const ConstMatrixView<double>& source, double* sums)
{
    sumColumns(source, sums);
}

} // namespace HWY_NAMESPACE
} // namespace grokking
HWY_AFTER_NAMESPACE();

#if HWY_ONCE

namespace grokking {

HWY_EXPORT(activateFloat);
HWY_EXPORT(activateDouble);
HWY_EXPORT(slopeFloat);
HWY_EXPORT(slopeDouble);
HWY_EXPORT(sumColumnsFloat);
HWY_EXPORT(sumColumnsDouble);

void activate(Activation activation, const float* preactivations, float* activations,
              std::int64_t count)
{
    HWY_DYNAMIC_DISPATCH(activateFloat)(activation, preactivations, activations, count);
}

void activate(Activation activation, const double* preactivations, double* activations,
              std::int64_t count)
{
    HWY_DYNAMIC_DISPATCH(activateDouble)(activation, preactivations, activations, count);
}

void multiplyBySlope(Activation activation, const float* preactivations, const float* activations,
                     float* gradients, std::int64_t count)
{
    HWY_DYNAMIC_DISPATCH(slopeFloat)(activation, preactivations, activations, gradients, count);
}

void multiplyBySlope(Activation activation, const double* preactivations, const double* activations,
                     double* gradients, std::int64_t count)
{
    HWY_DYNAMIC_DISPATCH(slopeDouble)(activation, preactivations, activations, gradients, count);
}

void addColumnSums(const ConstMatrixView<float>& source, float* sums)
{
    HWY_DYNAMIC_DISPATCH(sumColumnsFloat)(source, sums);
}

void addColumnSums(const ConstMatrixView<double>& source, double* sums)
{
    HWY_DYNAMIC_DISPATCH(sumColumnsDouble)(source, sums);
}

} // namespace grokking

#endif

// SPDX-FileCopyrightText: 2026 Grokking Explorer contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/kernels/activation.h"

#include <algorithm>
#include <array>
#include <cstddef>
#include <numbers>

// This file is compiled once for each instruction set; see hwy/foreach_target.h.
#undef HWY_TARGET_INCLUDE
#define HWY_TARGET_INCLUDE "core/kernels/activation.cpp"
#include <hwy/foreach_target.h>
#include <hwy/highway.h>

#include <hwy/contrib/math/math-inl.h>

#include "core/kernels/sigmoid-inl.h"

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
        return sigmoid(d, z);
    }
    template <class D, class V>
    HWY_INLINE V slopeTimes(D /*d*/, V /*z*/, V h, V gradient) const
    {
        return hn::Mul(gradient, hn::NegMulAdd(h, h, h));
    }
};

// exp(x^2) erfc(x) / t as a polynomial in 2t - 1, where t = 2 / (2 + x): its Chebyshev series over
// all x >= 0, cut off at a relative error of 1.2e-8 and 6e-16. Lowest power first.
template <class T>
struct ScaledErfc;

template <>
struct ScaledErfc<float> {
    static constexpr std::array<double, 11> coefficients{
        5.1079135691594521e-1,  3.4358031871096483e-1,  1.3973573352192913e-1,
        1.8221669428387857e-2,  -1.0751626186584587e-2, -3.2434519180997084e-3,
        1.5291571607636921e-3,  4.3067048843585945e-4,  -2.9938271207156448e-4,
        -3.6601876943794854e-5, 4.2161197196387806e-5};
};

template <>
struct ScaledErfc<double> {
    static constexpr std::array<double, 25> coefficients{
        5.1079135262101153e-1,  3.4358034220690671e-1,  1.3973604627801475e-1,
        1.8221115753294919e-2,  -1.0755330944036531e-2, -3.2395925295271532e-3,
        1.5453060141013287e-3,  4.1864797106605077e-4,  -3.3153657669014611e-4,
        -1.7185254170406882e-5, 7.2234188295048012e-5,  -1.7076638145079643e-5,
        -1.0842985329964198e-5, 8.0671062112204291e-6,  -5.7764236115167615e-7,
        -1.8350785408985159e-6, 1.0305699215300011e-6,  1.5720540067221778e-8,
        -3.2624609353064662e-7, 1.4971435260191562e-7,  3.6000845292761464e-8,
        -5.1456294343444901e-8, 6.5204346141296745e-9,  6.5973673028761541e-9,
        -1.9111737285605376e-9};
};

struct Gelu {
    template <class D, class V>
    HWY_INLINE V value(D d, V z) const
    {
        return hn::Mul(z, distribution(d, z, gauss(d, z)));
    }
    template <class D, class V>
    HWY_INLINE V slopeTimes(D d, V z, V /*h*/, V gradient) const
    {
        using T = hn::TFromD<D>;
        const V bell = gauss(d, z);
        const V density =
            hn::Mul(bell, hn::Set(d, T(std::numbers::inv_sqrtpi * std::numbers::sqrt2 / 2.0)));
        return hn::Mul(gradient, hn::MulAdd(z, density, distribution(d, z, bell)));
    }

private:
    // exp(-z^2 / 2)
    template <class D, class V>
    HWY_INLINE static V gauss(D d, V z)
    {
        using T = hn::TFromD<D>;
        return hn::Exp(d, hn::Mul(hn::Mul(z, z), hn::Set(d, T(-0.5))));
    }

    // The normal distribution function at z, where bell = gauss(z).
    template <class D, class V>
    HWY_INLINE static V distribution(D d, V z, V bell)
    {
        using T = hn::TFromD<D>;
        constexpr auto& coefficients = ScaledErfc<T>::coefficients;
        const V one = hn::Set(d, T(1));
        const V two = hn::Set(d, T(2));
        const V x = hn::Mul(hn::Abs(z), hn::Set(d, T(std::numbers::sqrt2 / 2.0)));
        const V t = hn::Div(two, hn::Add(two, x));
        const V s = hn::MulSub(two, t, one);
        V sum = hn::Set(d, T(coefficients.back()));
        for (std::size_t i = coefficients.size() - 1; i-- > 0;)
            sum = hn::MulAdd(sum, s, hn::Set(d, T(coefficients[i])));
        const V tail = hn::Mul(hn::Mul(hn::Set(d, T(0.5)), bell), hn::Mul(t, sum));
        return hn::IfThenElse(hn::Gt(z, hn::Zero(d)), hn::Sub(one, tail), tail);
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

template <class T>
void activateAny(Activation activation, const T* preactivations, T* activations, std::int64_t count)
{
    switch (activation) {
    case Activation::Relu:
        return activateWith(Relu(), preactivations, activations, count);
    case Activation::Tanh:
        return activateWith(Tanh(), preactivations, activations, count);
    case Activation::Gelu:
        return activateWith(Gelu(), preactivations, activations, count);
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
        return multiplyBySlopeOf(Gelu(), preactivations, activations, gradients, count);
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

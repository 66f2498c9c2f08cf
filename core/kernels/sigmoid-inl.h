// SPDX-FileCopyrightText: 2026 Grokking Explorer contributors
// SPDX-License-Identifier: GPL-3.0-or-later
// The logistic function of vectors, for files that are compiled once for each instruction set.

// Read once for each of them, as Highway's own headers of this kind.
#if defined(GROKKING_SIGMOID_INL_H) == defined(HWY_TARGET_TOGGLE)
#ifdef GROKKING_SIGMOID_INL_H
#undef GROKKING_SIGMOID_INL_H
#else
#define GROKKING_SIGMOID_INL_H
#endif

#include <hwy/highway.h>

#include <hwy/contrib/math/math-inl.h>

HWY_BEFORE_NAMESPACE();
namespace grokking {
namespace HWY_NAMESPACE {

// Returns 1 / (1 + exp(-z)). hn::Exp() returns anything above some 104 (float) or 706 (double),
// where the result is 0 long since; NaN stays NaN.
template <class D, class V>
HWY_INLINE V sigmoid(D d, V z)
{
    namespace hn = hwy::HWY_NAMESPACE;
    using T = hn::TFromD<D>;
    constexpr T largest = sizeof(T) == sizeof(float) ? T(87) : T(700);
    const V one = hn::Set(d, T(1));
    const V exponent = hn::Min(hn::Set(d, largest), hn::Neg(z));
    return hn::Div(one, hn::Add(one, hn::Exp(d, exponent)));
}

} // namespace HWY_NAMESPACE
} // namespace grokking
HWY_AFTER_NAMESPACE();

#endif

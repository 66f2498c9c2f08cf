// SPDX-FileCopyrightText: 2026 Grokking Explorer contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/optim/flat_update.h"

// This file is compiled once for each instruction set; see hwy/foreach_target.h.
#undef HWY_TARGET_INCLUDE
#define HWY_TARGET_INCLUDE "core/optim/flat_update.cpp"
#include <hwy/foreach_target.h>
#include <hwy/highway.h>

HWY_BEFORE_NAMESPACE();
namespace grokking {
namespace HWY_NAMESPACE {

namespace hn = hwy::HWY_NAMESPACE;

// Each rule works on one vector of parameters, beginning at `at`; D is the tag of its size.
struct SgdRule {
    template <class D, class T>
    HWY_INLINE void apply(D d, const FlatUpdate<T>& update, std::size_t at) const
    {
        const auto parameter = hn::LoadU(d, update.parameters + at);
        auto direction =
            hn::MulAdd(hn::Set(d, update.penalty), parameter, hn::LoadU(d, update.gradient + at));
        if (update.firstMoment) {
            const auto before = hn::LoadU(d, update.firstMoment + at);
            direction = hn::MulAdd(hn::Set(d, update.momentum), before, direction);
            hn::StoreU(direction, d, update.firstMoment + at);
        }
        const auto step = hn::Mul(hn::Set(d, update.rate), direction);
        hn::StoreU(hn::MulSub(parameter, hn::Set(d, update.shrink), step), d,
                   update.parameters + at);
    }
};

struct AdamRule {
    template <class D, class T>
    HWY_INLINE void apply(D d, const FlatUpdate<T>& update, std::size_t at) const
    {
        const auto parameter = hn::LoadU(d, update.parameters + at);
        const auto direction =
            hn::MulAdd(hn::Set(d, update.penalty), parameter, hn::LoadU(d, update.gradient + at));
        const auto first =
            hn::MulAdd(hn::Set(d, update.beta1), hn::LoadU(d, update.firstMoment + at),
                       hn::Mul(hn::Set(d, update.rest1), direction));
        const auto square = hn::Mul(hn::Mul(hn::Set(d, update.rest2), direction), direction);
        const auto second =
            hn::MulAdd(hn::Set(d, update.beta2), hn::LoadU(d, update.secondMoment + at), square);
        hn::StoreU(first, d, update.firstMoment + at);
        hn::StoreU(second, d, update.secondMoment + at);
        const auto denominator =
            hn::MulAdd(hn::Sqrt(second), hn::Set(d, update.scale), hn::Set(d, update.epsilon));
        const auto step = hn::Div(hn::Mul(hn::Set(d, update.rate), first), denominator);
        hn::StoreU(hn::MulSub(parameter, hn::Set(d, update.shrink), step), d,
                   update.parameters + at);
    }
};

// Whole vectors first, then single numbers: nothing lies behind the last one.
template <class Rule, class T>
void applyRule(const FlatUpdate<T>& update)
{
    const hn::ScalableTag<T> vector;
    const hn::CappedTag<T, 1> single;
    const std::size_t lanes = hn::Lanes(vector);
    std::size_t at = 0;
    for (; at + lanes <= update.size; at += lanes)
        Rule().apply(vector, update, at);
    for (; at < update.size; ++at)
        Rule().apply(single, update, at);
}

void sgdFloat(const FlatUpdate<float>& update)
{
    applyRule<SgdRule>(update);
}

void sgdDouble(const FlatUpdate<double>& update)
{
    applyRule<SgdRule>(update);
}

void adamFloat(const FlatUpdate<float>& update)
{
    applyRule<AdamRule>(update);
}

void adamDouble(const FlatUpdate<double>& update)
{
    applyRule<AdamRule>(update);
}

} // namespace HWY_NAMESPACE
} // namespace grokking
HWY_AFTER_NAMESPACE();

#if HWY_ONCE

namespace grokking {

HWY_EXPORT(sgdFloat);
HWY_EXPORT(sgdDouble);
HWY_EXPORT(adamFloat);
HWY_EXPORT(adamDouble);

void applySgd(const FlatUpdate<float>& update)
{
    HWY_DYNAMIC_DISPATCH(sgdFloat)(update);
}

void applySgd(const FlatUpdate<double>& update)
{
    HWY_DYNAMIC_DISPATCH(sgdDouble)(update);
}

void applyAdam(const FlatUpdate<float>& update)
{
    HWY_DYNAMIC_DISPATCH(adamFloat)(update);
}

void applyAdam(const FlatUpdate<double>& update)
{
    HWY_DYNAMIC_DISPATCH(adamDouble)(update);
}

} // namespace grokking

#endif

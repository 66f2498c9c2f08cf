// SPDX-FileCopyrightText: 2026 Grokking Explorer contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/kernels/lstm_cell.h"

#include <cassert>

// This file is compiled once for each instruction set; see hwy/foreach_target.h.
#undef HWY_TARGET_INCLUDE
#define HWY_TARGET_INCLUDE "core/kernels/lstm_cell.cpp"
#include <hwy/foreach_target.h>
#include <hwy/highway.h>

#include <hwy/contrib/math/math-inl.h>

#include "core/kernels/sigmoid-inl.h"

HWY_BEFORE_NAMESPACE();
namespace grokking {
namespace HWY_NAMESPACE {

namespace hn = hwy::HWY_NAMESPACE;

template <class T>
void cellForward(const LstmCell<T>& cell)
{
    const hn::ScalableTag<T> d;
    const auto lanes = static_cast<std::int64_t>(hn::Lanes(d));
    const std::int64_t count = cell.count;
    for (std::int64_t k = 0; k < count; k += lanes) {
        T* const gates = cell.gates + k;
        const auto i = sigmoid(d, hn::LoadU(d, gates));
        const auto f = sigmoid(d, hn::LoadU(d, gates + count));
        const auto g = hn::Tanh(d, hn::LoadU(d, gates + 2 * count));
        const auto o = sigmoid(d, hn::LoadU(d, gates + 3 * count));
        auto c = hn::Mul(i, g);
        if (cell.memoryBefore)
            c = hn::MulAdd(f, hn::LoadU(d, cell.memoryBefore + k), c);
        const auto squashed = hn::Tanh(d, c);
        hn::StoreU(i, d, gates);
        hn::StoreU(f, d, gates + count);
        hn::StoreU(g, d, gates + 2 * count);
        hn::StoreU(o, d, gates + 3 * count);
        hn::StoreU(c, d, cell.memory + k);
        hn::StoreU(squashed, d, cell.squashedMemory + k);
        hn::StoreU(hn::Mul(o, squashed), d, cell.state + k);
    }
}

// Returns gradient * s (1 - s), of a sigmoid s.
template <class V>
HWY_INLINE V throughSigmoid(V gradient, V s)
{
    return hn::Mul(gradient, hn::NegMulAdd(s, s, s));
}

// Returns gradient * (1 - t^2), of a tanh t.
template <class D, class V>
HWY_INLINE V throughTanh(D d, V gradient, V t)
{
    return hn::Mul(gradient, hn::NegMulAdd(t, t, hn::Set(d, 1)));
}

template <class T>
void cellBackward(const LstmCell<T>& cell, const T* stateGradient, T* memoryGradient,
                  T* sumsGradient)
{
    const hn::ScalableTag<T> d;
    const auto lanes = static_cast<std::int64_t>(hn::Lanes(d));
    const std::int64_t count = cell.count;
    for (std::int64_t k = 0; k < count; k += lanes) {
        const T* const gates = cell.gates + k;
        const auto i = hn::LoadU(d, gates);
        const auto f = hn::LoadU(d, gates + count);
        const auto g = hn::LoadU(d, gates + 2 * count);
        const auto o = hn::LoadU(d, gates + 3 * count);
        const auto squashed = hn::LoadU(d, cell.squashedMemory + k);
        const auto before = cell.memoryBefore ? hn::LoadU(d, cell.memoryBefore + k) : hn::Zero(d);
        const auto ofState = hn::LoadU(d, stateGradient + k);
        const auto ofMemory = hn::Add(hn::LoadU(d, memoryGradient + k),
                                      throughTanh(d, hn::Mul(ofState, o), squashed));
        T* const sums = sumsGradient + k;
        hn::StoreU(throughSigmoid(hn::Mul(ofMemory, g), i), d, sums);
        hn::StoreU(throughSigmoid(hn::Mul(ofMemory, before), f), d, sums + count);
        hn::StoreU(throughTanh(d, hn::Mul(ofMemory, i), g), d, sums + 2 * count);
        hn::StoreU(throughSigmoid(hn::Mul(ofState, squashed), o), d, sums + 3 * count);
        hn::StoreU(hn::Mul(ofMemory, f), d, memoryGradient + k);
    }
}

void forwardFloat(const LstmCell<float>& cell)
{
    cellForward(cell);
}

void forwardDouble(const LstmCell<double>& cell)
{
    cellForward(cell);
}

void backwardFloat(const LstmCell<float>& cell, const float* stateGradient, float* memoryGradient,
                   float* sumsGradient)
{
    cellBackward(cell, stateGradient, memoryGradient, sumsGradient);
}

void backwardDouble(const LstmCell<double>& cell, const double* stateGradient,
                    double* memoryGradient, double* sumsGradient)
{
    cellBackward(cell, stateGradient, memoryGradient, sumsGradient);
}

} // namespace HWY_NAMESPACE
} // namespace grokking
HWY_AFTER_NAMESPACE();

#if HWY_ONCE

namespace grokking {

namespace {

constexpr std::int64_t wholeVectors = 16;

} // namespace

HWY_EXPORT(forwardFloat);
HWY_EXPORT(forwardDouble);
HWY_EXPORT(backwardFloat);
HWY_EXPORT(backwardDouble);

void lstmForward(const LstmCell<float>& cell)
{
    assert(cell.count % wholeVectors == 0);
    HWY_DYNAMIC_DISPATCH(forwardFloat)(cell);
}

void lstmForward(const LstmCell<double>& cell)
{
    assert(cell.count % wholeVectors == 0);
    HWY_DYNAMIC_DISPATCH(forwardDouble)(cell);
}

void lstmBackward(const LstmCell<float>& cell, const float* stateGradient, float* memoryGradient,
                  float* sumsGradient)
{
    HWY_DYNAMIC_DISPATCH(backwardFloat)(cell, stateGradient, memoryGradient, sumsGradient);
}

void lstmBackward(const LstmCell<double>& cell, const double* stateGradient, double* memoryGradient,
                  double* sumsGradient)
{
    HWY_DYNAMIC_DISPATCH(backwardDouble)(cell, stateGradient, memoryGradient, sumsGradient);
}

} // namespace grokking

#endif

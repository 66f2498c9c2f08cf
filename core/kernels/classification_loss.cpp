// SPDX-FileCopyrightText: 2026 Grokking Explorer contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/kernels/classification_loss.h"

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <limits>

// This file is compiled once for each instruction set; see hwy/foreach_target.h.
#undef HWY_TARGET_INCLUDE
#define HWY_TARGET_INCLUDE "core/kernels/classification_loss.cpp"
#include <hwy/foreach_target.h>
#include <hwy/highway.h>

#include <hwy/contrib/math/math-inl.h>

HWY_BEFORE_NAMESPACE();
namespace grokking {
namespace HWY_NAMESPACE {

namespace hn = hwy::HWY_NAMESPACE;

// Returns the largest logit of each of a vector of examples.
template <class D, class T>
HWY_INLINE hn::Vec<D> largestLogit(D d, const T* logits, std::int64_t classes, std::int64_t stride)
{
    auto largest = hn::LoadU(d, logits);
    for (std::int64_t c = 1; c < classes; ++c)
        largest = hn::Max(largest, hn::LoadU(d, logits + c * stride));
    return largest;
}

// Replaces logits by scale * softmax.
template <class T>
void scaleSoftmax(const MatrixView<T>& logits, T scale)
{
    const hn::ScalableTag<T> d;
    const auto lanes = static_cast<std::int64_t>(hn::Lanes(d));
    for (std::int64_t example = 0; example < logits.columns; example += lanes) {
        T* const column = logits.data + example;
        const auto largest = largestLogit(d, column, logits.rows, logits.rowStride);
        auto sum = hn::Zero(d);
        for (std::int64_t c = 0; c < logits.rows; ++c) {
            T* const cell = column + c * logits.rowStride;
            const auto power = hn::Exp(d, hn::Sub(hn::LoadU(d, cell), largest));
            sum = hn::Add(sum, power);
            hn::StoreU(power, d, cell);
        }
        const auto factor = hn::Div(hn::Set(d, scale), sum);
        for (std::int64_t c = 0; c < logits.rows; ++c) {
            T* const cell = column + c * logits.rowStride;
            hn::StoreU(hn::Mul(factor, hn::LoadU(d, cell)), d, cell);
        }
    }
}

void scaleSoftmaxFloat(const MatrixView<float>& logits, float scale)
{
    scaleSoftmax(logits, scale);
}

void scaleSoftmaxDouble(const MatrixView<double>& logits, double scale)
{
    scaleSoftmax(logits, scale);
}

// s(x): x + 1, or 1 / (1 - x) below 0.
template <class D, class V>
HWY_INLINE V stableExp(D d, V x)
{
    const auto one = hn::Set(d, 1);
    const auto sum = hn::Add(one, hn::Abs(x));
    return hn::IfThenElse(hn::Lt(x, hn::Zero(d)), hn::Div(one, sum), sum);
}

template <class D, class T>
HWY_INLINE hn::Vec<D> stableSum(D d, const T* logits, std::int64_t classes, std::int64_t stride)
{
    auto sum = hn::Zero(d);
    for (std::int64_t c = 0; c < classes; ++c)
        sum = hn::Add(sum, stableExp(d, hn::LoadU(d, logits + c * stride)));
    return sum;
}

// Replaces logits z by scale * s'(z) / sum s(z), less scale * s'(z) / s(z) = scale / (1 + |z|) at
// the label.
template <class T>
void toStableMax(const MatrixView<T>& logits, const std::int32_t* labels, T scale)
{
    const hn::ScalableTag<T> d;
    const auto lanes = static_cast<std::int64_t>(hn::Lanes(d));
    for (std::int64_t example = 0; example < logits.columns; example += lanes) {
        T* const column = logits.data + example;
        const std::int64_t examples = HWY_MIN(lanes, logits.columns - example);
        T atLabels[HWY_MAX_BYTES / sizeof(T)];
        for (std::int64_t i = 0; i < examples; ++i) {
            const T logit = column[labels[example + i] * logits.rowStride + i];
            atLabels[i] = scale / (T(1) + (logit < T(0) ? -logit : logit));
        }
        const auto factor =
            hn::Div(hn::Set(d, scale), stableSum(d, column, logits.rows, logits.rowStride));
        for (std::int64_t c = 0; c < logits.rows; ++c) {
            T* const cell = column + c * logits.rowStride;
            const auto logit = hn::LoadU(d, cell);
            const auto share = stableExp(d, logit);
            const auto slope =
                hn::IfThenElse(hn::Lt(logit, hn::Zero(d)), hn::Mul(share, share), hn::Set(d, 1));
            hn::StoreU(hn::Mul(factor, slope), d, cell);
        }
        for (std::int64_t i = 0; i < examples; ++i)
            column[labels[example + i] * logits.rowStride + i] -= atLabels[i];
    }
}

void toStableMaxFloat(const MatrixView<float>& logits, const std::int32_t* labels, float scale)
{
    toStableMax(logits, labels, scale);
}

void toStableMaxDouble(const MatrixView<double>& logits, const std::int32_t* labels, double scale)
{
    toStableMax(logits, labels, scale);
}

// For each example the logarithm of its sum of s.
void findStableLogSums(const ConstMatrixView<double>& logits, double* logSums)
{
    const hn::ScalableTag<double> d;
    const auto lanes = static_cast<std::int64_t>(hn::Lanes(d));
    for (std::int64_t example = 0; example < logits.columns; example += lanes) {
        const auto sum = stableSum(d, logits.data + example, logits.rows, logits.rowStride);
        hn::StoreU(hn::Log(d, sum), d, logSums + example);
    }
}

// For each example its largest logit, and the logarithm of the sum of exp(logit - largest).
void findLogSums(const ConstMatrixView<double>& logits, double* largest, double* logSums)
{
    const hn::ScalableTag<double> d;
    const auto lanes = static_cast<std::int64_t>(hn::Lanes(d));
    for (std::int64_t example = 0; example < logits.columns; example += lanes) {
        const double* const column = logits.data + example;
        const auto top = largestLogit(d, column, logits.rows, logits.rowStride);
        auto sum = hn::Zero(d);
        for (std::int64_t c = 0; c < logits.rows; ++c) {
            const auto logit = hn::LoadU(d, column + c * logits.rowStride);
            sum = hn::Add(sum, hn::Exp(d, hn::Sub(logit, top)));
        }
        hn::StoreU(top, d, largest + example);
        hn::StoreU(hn::Log(d, sum), d, logSums + example);
    }
}

} // namespace HWY_NAMESPACE
} // namespace grokking
HWY_AFTER_NAMESPACE();

#if HWY_ONCE

namespace grokking {

HWY_EXPORT(scaleSoftmaxFloat);
HWY_EXPORT(scaleSoftmaxDouble);
HWY_EXPORT(toStableMaxFloat);
HWY_EXPORT(toStableMaxDouble);
HWY_EXPORT(findLogSums);
HWY_EXPORT(findStableLogSums);

namespace {

template <class T>
void addAtLabels(const MatrixView<T>& logits, const std::int32_t* labels, T value)
{
    for (std::int64_t example = 0; example < logits.columns; ++example)
        logits.data[labels[example] * logits.rowStride + example] += value;
}

} // namespace

void toCrossEntropyGradient(const MatrixView<float>& logits, const std::int32_t* labels,
                            float scale)
{
    HWY_DYNAMIC_DISPATCH(scaleSoftmaxFloat)(logits, scale);
    addAtLabels(logits, labels, -scale);
}

void toCrossEntropyGradient(const MatrixView<double>& logits, const std::int32_t* labels,
                            double scale)
{
    HWY_DYNAMIC_DISPATCH(scaleSoftmaxDouble)(logits, scale);
    addAtLabels(logits, labels, -scale);
}

void toStableMaxGradient(const MatrixView<float>& logits, const std::int32_t* labels, float scale)
{
    HWY_DYNAMIC_DISPATCH(toStableMaxFloat)(logits, labels, scale);
}

void toStableMaxGradient(const MatrixView<double>& logits, const std::int32_t* labels, double scale)
{
    HWY_DYNAMIC_DISPATCH(toStableMaxDouble)(logits, labels, scale);
}

template <class T>
void toSquaredErrorGradient(const MatrixView<T>& logits, const std::int32_t* labels, T scale)
{
    addAtLabels(logits, labels, T(-1));
    for (std::int64_t c = 0; c < logits.rows; ++c)
        for (std::int64_t example = 0; example < logits.columns; ++example)
            logits.data[c * logits.rowStride + example] *= 2 * scale;
}

double crossEntropySum(const ConstMatrixView<double>& logits, const std::int32_t* labels,
                       double* work)
{
    double* const largest = work;
    double* const logSums = work + logits.rowStride;
    HWY_DYNAMIC_DISPATCH(findLogSums)(logits, largest, logSums);
    double sum = 0.0;
    for (std::int64_t example = 0; example < logits.columns; ++example)
        sum += logSums[example]
               - (logits.data[labels[example] * logits.rowStride + example] - largest[example]);
    return sum;
}

double stableMaxSum(const ConstMatrixView<double>& logits, const std::int32_t* labels, double* work)
{
    HWY_DYNAMIC_DISPATCH(findStableLogSums)(logits, work);
    double sum = 0.0;
    for (std::int64_t example = 0; example < logits.columns; ++example) {
        const double logit = logits.data[labels[example] * logits.rowStride + example];
        const double logShare = std::log1p(std::abs(logit)); // of s; negative below 0
        sum += work[example] - (logit < 0.0 ? -logShare : logShare);
    }
    return sum;
}

double squaredErrorSum(const ConstMatrixView<double>& logits, const std::int32_t* labels)
{
    double sum = 0.0;
    for (std::int64_t c = 0; c < logits.rows; ++c) {
        for (std::int64_t example = 0; example < logits.columns; ++example) {
            const double target = labels[example] == c ? 1.0 : 0.0;
            const double error = logits.data[c * logits.rowStride + example] - target;
            sum += error * error;
        }
    }
    return sum;
}

double normSum(const ConstMatrixView<double>& logits, double* work)
{
    std::fill_n(work, logits.columns, 0.0);
    for (std::int64_t c = 0; c < logits.rows; ++c) {
        const double* const row = logits.data + c * logits.rowStride;
        for (std::int64_t example = 0; example < logits.columns; ++example)
            work[example] += row[example] * row[example];
    }
    double sum = 0.0;
    for (std::int64_t example = 0; example < logits.columns; ++example)
        sum += std::sqrt(work[example]);
    return sum;
}

std::int64_t predict(const ConstMatrixView<double>& logits, const std::int32_t* labels,
                     const PredictionTargets& targets)
{
    std::int64_t hits = 0;
    for (std::int64_t example = 0; example < logits.columns; ++example) {
        const double* const column = logits.data + example;
        const std::int64_t label = labels[example];
        std::int64_t best = 0;
        double largestOther = -std::numeric_limits<double>::infinity();
        for (std::int64_t c = 0; c < logits.rows; ++c) {
            const double logit = column[c * logits.rowStride];
            best = logit > column[best * logits.rowStride] ? c : best;
            largestOther = c != label ? std::max(largestOther, logit) : largestOther;
        }
        targets.predicted[example] = static_cast<std::int32_t>(best);
        targets.margins[example] =
            static_cast<float>(column[label * logits.rowStride] - largestOther);
        targets.correct[example] = best == label ? 1 : 0;
        hits += targets.correct[example];
    }
    return hits;
}

template void toSquaredErrorGradient(const MatrixView<float>&, const std::int32_t*, float);
template void toSquaredErrorGradient(const MatrixView<double>&, const std::int32_t*, double);

} // namespace grokking

#endif

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
HWY_EXPORT(findLogSums);

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

// SPDX-FileCopyrightText: 2026 Grokking Explorer contributors
// SPDX-License-Identifier: GPL-3.0-or-later
// Losses of a classifier. Logits lie class by class: a matrix (classes, examples), so that vectors
// run over examples however few classes there are. Their rowStride is a multiple of `classStride`:
// whole vectors are read and written. labels[example] is a class. T is float or double. Nothing is
// allocated.
#pragma once

#include "core/kernels/matrix_view.h"

#include <cstdint>

namespace grokking {

inline constexpr std::int64_t classStride = 16;

// Returns the rowStride for logits of this many examples.
[[nodiscard]] constexpr std::int64_t classMajorStride(std::int64_t examples)
{
    return (examples + classStride - 1) / classStride * classStride;
}

// Turns logits z into scale times the gradient of the summed cross-entropy: softmax(z) - onehot.
void toCrossEntropyGradient(const MatrixView<float>& logits, const std::int32_t* labels,
                            float scale);
void toCrossEntropyGradient(const MatrixView<double>& logits, const std::int32_t* labels,
                            double scale);

// Turns logits z into scale times the gradient of the summed StableMax cross-entropy (Prieto et al.
// 2025, arXiv 2501.04697): s'(z) (1 / sum_c s(z_c) - onehot / s(z)), where s(x) = x + 1 and
// s'(x) = 1 for x >= 0, s(x) = 1 / (1 - x) and s'(x) = s(x)^2 for x < 0.
void toStableMaxGradient(const MatrixView<float>& logits, const std::int32_t* labels, float scale);
void toStableMaxGradient(const MatrixView<double>& logits, const std::int32_t* labels,
                         double scale);

// Turns logits z into scale times the gradient of the summed squared error: 2 (z - onehot).
template <class T>
void toSquaredErrorGradient(const MatrixView<T>& logits, const std::int32_t* labels, T scale);

// Returns the cross-entropy summed over the examples. `work` has room for 2 rows.
[[nodiscard]] double crossEntropySum(const ConstMatrixView<double>& logits,
                                     const std::int32_t* labels, double* work);

// Returns log sum_c s(z_c) - log s(z_label) summed over the examples. `work` has room for a row.
[[nodiscard]] double stableMaxSum(const ConstMatrixView<double>& logits, const std::int32_t* labels,
                                  double* work);

// Returns the squared error against one-hot targets, summed over examples and classes.
[[nodiscard]] double squaredErrorSum(const ConstMatrixView<double>& logits,
                                     const std::int32_t* labels);

// Returns the Euclidean norm of each example's logits, summed over the examples. `work` has room
// for a row.
[[nodiscard]] double normSum(const ConstMatrixView<double>& logits, double* work);

// Where predictions go, one element per example each.
struct PredictionTargets {
    std::uint8_t* correct = nullptr;   // 1 if the predicted class is the label, else 0
    std::int32_t* predicted = nullptr; // class of the largest logit, the first of equals
    float* margins = nullptr;          // logit of the label minus the largest other; inf if none
};

// Writes the predictions of all examples. Returns how many are correct.
std::int64_t predict(const ConstMatrixView<double>& logits, const std::int32_t* labels,
                     const PredictionTargets& targets);

} // namespace grokking

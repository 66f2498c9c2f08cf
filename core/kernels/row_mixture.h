// SPDX-FileCopyrightText: 2026 Grokking Explorer contributors
// SPDX-License-Identifier: GPL-3.0-or-later
// Weighted sums of few rows of a table, one sum per example, as attention over a known vocabulary
// makes them; with the way back. The rowStride of every matrix is a multiple of `mixtureStride`,
// and what lies between columns and rowStride is zero: whole vectors are read and written. T is
// float or double. Nothing is allocated. Any thread.
#pragma once

#include "core/kernels/matrix_view.h"

#include <cstdint>

namespace grokking {

inline constexpr std::int64_t mixtureStride = 16;

// Returns the rowStride for this many columns.
[[nodiscard]] constexpr std::int64_t paddedColumns(std::int64_t columns)
{
    return (columns + mixtureStride - 1) / mixtureStride * mixtureStride;
}

// Which rows of the table an example takes, and how much of each: two matrices (examples, terms)
// without gaps.
template <class T>
struct RowMixture {
    const std::int32_t* rows = nullptr;
    const T* weights = nullptr;
    std::int64_t examples = 0;
    std::int64_t terms = 0;
};

// sums[i] = sum over k of weights[i, k] * table[rows[i, k]]
void mixRows(const ConstMatrixView<float>& table, const RowMixture<float>& mixture,
             const MatrixView<float>& sums);
void mixRows(const ConstMatrixView<double>& table, const RowMixture<double>& mixture,
             const MatrixView<double>& sums);

// From the gradients (examples, columns) of the sums:
//   tableGradient[rows[i, k]] += weights[i, k] * gradients[i]
//   weightGradients[i, k] += table[rows[i, k]] . gradients[i]
void unmixRows(const ConstMatrixView<float>& table, const RowMixture<float>& mixture,
               const ConstMatrixView<float>& gradients, const MatrixView<float>& tableGradient,
               float* weightGradients);
void unmixRows(const ConstMatrixView<double>& table, const RowMixture<double>& mixture,
               const ConstMatrixView<double>& gradients, const MatrixView<double>& tableGradient,
               double* weightGradients);

} // namespace grokking

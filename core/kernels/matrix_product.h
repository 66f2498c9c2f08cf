// SPDX-FileCopyrightText: 2026 Grokking Explorer contributors
// SPDX-License-Identifier: GPL-3.0-or-later
// Products of dense matrices of the size of a small network's layers, on the calling thread, with
// the widest vectors the processor has. The same operands give the same bits on the same machine.
// T is float or double. Nothing is allocated. Memory comes from Buffer: kernels may touch one
// vector past the end of each operand.
#pragma once

#include <cstdint>

namespace grokking {

// A matrix that is read: element (row, column) is data[row * rowStride + column * columnStride].
template <class T>
struct ConstMatrixView {
    const T* data = nullptr;
    std::int64_t rows = 0;
    std::int64_t columns = 0;
    std::int64_t rowStride = 0;
    std::int64_t columnStride = 1;

    [[nodiscard]] ConstMatrixView transposed() const
    {
        return {data, columns, rows, columnStride, rowStride};
    }
};

// A matrix that is written; its rows are contiguous.
template <class T>
struct MatrixView {
    T* data = nullptr;
    std::int64_t rows = 0;
    std::int64_t columns = 0;
    std::int64_t rowStride = 0;

    operator ConstMatrixView<T>() const // NOLINT: every matrix that is written can be read
    {
        return {data, rows, columns, rowStride, 1};
    }
};

// result = left * right. The rows of `right` must be contiguous (columnStride 1); `left` may be
// any view. Shapes must agree (asserts). The result overlaps no operand.
template <class T>
void multiply(const ConstMatrixView<T>& left, const ConstMatrixView<T>& right,
              const MatrixView<T>& result);

// result = left * right + bias in every row; bias has one number per column.
template <class T>
void multiplyAddBias(const ConstMatrixView<T>& left, const ConstMatrixView<T>& right, const T* bias,
                     const MatrixView<T>& result);

// result += left * right.
template <class T>
void multiplyAccumulate(const ConstMatrixView<T>& left, const ConstMatrixView<T>& right,
                        const MatrixView<T>& result);

// result = source transposed, converted to its type; both have contiguous rows.
template <class From, class To>
void transpose(const ConstMatrixView<From>& source, const MatrixView<To>& result);

// Returns the name of the instruction set in use, for example "AVX3".
[[nodiscard]] const char* instructionSet();

} // namespace grokking

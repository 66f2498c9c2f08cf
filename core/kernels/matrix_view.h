// SPDX-FileCopyrightText: 2026 Grokking Explorer contributors
// SPDX-License-Identifier: GPL-3.0-or-later
// Matrices in memory that belongs to someone else. T is float or double.
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

} // namespace grokking

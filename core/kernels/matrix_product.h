// SPDX-FileCopyrightText: 2026 Grokking Explorer contributors
// SPDX-License-Identifier: GPL-3.0-or-later
// Products of dense matrices of the size of a small network's layers, on the calling thread, with
// the widest vectors the processor has. The same operands give the same bits on the same machine.
// T is float or double. Nothing is allocated. Memory comes from Buffer: kernels may touch one
// vector past the end of each operand.
#pragma once

#include "core/kernels/matrix_view.h"

namespace grokking {

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

// Returns the name of the instruction set in use, for example "AVX3".
[[nodiscard]] const char* instructionSet();

} // namespace grokking

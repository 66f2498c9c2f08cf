// SPDX-FileCopyrightText: 2026 Grokking Explorer contributors
// SPDX-License-Identifier: GPL-3.0-or-later
// The heart of Muon (Jordan et al. 2024, kellerjordan.github.io/posts/muon): brings all singular
// values of a matrix near one by five Newton-Schulz iterations,
//   X = G / |G|;  five times X = a X + (b A + c A A) X with A = X X',
//   a = 3.4445, b = -4.7750, c = 2.0315
// which act on the smaller side: a tall matrix is transposed first. All memory is allocated when it
// is made. One owner, one thread. T is float or double.
#pragma once

#include "core/kernels/buffer.h"
#include "core/optim/gradient_change.h"

#include <span>

namespace grokking {

struct NewtonSchulz {
    static constexpr int iterations = 5;
    static constexpr double a = 3.4445;
    static constexpr double b = -4.7750;
    static constexpr double c = 2.0315;
    static constexpr double smallest = 1e-7; // added to the norm
};

template <class T>
class Orthogonalizer
{
public:
    // For each of these blocks.
    explicit Orthogonalizer(std::span<const MatrixBlock> blocks);

    // Replaces a matrix of the size of the block, row after row.
    void apply(const MatrixBlock& block, T* matrix);

private:
    // Performs an iteration on m_matrix (rows, columns).
    void iterate(std::int64_t rows, std::int64_t columns);

    Buffer<T> m_matrix;     // X (rows, columns), rows <= columns
    Buffer<T> m_transposed; // X' (columns, rows)
    Buffer<T> m_product;    // (rows, columns)
    Buffer<T> m_square;     // A (rows, rows)
    Buffer<T> m_fourth;     // A A likewise
};

extern template class Orthogonalizer<float>;
extern template class Orthogonalizer<double>;

} // namespace grokking

// SPDX-FileCopyrightText: 2026 Grokking Explorer contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/optim/muon.h"

#include "core/kernels/matrix_product.h"
#include "core/kernels/transpose.h"

#include <algorithm>
#include <cmath>

namespace grokking {

template <class T>
Orthogonalizer<T>::Orthogonalizer(std::span<const MatrixBlock> blocks)
{
    std::int64_t largest = 0;
    std::int64_t side = 0;
    for (const MatrixBlock& block : blocks) {
        if (!block.isMatrix())
            continue;
        largest = std::max(largest, block.size());
        side = std::max(side, std::min(block.rows, block.columns));
    }
    for (auto* const buffer : {&m_matrix, &m_transposed, &m_product})
        *buffer = Buffer<T>(largest);
    for (auto* const buffer : {&m_square, &m_fourth})
        *buffer = Buffer<T>(side * side);
}

template <class T>
void Orthogonalizer<T>::apply(const MatrixBlock& block, T* matrix)
{
    const std::int64_t count = block.size();
    double square = 0.0;
    for (std::int64_t i = 0; i < count; ++i)
        square += static_cast<double>(matrix[i]) * static_cast<double>(matrix[i]);
    const auto scale = static_cast<T>(1.0 / (std::sqrt(square) + NewtonSchulz::smallest));
    const bool isTall = block.rows > block.columns;
    T* const scaled = isTall ? m_transposed.data() : m_matrix.data();
    for (std::int64_t i = 0; i < count; ++i)
        scaled[i] = scale * matrix[i];
    const std::int64_t rows = std::min(block.rows, block.columns);
    const std::int64_t columns = std::max(block.rows, block.columns);
    const MatrixView<T> wide{m_matrix.data(), rows, columns, columns};
    const MatrixView<T> tall{m_transposed.data(), columns, rows, rows};
    if (isTall)
        transpose<T, T>(tall, wide);
    for (int i = 0; i < NewtonSchulz::iterations; ++i)
        iterate(rows, columns);
    if (isTall)
        transpose<T, T>(wide, tall);
    std::copy_n(scaled, count, matrix);
}

template <class T>
void Orthogonalizer<T>::iterate(std::int64_t rows, std::int64_t columns)
{
    const MatrixView<T> matrix{m_matrix.data(), rows, columns, columns};
    const MatrixView<T> transposed{m_transposed.data(), columns, rows, rows};
    const MatrixView<T> product{m_product.data(), rows, columns, columns};
    const MatrixView<T> square{m_square.data(), rows, rows, rows};
    const MatrixView<T> fourth{m_fourth.data(), rows, rows, rows};
    transpose<T, T>(matrix, transposed);
    multiply<T>(matrix, transposed, square);
    multiply<T>(square, square, fourth);
    for (std::int64_t i = 0; i < rows * rows; ++i)
        m_square.data()[i] = static_cast<T>(NewtonSchulz::b) * m_square.data()[i]
                             + static_cast<T>(NewtonSchulz::c) * m_fourth.data()[i];
    multiply<T>(square, matrix, product);
    for (std::int64_t i = 0; i < rows * columns; ++i)
        m_matrix.data()[i] =
            static_cast<T>(NewtonSchulz::a) * m_matrix.data()[i] + m_product.data()[i];
}

template class Orthogonalizer<float>;
template class Orthogonalizer<double>;

} // namespace grokking

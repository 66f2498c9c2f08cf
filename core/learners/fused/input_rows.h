// SPDX-FileCopyrightText: 2026 Grokking Explorer contributors
// SPDX-License-Identifier: GPL-3.0-or-later
// The inputs of a data set of numbers as one flat matrix per split, in the learner's number format,
// and blocks of their rows. One owner, one thread; nothing is allocated after it is made. Number is
// float or double.
#pragma once

#include "core/data/dataset.h"
#include "core/kernels/buffer.h"
#include "core/kernels/matrix_view.h"

namespace grokking {

template <class Number>
class InputRows
{
public:
    InputRows(const Dataset& dataset, std::int64_t features, std::int64_t blockRows);

    // Returns so many rows (rows, features): those of these indices, gathered and valid until the
    // next call, or if there are none those from `first` on.
    [[nodiscard]] ConstMatrixView<Number> of(Split split, std::int64_t first,
                                             const std::int32_t* indices, std::int64_t rows);

private:
    std::int64_t m_features;
    Buffer<Number> m_train; // (examples, features)
    Buffer<Number> m_test;  // likewise
    Buffer<Number> m_batch; // (block rows, features)
};

extern template class InputRows<float>;
extern template class InputRows<double>;

} // namespace grokking

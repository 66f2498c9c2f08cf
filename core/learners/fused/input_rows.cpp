// SPDX-FileCopyrightText: 2026 Grokking Explorer contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/learners/fused/input_rows.h"

#include "core/learners/fused/fused_learner.h"

#include <algorithm>

namespace grokking {

template <class Number>
InputRows<Number>::InputRows(const Dataset& dataset, std::int64_t features, std::int64_t blockRows)
    : m_features(features), m_train(bufferOf<Number>(dataset.train.inputs.values())),
      m_test(bufferOf<Number>(dataset.test.inputs.values())), m_batch(blockRows * features)
{
}

template <class Number>
ConstMatrixView<Number> InputRows<Number>::of(Split split, std::int64_t first,
                                              const std::int32_t* indices, std::int64_t rows)
{
    const Buffer<Number>& all = split == Split::Train ? m_train : m_test;
    if (!indices)
        return {all.data() + first * m_features, rows, m_features, m_features};
    for (std::int64_t i = 0; i < rows; ++i)
        std::copy_n(all.data() + indices[i] * m_features, m_features,
                    m_batch.data() + i * m_features);
    return {m_batch.data(), rows, m_features, m_features};
}

template class InputRows<float>;
template class InputRows<double>;

} // namespace grokking

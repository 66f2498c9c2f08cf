// SPDX-FileCopyrightText: 2026 Grokking Explorer contributors
// SPDX-License-Identifier: GPL-3.0-or-later
// Views a tensor's elements as a span. The tensor must be contiguous, on the CPU and of type T.
#pragma once

#include <torch/types.h>

#include <cstddef>
#include <span>

namespace grokking {

template <class T>
[[nodiscard]] std::span<T> elements(torch::Tensor& tensor)
{
    return {tensor.data_ptr<T>(), static_cast<std::size_t>(tensor.numel())};
}

template <class T>
[[nodiscard]] std::span<const T> elements(const torch::Tensor& tensor)
{
    return {tensor.data_ptr<T>(), static_cast<std::size_t>(tensor.numel())};
}

} // namespace grokking

// SPDX-FileCopyrightText: 2026 Grokking Explorer contributors
// SPDX-License-Identifier: GPL-3.0-or-later
// A dense row-major array of any rank. Owns its values; plain value type without thread rules.
#pragma once

#include <cassert>
#include <cstdint>
#include <functional>
#include <limits>
#include <numeric>
#include <optional>
#include <span>
#include <utility>
#include <vector>

namespace grokking {

using Shape = std::vector<std::int64_t>;

// Returns the number of elements of an array of this shape; 1 for the empty shape (a scalar).
[[nodiscard]] inline std::int64_t elementCount(const Shape& shape)
{
    return std::accumulate(shape.begin(), shape.end(), std::int64_t{1}, std::multiplies<>());
}

// The same of a shape read from a file: nullopt if a size is negative or they are too many.
[[nodiscard]] inline std::optional<std::int64_t> checkedElementCount(const Shape& shape)
{
    std::int64_t count = 1;
    for (const std::int64_t size : shape) {
        if (size < 0 || (size > 0 && count > std::numeric_limits<std::int64_t>::max() / size))
            return std::nullopt;
        count *= size;
    }
    return count;
}

template <class T>
class Array
{
public:
    Array() = default;
    explicit Array(Shape shape)
        : m_shape(std::move(shape)), m_values(static_cast<std::size_t>(elementCount(m_shape)))
    {
    }

    [[nodiscard]] const Shape& shape() const { return m_shape; }
    [[nodiscard]] std::span<T> values() { return m_values; }
    [[nodiscard]] std::span<const T> values() const { return m_values; }

    // Returns the size of the first dimension: the number of examples of a data matrix.
    [[nodiscard]] std::int64_t rows() const { return m_shape.empty() ? 0 : m_shape.front(); }
    // Returns the number of elements of one row.
    [[nodiscard]] std::int64_t rowSize() const
    {
        return rows() == 0 ? 0 : std::ssize(m_values) / rows();
    }
    // Returns row `index`, 0 <= index < rows().
    [[nodiscard]] std::span<T> row(std::int64_t index)
    {
        assert(index >= 0 && index < rows());
        return values().subspan(static_cast<std::size_t>(index * rowSize()),
                                static_cast<std::size_t>(rowSize()));
    }
    [[nodiscard]] std::span<const T> row(std::int64_t index) const
    {
        assert(index >= 0 && index < rows());
        return values().subspan(static_cast<std::size_t>(index * rowSize()),
                                static_cast<std::size_t>(rowSize()));
    }

    bool operator==(const Array&) const = default;

private:
    Shape m_shape;
    std::vector<T> m_values;
};

} // namespace grokking

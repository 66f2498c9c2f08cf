// SPDX-FileCopyrightText: 2026 Grokking Explorer contributors
// SPDX-License-Identifier: GPL-3.0-or-later
// Memory for the kernels: numbers that begin at a cache line and may be read and written one
// vector past their end. One owner; movable, not copyable.
#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <new>
#include <span>

namespace grokking {

template <class T>
class Buffer
{
public:
    Buffer() = default;
    // Allocates `size` zeros.
    explicit Buffer(std::int64_t size)
        : m_values(static_cast<T*>(::operator new(bytes(size), alignment))), m_size(size)
    {
        std::uninitialized_value_construct_n(m_values.get(), size + padding);
    }

    [[nodiscard]] T* data() { return m_values.get(); }
    [[nodiscard]] const T* data() const { return m_values.get(); }
    [[nodiscard]] std::int64_t size() const { return m_size; }
    [[nodiscard]] std::span<T> values() { return {data(), static_cast<std::size_t>(m_size)}; }
    [[nodiscard]] std::span<const T> values() const
    {
        return {data(), static_cast<std::size_t>(m_size)};
    }

private:
    static constexpr std::align_val_t alignment{64};
    static constexpr std::int64_t padding = 64 / sizeof(T); // the widest vector there is

    static std::size_t bytes(std::int64_t size)
    {
        return static_cast<std::size_t>(size + padding) * sizeof(T);
    }

    struct Delete {
        void operator()(T* values) const { ::operator delete(values, alignment); }
    };
    std::unique_ptr<T[], Delete> m_values;
    std::int64_t m_size = 0;
};

} // namespace grokking

// SPDX-FileCopyrightText: 2026 Grokking Explorer contributors
// SPDX-License-Identifier: GPL-3.0-or-later
// Remembers the last few values that took long to compute, each by a text that says from what. Any
// thread.
#pragma once

#include <cstddef>
#include <deque>
#include <memory>
#include <mutex>
#include <string>
#include <utility>

namespace grokking {

template <class T>
class RecentValues
{
public:
    explicit RecentValues(std::size_t most) : m_most(most) {}

    // Returns what is remembered by this key, or nullptr.
    [[nodiscard]] std::shared_ptr<const T> find(const std::string& key) const
    {
        const std::lock_guard lock(m_mutex);
        for (const auto& [known, value] : m_values)
            if (known == key)
                return value;
        return nullptr;
    }

    // Remembers a value, and forgets the oldest one if there are too many.
    void remember(const std::string& key, std::shared_ptr<const T> value)
    {
        const std::lock_guard lock(m_mutex);
        std::erase_if(m_values, [&key](const auto& entry) { return entry.first == key; });
        m_values.emplace_back(key, std::move(value));
        if (m_values.size() > m_most)
            m_values.pop_front();
    }

private:
    std::size_t m_most;
    mutable std::mutex m_mutex;
    std::deque<std::pair<std::string, std::shared_ptr<const T>>> m_values;
};

} // namespace grokking

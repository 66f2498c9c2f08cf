// SPDX-FileCopyrightText: 2026 Grokking Explorer contributors
// SPDX-License-Identifier: GPL-3.0-or-later
// Remembers what files came to, errors too, until one of them changes. What may come out otherwise
// without a new stamp, because a file was written just before it was read, or because memory was
// short, is remembered for three seconds only. Any thread.
#pragma once

#include "core/util/file_stamp.h"
#include "core/util/result.h"

#include <algorithm>
#include <cstddef>
#include <deque>
#include <functional>
#include <map>
#include <mutex>
#include <optional>
#include <utility>

namespace grokking {

using FileStamps = std::map<std::filesystem::path, FileStamp>;

// Keys say how the files are read; T is cheap to copy.
template <class Key, class T>
class FileMemory
{
public:
    using Clock = std::function<WallTime()>;

    // Keeps the latest `most` answers; the clock is for tests.
    explicit FileMemory(std::size_t most, Clock now = std::chrono::system_clock::now)
        : m_most(most), m_now(std::move(now))
    {
    }

    // Returns what is remembered of these files, or what read() returns now. Of no files nothing
    // is remembered.
    template <class Read>
    Result<T> get(const Key& key, const FileStamps& stamps, Read read)
    {
        if (auto known = find(key, stamps))
            return *known;
        const bool settled = areSettled(stamps);
        const Result<T> answer = read();
        if (!stamps.empty())
            remember({key, stamps, answer, settled && isOfFile(answer), m_now()});
        return answer;
    }

    // Returns whether get() would not have to read.
    [[nodiscard]] bool knows(const Key& key, const FileStamps& stamps) const
    {
        return find(key, stamps).has_value();
    }

private:
    static constexpr std::chrono::seconds shortTime{3};

    struct Entry {
        Key key;
        FileStamps stamps;
        Result<T> answer;
        bool lasts;
        WallTime since;
    };

    [[nodiscard]] bool areSettled(const FileStamps& stamps) const
    {
        return std::ranges::all_of(stamps, [now = m_now()](const auto& file) {
            return isSettled(file.second, shortTime, now);
        });
    }

    static bool isOfFile(const Result<T>& answer)
    {
        return answer || answer.error().code == ErrorCode::InvalidFile;
    }

    [[nodiscard]] bool isGood(const Entry& entry) const
    {
        const auto age = m_now() - entry.since;
        return entry.lasts || (age <= shortTime && age >= -shortTime);
    }

    [[nodiscard]] std::optional<Result<T>> find(const Key& key, const FileStamps& stamps) const
    {
        const std::scoped_lock lock(m_mutex);
        for (const Entry& entry : m_entries)
            if (entry.key == key && entry.stamps == stamps && isGood(entry))
                return entry.answer;
        return std::nullopt;
    }

    void remember(Entry entry)
    {
        const std::scoped_lock lock(m_mutex);
        std::erase_if(m_entries, [&](const Entry& old) { return old.key == entry.key; });
        m_entries.push_front(std::move(entry));
        if (m_entries.size() > m_most)
            m_entries.pop_back();
    }

    std::size_t m_most;
    Clock m_now;
    mutable std::mutex m_mutex;
    std::deque<Entry> m_entries;
};

} // namespace grokking

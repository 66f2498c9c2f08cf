// SPDX-FileCopyrightText: 2026 Grokking Explorer contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/data/csv_facts.h"

#include "core/util/file_stamp.h"

#include <deque>
#include <mutex>
#include <optional>
#include <utility>

namespace grokking {

namespace {

constexpr std::int64_t slowFile = 2'000'000; // bytes, about a tenth of a second

// Remembers what the latest files came to, errors too. Any thread.
class LatestFacts
{
public:
    using Answer = Result<std::shared_ptr<const CsvFacts>>;

    std::optional<Answer> find(const CsvFormat& format, const FileStamp& stamp)
    {
        const std::scoped_lock lock(m_mutex);
        for (const Entry& entry : m_entries)
            if (entry.stamp == stamp && entry.format == format)
                return entry.answer;
        return std::nullopt;
    }

    void keep(const CsvFormat& format, const FileStamp& stamp, const Answer& answer)
    {
        const std::scoped_lock lock(m_mutex);
        m_entries.push_front({format, stamp, answer});
        if (m_entries.size() > mostEntries)
            m_entries.pop_back();
    }

private:
    static constexpr std::size_t mostEntries = 8;

    struct Entry {
        CsvFormat format;
        FileStamp stamp;
        Answer answer;
    };

    std::mutex m_mutex;
    std::deque<Entry> m_entries;
};

LatestFacts& latestFacts()
{
    static LatestFacts facts;
    return facts;
}

} // namespace

Result<std::shared_ptr<const CsvFacts>> csvFacts(const CsvFormat& format)
{
    const auto stamp = stampOf(format.file);
    if (const auto known = stamp ? latestFacts().find(format, *stamp) : std::nullopt)
        return *known;
    auto table = readCsvTable(format);
    const LatestFacts::Answer answer =
        table ? LatestFacts::Answer(std::make_shared<const CsvFacts>(std::move(table->facts)))
              : table.error();
    if (stamp)
        latestFacts().keep(format, *stamp, answer);
    return answer;
}

bool isReadingSlow(const CsvFormat& format)
{
    const auto stamp = stampOf(format.file);
    return stamp && stamp->size > slowFile && !latestFacts().find(format, *stamp);
}

} // namespace grokking

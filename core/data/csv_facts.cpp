// SPDX-FileCopyrightText: 2026 Grokking Explorer contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/data/csv_facts.h"

#include "core/util/file_memory.h"

#include <utility>

namespace grokking {

namespace {

constexpr std::int64_t slowFile = 2'000'000; // bytes, about a tenth of a second

template <class Facts>
FileMemory<CsvFormat, std::shared_ptr<const Facts>>& latest()
{
    static FileMemory<CsvFormat, std::shared_ptr<const Facts>> facts(8);
    return facts;
}

FileStamps stampsOf(const CsvFormat& format)
{
    const auto stamp = stampOf(format.file);
    return stamp ? FileStamps{{format.file, *stamp}} : FileStamps{};
}

// Returns the facts of what `read` returns of a file, or those remembered.
template <class Facts, class Read>
Result<std::shared_ptr<const Facts>> factsOf(const CsvFormat& format, Read read)
{
    return latest<Facts>().get(format, stampsOf(format),
                               [&]() -> Result<std::shared_ptr<const Facts>> {
                                   auto table = read(format, std::stop_token());
                                   if (!table)
                                       return table.error();
                                   return std::make_shared<const Facts>(std::move(table->facts));
                               });
}

} // namespace

Result<std::shared_ptr<const CsvFacts>> csvFacts(const CsvFormat& format)
{
    return factsOf<CsvFacts>(format, readCsvTable);
}

Result<std::shared_ptr<const CsvNumbersFacts>> csvNumbersFacts(const CsvFormat& format)
{
    return factsOf<CsvNumbersFacts>(format, readCsvNumbers);
}

bool isReadingSlow(const CsvFormat& format)
{
    const FileStamps stamps = stampsOf(format);
    return !stamps.empty() && stamps.begin()->second.size > slowFile
           && !latest<CsvFacts>().knows(format, stamps)
           && !latest<CsvNumbersFacts>().knows(format, stamps);
}

} // namespace grokking

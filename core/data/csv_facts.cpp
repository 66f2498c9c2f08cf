// SPDX-FileCopyrightText: 2026 Grokking Explorer contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/data/csv_facts.h"

#include "core/util/file_memory.h"

#include <utility>

namespace grokking {

namespace {

constexpr std::int64_t slowFile = 2'000'000; // bytes, about a tenth of a second

using FactsMemory = FileMemory<CsvFormat, std::shared_ptr<const CsvFacts>>;

FactsMemory& latestFacts()
{
    static FactsMemory facts(8);
    return facts;
}

FileStamps stampsOf(const CsvFormat& format)
{
    const auto stamp = stampOf(format.file);
    return stamp ? FileStamps{{format.file, *stamp}} : FileStamps{};
}

Result<std::shared_ptr<const CsvFacts>> readFacts(const CsvFormat& format)
{
    auto table = readCsvTable(format);
    if (!table)
        return table.error();
    return std::make_shared<const CsvFacts>(std::move(table->facts));
}

} // namespace

Result<std::shared_ptr<const CsvFacts>> csvFacts(const CsvFormat& format)
{
    return latestFacts().get(format, stampsOf(format), [&] { return readFacts(format); });
}

bool isReadingSlow(const CsvFormat& format)
{
    const FileStamps stamps = stampsOf(format);
    return !stamps.empty() && stamps.begin()->second.size > slowFile
           && !latestFacts().knows(format, stamps);
}

} // namespace grokking

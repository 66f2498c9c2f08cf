// SPDX-FileCopyrightText: 2026 Grokking Explorer contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/store/summary_row.h"

#include "core/store/database.h"
#include "core/store/row.h"
#include "core/store/schema.h"

namespace grokking {

namespace {

void addCrossing(RowWriter& row, const std::optional<Crossing>& crossing)
{
    using Integer = std::optional<std::int64_t>;
    row.add(crossing ? Integer(crossing->step) : std::nullopt);
    row.add(crossing ? Integer(crossing->confirmed ? 1 : 0) : std::nullopt);
}

std::optional<Crossing> readCrossing(RowReader& row)
{
    const auto step = row.optionalInteger();
    const auto confirmed = row.optionalInteger();
    if (!step)
        return std::nullopt;
    return Crossing{*step, confirmed != 0};
}

std::optional<RegionLines> readRegions(RowReader& row)
{
    const auto error = row.optionalReal();
    const auto complexity = row.optionalReal();
    if (!error || !complexity)
        return std::nullopt;
    return RegionLines{*error, *complexity};
}

std::optional<ScoreRange> readRange(RowReader& row)
{
    const auto lower = row.optionalReal();
    const auto upper = row.optionalReal();
    if (!lower || !upper)
        return std::nullopt;
    return ScoreRange{*lower, *upper};
}

Verdict readVerdict(RowReader& row)
{
    const std::string name = row.text();
    const auto verdict = verdictFromName(name);
    if (!verdict)
        throwDamaged("unknown verdict \"" + name + "\"");
    return *verdict;
}

} // namespace

void writeSummary(SQLite::Database& database, const RunSummary& summary)
{
    using Real = std::optional<double>;
    const auto& regions = summary.regions;
    SQLite::Statement statement(
        database,
        "INSERT OR REPLACE INTO summary (id, verdict, t1, t1_confirmed, t2, t2_confirmed, "
        "gap, ratio, intensity, stability, error_line, complexity_line, lehc_share, "
        "diverged_quantity, last_step, room_lower, room_upper, checksum) "
        "VALUES (1, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)");
    RowWriter row(statement);
    row.add(verdictName(summary.verdict));
    addCrossing(row, summary.t1);
    addCrossing(row, summary.t2);
    row.add(summary.gap).add(summary.ratio).add(summary.intensity).add(summary.stability);
    row.add(regions ? Real(regions->error) : std::nullopt);
    row.add(regions ? Real(regions->complexity) : std::nullopt);
    row.add(summary.lehcShare).add(summary.divergedQuantity).add(summary.lastStep);
    row.add(summary.room ? Real(summary.room->lower) : std::nullopt);
    row.add(summary.room ? Real(summary.room->upper) : std::nullopt);
    row.addChecksum().execute();
}

std::optional<RunSummary> readSummary(SQLite::Database& database)
{
    const std::string room =
        hasColumn(database, "summary", "room_lower") ? "room_lower, room_upper" : "NULL, NULL";
    SQLite::Statement statement(
        database,
        "SELECT verdict, t1, t1_confirmed, t2, t2_confirmed, gap, ratio, intensity, "
        "stability, error_line, complexity_line, lehc_share, diverged_quantity, last_step, "
            + room + ", " + checksumColumn(database) + " FROM summary");
    if (!statement.executeStep())
        return std::nullopt;
    RowReader row(statement);
    RunSummary summary{
        readVerdict(row),   readCrossing(row),  readCrossing(row),     row.optionalInteger(),
        row.optionalReal(), row.optionalReal(), row.optionalInteger(), readRegions(row),
        row.optionalReal(), row.text(),         row.integer(),         readRange(row)};
    row.requireChecksum("the summary");
    return summary;
}

} // namespace grokking

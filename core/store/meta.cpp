// SPDX-FileCopyrightText: 2026 Grokking Explorer contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/store/meta.h"

#include "core/store/database.h"
#include "core/store/row.h"
#include "core/store/schema.h"

namespace grokking {

namespace {

constexpr const char* replaceMeta = "INSERT OR REPLACE INTO meta (key, value) VALUES (?, ?)";

SQLite::Statement metaRow(SQLite::Database& database, std::string_view key)
{
    SQLite::Statement statement(database, "SELECT value FROM meta WHERE key = ?");
    statement.bind(1, std::string(key));
    if (!statement.executeStep())
        throwDamaged("its " + std::string(key) + " is missing");
    return statement;
}

} // namespace

void writeMeta(SQLite::Database& database, std::string_view key, std::string_view text)
{
    SQLite::Statement statement(database, replaceMeta);
    RowWriter(statement).add(key).add(text).execute();
}

void writeMeta(SQLite::Database& database, std::string_view key, std::int64_t number)
{
    SQLite::Statement statement(database, replaceMeta);
    RowWriter(statement).add(key).add(number).execute();
}

std::string metaText(SQLite::Database& database, std::string_view key)
{
    SQLite::Statement statement = metaRow(database, key);
    return RowReader(statement).text();
}

void writeSpec(SQLite::Database& database, const ExperimentSpec& spec, const std::string& json)
{
    SQLite::Statement statement(
        database, "INSERT OR REPLACE INTO spec (id, json, checksum) VALUES (1, ?, ?)");
    RowWriter(statement).add(std::string_view(json)).addChecksum().execute();
    writeMeta(database, "preset", spec.preset);
    writeMeta(database, "seed", spec.seed);
    writeMeta(database, "steps", spec.training.steps);
}

std::string storedSpecJson(SQLite::Database& database)
{
    SQLite::Statement statement(database,
                                "SELECT json, " + checksumColumn(database) + " FROM spec");
    if (!statement.executeStep())
        throwDamaged("its spec is missing");
    RowReader row(statement);
    std::string json = row.text();
    row.requireChecksum("its spec");
    return json;
}

} // namespace grokking

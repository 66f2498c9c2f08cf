// SPDX-FileCopyrightText: 2026 Grokking Explorer contributors
// SPDX-License-Identifier: GPL-3.0-or-later
// The tables of a run file; FORMAT.md describes every column. Internal to core/store; throws
// SQLite::Exception.
#pragma once

#include <SQLiteCpp/SQLiteCpp.h>

#include <string>

namespace grokking {

constexpr int runApplicationId = 0x47524F4B; // "GROK", in the header of every run file
constexpr int runSchemaVersion = 3;          // PRAGMA user_version

// Creates all tables in an empty database and marks it as a run file.
void createSchema(SQLite::Database& database);

// Makes a file of any version up to this one a file of this one: all have the same tables, to which
// later versions added columns.
void updateSchema(SQLite::Database& database);

// Returns whether a table has a column, which may have come later than the file.
[[nodiscard]] bool hasColumn(SQLite::Database& database, const std::string& table,
                             const std::string& column);

// Returns the SQL of the checksum column, which files of older versions have not.
[[nodiscard]] std::string checksumColumn(SQLite::Database& database);

} // namespace grokking

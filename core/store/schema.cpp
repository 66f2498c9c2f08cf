// SPDX-FileCopyrightText: 2026 Grokking Explorer contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/store/schema.h"

#include "core/store/meta.h"

#include <string>

namespace grokking {

namespace {

constexpr const char* tables = R"sql(
CREATE TABLE meta (
    key   TEXT PRIMARY KEY,
    value
) WITHOUT ROWID;

CREATE TABLE spec (
    id       INTEGER PRIMARY KEY CHECK (id = 1),
    json     TEXT NOT NULL,
    checksum INTEGER
);

CREATE TABLE samples (
    id            INTEGER PRIMARY KEY,
    step          INTEGER NOT NULL,
    epoch         REAL,
    kind          TEXT NOT NULL,
    train_loss    REAL,
    train_score   REAL,
    train_correct INTEGER NOT NULL,
    train_total   INTEGER NOT NULL,
    test_loss     REAL,
    test_score    REAL,
    test_correct  INTEGER NOT NULL,
    test_total    INTEGER NOT NULL,
    error         REAL,
    complexity    REAL,
    weight_norm   REAL,
    learning_rate REAL,
    weight_decay  REAL,
    checksum      INTEGER
);

CREATE TABLE series (
    id       INTEGER PRIMARY KEY,
    metric   TEXT NOT NULL,
    kind     TEXT NOT NULL,
    title    TEXT NOT NULL,
    unit     TEXT NOT NULL,
    x_axis   TEXT NOT NULL,
    y_axis   TEXT NOT NULL,
    layout   TEXT NOT NULL,
    checksum INTEGER
);

CREATE TABLE observations (
    id       INTEGER PRIMARY KEY,
    step     INTEGER NOT NULL,
    series   INTEGER NOT NULL REFERENCES series (id),
    dtype    TEXT NOT NULL,
    content,
    checksum INTEGER
);

CREATE TABLE events (
    id       INTEGER PRIMARY KEY,
    step     INTEGER NOT NULL,
    type     TEXT NOT NULL,
    json     TEXT NOT NULL,
    checksum INTEGER
);

CREATE TABLE environment (
    event    INTEGER NOT NULL REFERENCES events (id),
    key      TEXT NOT NULL,
    value    TEXT NOT NULL,
    checksum INTEGER,
    PRIMARY KEY (event, key)
) WITHOUT ROWID;

CREATE TABLE snapshots (
    id         INTEGER PRIMARY KEY,
    step       INTEGER NOT NULL,
    dtype      TEXT NOT NULL,
    parameters BLOB NOT NULL,
    checksum   INTEGER
);

CREATE TABLE checkpoint (
    id       INTEGER PRIMARY KEY CHECK (id = 1),
    step     INTEGER NOT NULL,
    state    BLOB NOT NULL,
    checksum INTEGER
);

CREATE TABLE summary (
    id                INTEGER PRIMARY KEY CHECK (id = 1),
    verdict           TEXT NOT NULL,
    t1                INTEGER,
    t1_confirmed      INTEGER,
    t2                INTEGER,
    t2_confirmed      INTEGER,
    gap               INTEGER,
    ratio             REAL,
    intensity         REAL,
    stability         INTEGER,
    error_line        REAL,
    complexity_line   REAL,
    lehc_share        REAL,
    diverged_quantity TEXT NOT NULL,
    last_step         INTEGER NOT NULL,
    room_lower        REAL,
    room_upper        REAL,
    checksum          INTEGER
);

CREATE TABLE arrivals (
    seq    INTEGER PRIMARY KEY,
    source TEXT NOT NULL,
    row    INTEGER NOT NULL,
    time   REAL NOT NULL
);
)sql";

void markVersion(SQLite::Database& database)
{
    database.exec("PRAGMA user_version = " + std::to_string(runSchemaVersion));
    writeMeta(database, "schema-version", std::int64_t{runSchemaVersion});
}

// Adds a column, given by name and type, unless it is there.
void addColumn(SQLite::Database& database, const std::string& table, const std::string& column)
{
    if (!hasColumn(database, table, column.substr(0, column.find(' '))))
        database.exec("ALTER TABLE " + table + " ADD COLUMN " + column);
}

} // namespace

bool hasColumn(SQLite::Database& database, const std::string& table, const std::string& column)
{
    SQLite::Statement statement(database, "SELECT 1 FROM pragma_table_info(?) WHERE name = ?");
    statement.bind(1, table);
    statement.bind(2, column);
    return statement.executeStep();
}

void createSchema(SQLite::Database& database)
{
    database.exec("PRAGMA application_id = " + std::to_string(runApplicationId));
    database.exec(tables);
    markVersion(database);
}

void updateSchema(SQLite::Database& database)
{
    addColumn(database, "summary", "room_lower REAL");
    addColumn(database, "summary", "room_upper REAL");
    for (const char* table : {"spec", "samples", "series", "observations", "events", "environment",
                              "snapshots", "checkpoint", "summary"})
        addColumn(database, table, "checksum INTEGER");
    markVersion(database);
}

std::string checksumColumn(SQLite::Database& database)
{
    constexpr int sinceVersion = 3;
    return database.execAndGet("PRAGMA user_version").getInt() < sinceVersion ? "NULL" : "checksum";
}

} // namespace grokking

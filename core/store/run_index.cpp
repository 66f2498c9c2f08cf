// SPDX-FileCopyrightText: 2026 Grokking Explorer contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/store/run_index.h"

#include "core/store/database.h"
#include "core/store/listing_codec.h"
#include "core/store/row.h"
#include "core/util/fingerprint.h"

#include <sqlite3.h>

#include <optional>
#include <system_error>
#include <utility>

namespace grokking {

namespace fs = std::filesystem;

namespace {

constexpr int indexApplicationId = 0x47524F49; // "GROI"
constexpr int indexVersion = 100 + listingCodecVersion;
constexpr int lockPatienceMs = 2'000; // others hold it for milliseconds

constexpr const char* tables = R"sql(
CREATE TABLE runs (
    name     TEXT PRIMARY KEY,
    size     INTEGER NOT NULL,
    modified INTEGER NOT NULL,
    changed  INTEGER NOT NULL,
    inode    INTEGER NOT NULL,
    listing  BLOB NOT NULL,
    checksum INTEGER NOT NULL
) WITHOUT ROWID;
)sql";

// A row whose bytes changed on the disk is not believed.
std::int64_t checksumOf(const std::string& name, const FileStamp& stamp, std::string_view listing)
{
    std::string text = name + '/' + std::to_string(stamp.size) + '/'
                       + std::to_string(stamp.modified) + '/' + std::to_string(stamp.changed) + '/'
                       + std::to_string(stamp.inode) + '/';
    text += listing;
    return static_cast<std::int64_t>(fingerprint(text));
}

bool isOurs(SQLite::Database& database)
{
    return database.execAndGet("PRAGMA application_id").getInt() == indexApplicationId
           && database.execAndGet("PRAGMA user_version").getInt() == indexVersion;
}

SQLite::Database openedAt(const fs::path& file)
{
    return {file.string(), SQLite::OPEN_READWRITE | SQLite::OPEN_CREATE, lockPatienceMs};
}

// Makes the tables unless another program was faster.
void create(SQLite::Database& database)
{
    SQLite::Transaction transaction(database, SQLite::TransactionBehavior::IMMEDIATE);
    if (database.execAndGet("SELECT count(*) FROM sqlite_master").getInt() == 0) {
        database.exec("PRAGMA application_id = " + std::to_string(indexApplicationId));
        database.exec("PRAGMA user_version = " + std::to_string(indexVersion));
        database.exec(tables);
    }
    transaction.commit();
}

void removeIndex(const fs::path& file)
{
    std::error_code ignored;
    fs::remove(file, ignored);
    fs::remove(file.string() + "-journal", ignored);
}

bool isDamage(const SQLite::Exception& exception)
{
    const int code = exception.getErrorCode() & 0xff;
    return code == SQLITE_CORRUPT || code == SQLITE_NOTADB || code == SQLITE_ERROR;
}

// Reads it all once, which finds damage.
bool isUsable(SQLite::Database& database)
{
    try {
        // Nothing is lost with an index; one that a power failure damages is made anew.
        database.exec("PRAGMA synchronous = OFF");
        if (database.execAndGet("SELECT count(*) FROM sqlite_master").getInt() == 0)
            create(database);
        return isOurs(database) && database.execAndGet("PRAGMA quick_check(1)").getString() == "ok"
               && database.execAndGet("SELECT count(checksum) FROM runs").getInt() >= 0;
    } catch (const SQLite::Exception& exception) {
        if (isDamage(exception))
            return false;
        throw;
    }
}

SQLite::Database openIndex(const fs::path& file)
{
    SQLite::Database database = openedAt(file);
    if (isUsable(database))
        return database;
    removeIndex(file);
    database = openedAt(file);
    create(database);
    return database;
}

// Returns a row, or nullopt if its bytes are not those that were written.
std::optional<IndexedRun> readRow(SQLite::Statement& statement)
{
    try {
        RowReader row(statement);
        std::string name = row.text();
        const FileStamp stamp{row.integer(), row.integer(), row.integer(), row.integer()};
        const auto blob = row.blob();
        const std::string_view bytes(reinterpret_cast<const char*>(blob.data()), blob.size());
        if (checksumOf(name, stamp, bytes) != row.integer())
            return std::nullopt;
        if (auto listing = decodeListing(bytes))
            return IndexedRun{std::move(name), stamp, std::move(*listing)};
    } catch (const StoreException&) { // a value of another type
    }
    return std::nullopt;
}

} // namespace

RunIndex::RunIndex(const fs::path& folder)
    : m_database(openIndex(fs::absolute(folder) / runIndexName))
{
}

std::unordered_map<std::string, IndexedRun> RunIndex::load()
{
    std::unordered_map<std::string, IndexedRun> runs;
    SQLite::Statement statement(
        m_database, "SELECT name, size, modified, changed, inode, listing, checksum FROM runs");
    while (statement.executeStep()) {
        if (auto run = readRow(statement)) {
            std::string name = run->name;
            runs.emplace(std::move(name), std::move(*run));
        }
    }
    return runs;
}

void RunIndex::update(std::span<const IndexedRun> runs, std::span<const std::string> dropped)
{
    SQLite::Transaction transaction(m_database, SQLite::TransactionBehavior::IMMEDIATE);
    SQLite::Statement insert(m_database,
                             "INSERT OR REPLACE INTO runs (name, size, modified, changed, inode, "
                             "listing, checksum) VALUES (?, ?, ?, ?, ?, ?, ?)");
    for (const IndexedRun& run : runs) {
        const std::string listing = encodeListing(run.listing);
        const FileStamp& stamp = run.stamp;
        RowWriter row(insert);
        row.add(std::string_view(run.name)).add(stamp.size).add(stamp.modified);
        row.add(stamp.changed).add(stamp.inode).add(std::as_bytes(std::span(listing)));
        row.add(checksumOf(run.name, stamp, listing)).execute();
    }
    SQLite::Statement remove(m_database, "DELETE FROM runs WHERE name = ?");
    for (const std::string& name : dropped)
        RowWriter(remove).add(std::string_view(name)).execute();
    transaction.commit();
}

} // namespace grokking

// SPDX-FileCopyrightText: 2026 Grokking Explorer contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/store/database.h"

#include "core/store/schema.h"

#include <sqlite3.h>

#include <sys/resource.h>

#include <cerrno>
#include <cstring>
#include <string_view>
#include <system_error>

namespace grokking {

namespace fs = std::filesystem;

namespace {

constexpr std::string_view damagedHint =
    "; restore it from a copy, or delete it and run the experiment again";

// Writes a path as an SQLite URI.
std::string uriOf(const fs::path& file)
{
    std::string uri = "file:";
    for (const char letter : file.string()) {
        if (letter == '%' || letter == '?' || letter == '#')
            uri += letter == '%' ? "%25" : letter == '?' ? "%3f" : "%23";
        else
            uri += letter;
    }
    return uri;
}

bool hasJournal(const fs::path& file)
{
    std::error_code ignored;
    const auto size = fs::file_size(file.string() + "-journal", ignored);
    return !ignored && size > 0;
}

// Reads the header, so that what is wrong with the file shows here and not in the first query.
void probe(SQLite::Database& database)
{
    database.execAndGet("SELECT count(*) FROM sqlite_master");
}

void requireFile(const fs::path& file)
{
    std::error_code ignored;
    const fs::file_status status = fs::status(file, ignored);
    if (!fs::exists(status))
        throw StoreException({ErrorCode::FileAccess, "there is no such file; check its name"});
    if (!fs::is_regular_file(status))
        throw StoreException({ErrorCode::FileAccess, "this is not a file; name a .grok file"});
}

void requireRun(SQLite::Database& database)
{
    if (database.execAndGet("PRAGMA application_id").getInt() != runApplicationId)
        throw StoreException({ErrorCode::InvalidFile,
                              "this is not a run file of Grokking Explorer; choose a .grok file"});
    const int version = database.execAndGet("PRAGMA user_version").getInt();
    if (version > runSchemaVersion)
        throw StoreException({ErrorCode::NewerSchema,
                              "this run was written by a newer version of the program (schema "
                                  + std::to_string(version) + ", this one reads up to "
                                  + std::to_string(runSchemaVersion) + "); update the program"});
    if (version < 1)
        throwDamaged("its schema version is " + std::to_string(version));
}

// SQLite notices missing pages, but not the missing end of the last one.
void requireWholeFile(SQLite::Database& database, const fs::path& file)
{
    const std::int64_t pages = database.execAndGet("PRAGMA page_count").getInt64();
    const std::int64_t pageSize = database.execAndGet("PRAGMA page_size").getInt64();
    if (static_cast<std::int64_t>(fs::file_size(file)) < pages * pageSize)
        throwDamaged("its end is missing");
}

SQLite::Database opened(SQLite::Database database, const fs::path& file)
{
    probe(database);
    requireRun(database);
    requireWholeFile(database, file);
    return database;
}

// Tells whether a file that cannot be read the normal way may be taken as it lies: file systems
// without locks, write-protected ones. A journal beside it says that it is not complete.
bool mayReadAsItLies(const SQLite::Exception& exception, const fs::path& file)
{
    const int code = exception.getErrorCode() & 0xff;
    return (code == SQLITE_CANTOPEN || code == SQLITE_IOERR || code == SQLITE_READONLY)
           && !hasJournal(file);
}

Error accessError(int code, const std::string& detail, const fs::path& file)
{
    switch (code) {
    case SQLITE_READONLY_ROLLBACK:
        return {ErrorCode::FileAccess,
                "its last write was interrupted and cannot be undone here because the folder is "
                "write-protected; copy the file together with its -journal file to a folder that "
                "can be written, and open it there",
                file.string()};
    case SQLITE_READONLY_DBMOVED:
        return {ErrorCode::FileAccess, movedMessage, file.string()};
    case SQLITE_BUSY:
    case SQLITE_LOCKED:
        return {ErrorCode::FileAccess,
                "the file is locked by another program; close it there, then try again",
                file.string()};
    case SQLITE_READONLY:
        return {ErrorCode::FileAccess,
                "the file cannot be written; check the permissions of file and folder",
                file.string()};
    default:
        return {ErrorCode::FileAccess,
                "the file cannot be read or written (" + detail
                    + "); check the disk and the permissions of file and folder",
                file.string()};
    }
}

// Returns whether the system limits the size of files this process may write (ulimit -f).
bool hasFileSizeLimit()
{
    rlimit limit{};
    return getrlimit(RLIMIT_FSIZE, &limit) == 0 && limit.rlim_cur != RLIM_INFINITY;
}

// SQLite says SQLITE_FULL of a full disk itself. Of other limits it reports an I/O error, whose
// errno its own clean-up may have overwritten by then.
bool isOutOfSpace(int code, int systemError)
{
    return code == SQLITE_FULL || systemError == ENOSPC || systemError == EDQUOT
           || systemError == EFBIG || (code == SQLITE_IOERR && hasFileSizeLimit());
}

} // namespace

void throwDamaged(const std::string& what)
{
    throw StoreException(
        {ErrorCode::InvalidFile, "the file is damaged: " + what + std::string(damagedHint)});
}

SQLite::Database openForReading(const fs::path& file)
{
    requireFile(file);
    const fs::path absolute = fs::absolute(file);
    try {
        // Writable where possible, because rolling back after a killed writer is a write.
        return opened({absolute.string(), SQLite::OPEN_READWRITE, patienceMs}, absolute);
    } catch (const SQLite::Exception& exception) {
        if (!mayReadAsItLies(exception, absolute))
            throw;
    }
    return opened({uriOf(absolute) + "?immutable=1", SQLite::OPEN_READONLY | SQLite::OPEN_URI},
                  absolute);
}

SQLite::Database openForWriting(const fs::path& file, int lockPatienceMs)
{
    requireFile(file);
    const fs::path absolute = fs::absolute(file);
    return opened({absolute.string(), SQLite::OPEN_READWRITE, lockPatienceMs}, absolute);
}

Error databaseError(const SQLite::Exception& exception, const fs::path& file, int systemError)
{
    const int extended = exception.getExtendedErrorCode();
    const int code = exception.getErrorCode() & 0xff;
    if (code != SQLITE_IOERR && code != SQLITE_CANTOPEN)
        systemError = 0; // left over from an earlier call
    const std::string detail = systemError == 0 ? exception.what() : std::strerror(systemError);
    if (isOutOfSpace(code, systemError))
        return {ErrorCode::DiskFull, "there is no space left to write; free some, then try again",
                file.string()};
    switch (code) {
    case SQLITE_NOTADB:
        return {ErrorCode::InvalidFile,
                "this is not a run file, or its beginning is damaged; choose a .grok file",
                file.string()};
    case SQLITE_CORRUPT:
    case SQLITE_ERROR: // a table or column is missing
        return {ErrorCode::InvalidFile,
                "the file is damaged or cut off (" + detail + ")" + std::string(damagedHint),
                file.string()};
    case SQLITE_BUSY:
    case SQLITE_LOCKED:
    case SQLITE_CANTOPEN:
    case SQLITE_PERM:
    case SQLITE_IOERR:
        return accessError(code, detail, file);
    case SQLITE_READONLY:
        return accessError(extended, detail, file);
    default:
        return {ErrorCode::Internal, "the database failed: " + detail, file.string()};
    }
}

} // namespace grokking

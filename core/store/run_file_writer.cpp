// SPDX-FileCopyrightText: 2026 Grokking Explorer contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/store/run_file_writer.h"

#include "core/store/database.h"
#include "core/store/meta.h"

#include <sqlite3.h>

#include <system_error>
#include <utility>

namespace grokking {

namespace fs = std::filesystem;

namespace {

// Nobody else may record into the file: a second recorder takes it over, and the first one stops.
void requireOwnership(SQLite::Database& database, const std::string& writer)
{
    if (metaText(database, "writer") != writer)
        throw StoreException(
            {ErrorCode::FileAccess, "another program has continued this run; stop this one"});
}

bool isLocked(const SQLite::Exception& exception)
{
    const int code = exception.getErrorCode() & 0xff;
    return code == SQLITE_BUSY || code == SQLITE_LOCKED;
}

} // namespace

RunFileWriter::Connection::Connection(SQLite::Database opened)
    : database(std::move(opened)), events(database)
{
}

RunFileWriter::RunFileWriter(fs::path file, std::string writer)
    : m_file(std::move(file)), m_writer(std::move(writer))
{
}

WriteResult RunFileWriter::write(std::span<const Arrival> arrivals)
{
    bool isBusy = false;
    const Status status = guarded<Success>(m_file, [&] {
        try {
            writeThrough(arrivals);
        } catch (const SQLite::Exception& exception) {
            isBusy = isLocked(exception);
            throw StoreException(databaseError(exception, m_file, systemError()));
        }
        return Success{};
    });
    if (status)
        return {};
    m_connection.reset();
    return {isBusy ? WriteOutcome::Busy : WriteOutcome::Failed, status.error()};
}

void RunFileWriter::writeThrough(std::span<const Arrival> arrivals)
{
    if (std::error_code ignored; !m_connection && !fs::exists(m_file, ignored))
        throw StoreException({ErrorCode::FileAccess, movedMessage});
    if (!m_connection)
        m_connection = std::make_unique<Connection>(openForWriting(m_file, recordingPatienceMs));
    SQLite::Transaction transaction(m_connection->database, SQLite::TransactionBehavior::IMMEDIATE);
    requireOwnership(m_connection->database, m_writer);
    for (const Arrival& arrival : arrivals)
        m_connection->events.write(arrival);
    transaction.commit();
}

int RunFileWriter::systemError() const
{
    return m_connection ? sqlite3_system_errno(m_connection->database.getHandle()) : 0;
}

} // namespace grokking

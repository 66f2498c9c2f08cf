// SPDX-FileCopyrightText: 2026 Grokking Explorer contributors
// SPDX-License-Identifier: GPL-3.0-or-later
// The one connection through which a recorder writes to its run file: opens it when needed, and
// opens it anew after a failure. One thread. Internal to core/store; throws nothing.
#pragma once

#include "core/store/event_writer.h"
#include "core/store/writer_thread.h"

#include <filesystem>
#include <memory>
#include <span>
#include <string>

namespace grokking {

class RunFileWriter
{
public:
    // `writer` is the name under which the file was created or continued.
    RunFileWriter(std::filesystem::path file, std::string writer);

    // Writes all events in one transaction, or none of them.
    [[nodiscard]] WriteResult write(std::span<const Arrival> arrivals);

private:
    // The statements of the event writer must go before their database.
    struct Connection {
        explicit Connection(SQLite::Database opened);
        SQLite::Database database;
        EventWriter events;
    };

    void writeThrough(std::span<const Arrival> arrivals);
    [[nodiscard]] int systemError() const; // errno of the last failed call, 0 if unknown

    std::filesystem::path m_file;
    std::string m_writer;
    std::unique_ptr<Connection> m_connection;
};

} // namespace grokking

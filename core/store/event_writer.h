// SPDX-FileCopyrightText: 2026 Grokking Explorer contributors
// SPDX-License-Identifier: GPL-3.0-or-later
// Writes events into the tables of an open run file. Lives as long as its database; one thread.
// Internal to core/store. Throws; the caller holds the transaction, and after it was rolled back
// the writer must not be used again (it remembers which series are stored).
#pragma once

#include "core/store/arrival.h"

#include <SQLiteCpp/SQLiteCpp.h>

#include <map>
#include <string>

namespace grokking {

class EventWriter
{
public:
    explicit EventWriter(SQLite::Database& database);

    void write(const Arrival& arrival);

private:
    void store(const Sampled& sample, double time);
    void store(const Observed& observed, double time);
    void store(const SnapshotTaken& snapshot, double time);
    void store(const CheckpointTaken& checkpoint, double time);
    void store(const RunStarted& started, double time);
    void store(const Finished& finished, double time);
    template <class Event>
    void store(const Event& event, double time);

    // Stores an event that is JSON text and returns its row.
    template <class Event>
    std::int64_t storeJson(const Event& event, double time);
    // Returns the row of the series an observation belongs to, storing it when it is new.
    std::int64_t seriesOf(const Observation& observation, const std::string& kind,
                          const std::string& layout);
    void logArrival(const char* source, double time);

    SQLite::Database& m_database;
    SQLite::Statement m_insertSample;
    SQLite::Statement m_insertObservation;
    SQLite::Statement m_insertSeries;
    SQLite::Statement m_insertSnapshot;
    SQLite::Statement m_replaceCheckpoint;
    SQLite::Statement m_insertEvent;
    SQLite::Statement m_insertEnvironment;
    SQLite::Statement m_insertArrival;
    std::map<std::string, std::int64_t> m_series; // all its columns -> id
};

} // namespace grokking

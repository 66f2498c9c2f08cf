// SPDX-FileCopyrightText: 2026 Grokking Explorer contributors
// SPDX-License-Identifier: GPL-3.0-or-later
// Reads the events of an open run file in the order in which they were published. Internal to
// core/store; throws.
#pragma once

#include "core/events/training_event.h"
#include "core/store/row.h"

#include <SQLiteCpp/SQLiteCpp.h>

#include <map>
#include <optional>
#include <string>
#include <vector>

namespace grokking {

// Returns the checkpoint, if there is one; throws if its bytes are not those that were written.
[[nodiscard]] std::optional<CheckpointTaken> readCheckpoint(SQLite::Database& database);

// The columns that readEvent() takes from the table of events of a file of any version.
[[nodiscard]] std::string storedEventColumns(SQLite::Database& database);
// Reads an event without environment and summary.
[[nodiscard]] TrainingEvent readEvent(RowReader& row);

// Returns all events but checkpoints.
[[nodiscard]] std::vector<TrainingEvent> readEvents(SQLite::Database& database);

// Steps through the four tables of events side by side, each in order of its rows.
class EventReader
{
public:
    explicit EventReader(SQLite::Database& database);

    // Returns the next event of a source ("sample", "observation", "snapshot" or "event"), which
    // must be the one in row `id` of its table.
    [[nodiscard]] TrainingEvent next(const std::string& source, std::int64_t id);

private:
    // What the observations of one series have in common.
    struct Series {
        Observation observation; // without content
        std::string kind;
        std::string layout;
    };
    [[nodiscard]] static std::map<std::int64_t, Series> readSeries(SQLite::Database& database);

    [[nodiscard]] TrainingEvent nextSample(std::int64_t id);
    [[nodiscard]] TrainingEvent nextObservation(std::int64_t id);
    [[nodiscard]] TrainingEvent nextSnapshot(std::int64_t id);
    [[nodiscard]] TrainingEvent nextEvent(std::int64_t id);
    [[nodiscard]] Environment environmentOf(std::int64_t event);

    SQLite::Database& m_database;
    SQLite::Statement m_samples;
    SQLite::Statement m_observations;
    SQLite::Statement m_snapshots;
    SQLite::Statement m_events;
    std::map<std::int64_t, Series> m_series;
};

} // namespace grokking

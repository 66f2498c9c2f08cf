// SPDX-FileCopyrightText: 2026 Grokking Explorer contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/store/event_reader.h"

#include "core/store/database.h"
#include "core/store/event_json.h"
#include "core/store/number_blob.h"
#include "core/store/observation_codec.h"
#include "core/store/row.h"
#include "core/store/sample_row.h"
#include "core/store/summary_row.h"

namespace grokking {

namespace {

// Steps on to row `id` and returns it.
RowReader nextRow(SQLite::Statement& statement, std::int64_t id)
{
    if (!statement.executeStep())
        throwDamaged("rows are missing");
    RowReader row(statement);
    if (row.integer() != id)
        throwDamaged("rows are missing");
    return row;
}

} // namespace

std::vector<TrainingEvent> readEvents(SQLite::Database& database)
{
    std::vector<TrainingEvent> events;
    EventReader reader(database);
    SQLite::Statement arrivals(database, "SELECT source, row FROM arrivals ORDER BY seq");
    while (arrivals.executeStep()) {
        RowReader row(arrivals);
        const std::string source = row.text();
        events.push_back(reader.next(source, row.integer()));
    }
    return events;
}

EventReader::EventReader(SQLite::Database& database)
    : m_database(database),
      m_samples(database, std::string("SELECT id, ") + sampleColumns + " FROM samples ORDER BY id"),
      m_observations(database, "SELECT id, step, series, dtype, content FROM observations "
                               "ORDER BY id"),
      m_snapshots(database, "SELECT id, step, dtype, parameters FROM snapshots ORDER BY id"),
      m_events(database, "SELECT id, step, type, json FROM events ORDER BY id"),
      m_series(readSeries(database))
{
}

TrainingEvent EventReader::next(const std::string& source, std::int64_t id)
{
    if (source == "sample")
        return nextSample(id);
    if (source == "observation")
        return nextObservation(id);
    if (source == "snapshot")
        return nextSnapshot(id);
    if (source == "event")
        return nextEvent(id);
    throwDamaged("unknown source \"" + source + "\"");
}

std::map<std::int64_t, EventReader::Series> EventReader::readSeries(SQLite::Database& database)
{
    std::map<std::int64_t, Series> all;
    SQLite::Statement statement(
        database, "SELECT id, metric, title, unit, x_axis, y_axis, kind, layout FROM series");
    while (statement.executeStep()) {
        RowReader row(statement);
        Series& series = all[row.integer()];
        series.observation = {row.text(), row.text(), row.text(), row.text(), row.text(), {}};
        series.kind = row.text();
        series.layout = row.text();
    }
    return all;
}

TrainingEvent EventReader::nextSample(std::int64_t id)
{
    RowReader row = nextRow(m_samples, id);
    return readSample(row);
}

TrainingEvent EventReader::nextObservation(std::int64_t id)
{
    RowReader row = nextRow(m_observations, id);
    const std::int64_t step = row.integer();
    const auto found = m_series.find(row.integer());
    if (found == m_series.end())
        throwDamaged("the series of an observation is missing");
    const auto& [observation, kind, layout] = found->second;
    Observed observed{step, observation};
    const std::string dtype = row.text();
    const std::vector<double> numbers =
        dtype == "real" ? std::vector<double>{row.real()} : unpackNumbers(dtype, row.blob());
    observed.observation.content = decodeContent({kind, layout, numbers});
    return observed;
}

TrainingEvent EventReader::nextSnapshot(std::int64_t id)
{
    RowReader row = nextRow(m_snapshots, id);
    const std::int64_t step = row.integer();
    const std::string dtype = row.text();
    return SnapshotTaken{
        step, std::make_shared<const std::vector<double>>(unpackNumbers(dtype, row.blob()))};
}

TrainingEvent EventReader::nextEvent(std::int64_t id)
{
    RowReader row = nextRow(m_events, id);
    TrainingEvent event = decodeEvent({row.integer(), row.text(), row.text()});
    if (auto* started = std::get_if<RunStarted>(&event))
        started->environment = environmentOf(id);
    if (auto* finished = std::get_if<Finished>(&event))
        finished->summary = readSummary(m_database).value_or(RunSummary{});
    return event;
}

Environment EventReader::environmentOf(std::int64_t event)
{
    Environment environment;
    SQLite::Statement statement(m_database, "SELECT key, value FROM environment WHERE event = ?");
    statement.bind(1, event);
    while (statement.executeStep()) {
        RowReader row(statement);
        std::string key = row.text();
        environment[std::move(key)] = row.text();
    }
    return environment;
}

} // namespace grokking

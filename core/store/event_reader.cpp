// SPDX-FileCopyrightText: 2026 Grokking Explorer contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/store/event_reader.h"

#include "core/store/database.h"
#include "core/store/event_json.h"
#include "core/store/number_blob.h"
#include "core/store/observation_codec.h"
#include "core/store/row.h"
#include "core/store/sample_row.h"
#include "core/store/schema.h"
#include "core/store/summary_row.h"

#include <tuple>
#include <utility>

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
    row.startChecksum();
    return row;
}

} // namespace

std::optional<CheckpointTaken> readCheckpoint(SQLite::Database& database)
{
    SQLite::Statement statement(database, "SELECT step, state, " + checksumColumn(database)
                                              + " FROM checkpoint");
    if (!statement.executeStep())
        return std::nullopt;
    RowReader row(statement);
    const std::int64_t step = row.integer();
    const auto state = row.blob();
    row.requireChecksum("the checkpoint of step " + std::to_string(step)
                        + ", from which this run would go on,");
    return CheckpointTaken{
        step, std::make_shared<const std::vector<std::byte>>(state.begin(), state.end())};
}

std::string storedEventColumns(SQLite::Database& database)
{
    return "step, type, json, " + checksumColumn(database);
}

TrainingEvent readEvent(RowReader& row)
{
    row.startChecksum();
    const EncodedEvent encoded{row.integer(), row.text(), row.text()};
    row.requireChecksum("what happened at step " + std::to_string(encoded.step) + " ("
                        + encoded.type + ")");
    return decodeEvent(encoded);
}

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
    : m_database(database), m_samples(database, "SELECT id, " + storedSampleColumns(database)
                                                    + " FROM samples ORDER BY id"),
      m_observations(database, "SELECT id, step, series, dtype, content, "
                                   + checksumColumn(database) + " FROM observations ORDER BY id"),
      m_snapshots(database, "SELECT id, step, dtype, parameters, " + checksumColumn(database)
                                + " FROM snapshots ORDER BY id"),
      m_events(database, "SELECT id, " + storedEventColumns(database) + " FROM events ORDER BY id"),
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
    SQLite::Statement statement(database,
                                "SELECT id, metric, kind, title, unit, x_axis, y_axis, layout, "
                                    + checksumColumn(database) + " FROM series");
    while (statement.executeStep()) {
        RowReader row(statement);
        Series& series = all[row.integer()];
        row.startChecksum();
        auto& [metric, title, unit, xAxis, yAxis, content] = series.observation;
        for (std::string* const column :
             {&metric, &series.kind, &title, &unit, &xAxis, &yAxis, &series.layout})
            *column = row.text();
        row.requireChecksum("the layout of the observations of " + metric);
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
    const std::int64_t series = row.integer();
    const std::string dtype = row.text();
    const std::vector<double> numbers =
        dtype == "real" ? std::vector<double>{row.real()} : unpackNumbers(dtype, row.blob());
    row.requireChecksum("an observation of step " + std::to_string(step));
    const auto found = m_series.find(series);
    if (found == m_series.end())
        throwDamaged("the series of an observation is missing");
    const auto& [observation, kind, layout] = found->second;
    Observed observed{step, observation};
    observed.observation.content = decodeContent({kind, layout, numbers});
    return observed;
}

TrainingEvent EventReader::nextSnapshot(std::int64_t id)
{
    RowReader row = nextRow(m_snapshots, id);
    const std::int64_t step = row.integer();
    const std::string dtype = row.text();
    auto numbers = unpackNumbers(dtype, row.blob());
    row.requireChecksum("the snapshot of step " + std::to_string(step));
    return SnapshotTaken{step, std::make_shared<const std::vector<double>>(std::move(numbers))};
}

TrainingEvent EventReader::nextEvent(std::int64_t id)
{
    RowReader row = nextRow(m_events, id);
    TrainingEvent event = readEvent(row);
    if (auto* started = std::get_if<RunStarted>(&event))
        started->environment = environmentOf(id);
    if (auto* finished = std::get_if<Finished>(&event))
        finished->summary = readSummary(m_database).value_or(RunSummary{});
    return event;
}

Environment EventReader::environmentOf(std::int64_t event)
{
    Environment environment;
    SQLite::Statement statement(m_database, "SELECT event, key, value, "
                                                + checksumColumn(m_database)
                                                + " FROM environment WHERE event = ?");
    statement.bind(1, event);
    while (statement.executeStep()) {
        RowReader row(statement);
        std::ignore = row.integer();
        const std::string key = row.text();
        environment[key] = row.text();
        row.requireChecksum("the environment (" + key + ")");
    }
    return environment;
}

} // namespace grokking

// SPDX-FileCopyrightText: 2026 Grokking Explorer contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/store/event_writer.h"

#include "core/store/event_json.h"
#include "core/store/number_blob.h"
#include "core/store/observation_codec.h"
#include "core/store/row.h"
#include "core/store/sample_row.h"
#include "core/store/summary_row.h"

#include <initializer_list>

namespace grokking {

namespace {

// Joins the columns of a series to one key; no column holds the separator.
std::string seriesKey(std::initializer_list<std::string_view> columns)
{
    std::string key;
    for (const std::string_view column : columns)
        key.append(column).push_back('\0');
    return key;
}

std::map<std::string, std::int64_t> storedSeries(SQLite::Database& database)
{
    std::map<std::string, std::int64_t> series;
    SQLite::Statement statement(
        database, "SELECT id, metric, kind, title, unit, x_axis, y_axis, layout FROM series");
    while (statement.executeStep()) {
        RowReader row(statement);
        const std::int64_t id = row.integer();
        std::string key;
        for (int column = 0; column < 7; ++column)
            key.append(row.text()).push_back('\0');
        series.emplace(std::move(key), id);
    }
    return series;
}

} // namespace

EventWriter::EventWriter(SQLite::Database& database)
    : m_database(database), m_insertSample(database, insertSampleSql()),
      m_insertObservation(database, "INSERT INTO observations (step, series, dtype, content, "
                                    "checksum) VALUES (?, ?, ?, ?, ?)"),
      m_insertSeries(database, "INSERT INTO series (metric, kind, title, unit, x_axis, y_axis, "
                               "layout, checksum) VALUES (?, ?, ?, ?, ?, ?, ?, ?)"),
      m_insertSnapshot(
          database,
          "INSERT INTO snapshots (step, dtype, parameters, checksum) VALUES (?, ?, ?, ?)"),
      m_replaceCheckpoint(
          database,
          "INSERT OR REPLACE INTO checkpoint (id, step, state, checksum) VALUES (1, ?, ?, ?)"),
      m_insertEvent(database,
                    "INSERT INTO events (step, type, json, checksum) VALUES (?, ?, ?, ?)"),
      m_insertEnvironment(
          database, "INSERT INTO environment (event, key, value, checksum) VALUES (?, ?, ?, ?)"),
      m_insertArrival(database, "INSERT INTO arrivals (source, row, time) VALUES (?, ?, ?)"),
      m_series(storedSeries(database))
{
}

void EventWriter::write(const Arrival& arrival)
{
    std::visit([&](const auto& event) { store(event, arrival.time); }, arrival.event);
}

void EventWriter::store(const Sampled& sample, double time)
{
    RowWriter row(m_insertSample);
    addSample(row, sample);
    row.execute();
    logArrival("sample", time);
}

void EventWriter::store(const Observed& observed, double time)
{
    const EncodedContent encoded = encodeContent(observed.observation.content);
    const std::int64_t series = seriesOf(observed.observation, encoded.kind, encoded.layout);
    const NumberBlob blob = packNumbers(encoded.numbers);
    RowWriter row(m_insertObservation);
    row.add(observed.step).add(series);
    if (encoded.kind == "scalar")
        row.add(std::string_view("real")).add(encoded.numbers.front());
    else
        row.add(blob.dtype).add(std::span(blob.bytes));
    row.addChecksum().execute();
    logArrival("observation", time);
}

void EventWriter::store(const SnapshotTaken& snapshot, double time)
{
    const NumberBlob blob = packNumbers(*snapshot.parameters);
    RowWriter row(m_insertSnapshot);
    row.add(snapshot.step).add(blob.dtype).add(std::span(blob.bytes));
    row.addChecksum().execute();
    logArrival("snapshot", time);
}

// Only the latest is kept, so it has no place in the order of arrivals.
void EventWriter::store(const CheckpointTaken& checkpoint, double)
{
    RowWriter row(m_replaceCheckpoint);
    row.add(checkpoint.step).add(std::span(*checkpoint.state));
    row.addChecksum().execute();
}

void EventWriter::store(const RunStarted& started, double time)
{
    const std::int64_t event = storeJson(started, time);
    for (const auto& [key, value] : started.environment) {
        RowWriter row(m_insertEnvironment);
        row.add(event).add(key).add(value);
        row.addChecksum().execute();
    }
}

void EventWriter::store(const Finished& finished, double time)
{
    storeJson(finished, time);
    writeSummary(m_database, finished.summary);
}

template <class Event>
void EventWriter::store(const Event& event, double time)
{
    storeJson(event, time);
}

template <class Event>
std::int64_t EventWriter::storeJson(const Event& event, double time)
{
    const EncodedEvent encoded = encodeEvent(event);
    RowWriter row(m_insertEvent);
    row.add(encoded.step).add(encoded.type).add(encoded.json);
    row.addChecksum().execute();
    const std::int64_t id = m_database.getLastInsertRowid();
    logArrival("event", time);
    return id;
}

std::int64_t EventWriter::seriesOf(const Observation& observation, const std::string& kind,
                                   const std::string& layout)
{
    const auto& [id, title, unit, xAxis, yAxis, content] = observation;
    const auto [entry, isNew] =
        m_series.try_emplace(seriesKey({id, kind, title, unit, xAxis, yAxis, layout}), 0);
    if (isNew) {
        RowWriter row(m_insertSeries);
        row.add(id).add(kind).add(title).add(unit).add(xAxis).add(yAxis).add(layout);
        row.addChecksum().execute();
        entry->second = m_database.getLastInsertRowid();
    }
    return entry->second;
}

// Call right after the row was inserted.
void EventWriter::logArrival(const char* source, double time)
{
    RowWriter row(m_insertArrival);
    row.add(std::string_view(source)).add(m_database.getLastInsertRowid()).add(time);
    row.execute();
}

} // namespace grokking

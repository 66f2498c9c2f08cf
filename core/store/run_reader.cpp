// SPDX-FileCopyrightText: 2026 Grokking Explorer contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/store/run_reader.h"

#include "core/spec/schedule.h"
#include "core/spec/spec_json.h"
#include "core/store/database.h"
#include "core/store/event_json.h"
#include "core/store/event_reader.h"
#include "core/store/meta.h"
#include "core/store/recorded_schedule.h"
#include "core/store/row.h"
#include "core/store/run_group.h"
#include "core/store/sample_row.h"
#include "core/store/summary_row.h"

#include <nlohmann/json.hpp>

#include <utility>

namespace grokking {

namespace fs = std::filesystem;

namespace {

// Runs a reading function on one consistent state of the file, also while it is being written.
template <class T, class Read>
Result<T> readConsistently(const fs::path& file, Read&& read)
{
    return guarded<T>(file, [&] {
        SQLite::Database database = openForReading(file);
        const SQLite::Transaction transaction(database);
        return read(database);
    });
}

// The run was made, so its settings fitted together then; whoever trains it further asks again.
ExperimentSpec specOf(SQLite::Database& database, const fs::path& file, const Catalogs& catalogs)
{
    Result<ExperimentSpec> spec = draftFromJson(storedSpecJson(database), catalogs, file.string());
    if (!spec && spec.error().code == ErrorCode::InvalidSpec)
        throwDamaged("its spec (" + spec.error().message + ")");
    if (!spec)
        throw StoreException(spec.error());
    auto& schedule = spec->training.schedule;
    schedule = replaySchedule(std::move(schedule), recordedChanges(database));
    return std::move(*spec);
}

// A damaged checkpoint hinders nobody from looking at the run.
void readCheckpointInto(StoredRun& run, SQLite::Database& database)
{
    try {
        run.checkpoint = readCheckpoint(database);
    } catch (const StoreException& damage) {
        run.checkpointProblem = damage.error();
        run.checkpointProblem->context = run.file.string();
    } catch (const SQLite::Exception& damage) { // of the pages it lies on
        run.checkpointProblem = databaseError(damage, run.file);
    }
}

// Fills in what the spec says, which has a checksum.
void readIdentity(SQLite::Database& database, RunListing& listing)
{
    const std::string json = storedSpecJson(database);
    try {
        const auto spec = nlohmann::json::parse(json);
        listing.preset = spec.at("preset").get<std::string>();
        listing.seed = spec.at("seed").get<std::int64_t>();
        listing.steps = spec.at("training").at("steps").get<std::int64_t>();
    } catch (const nlohmann::json::exception& problem) {
        throwDamaged(std::string("its spec (") + problem.what() + ")");
    }
    listing.group = runGroupKey(json);
}

std::optional<Sampled> lastSampleOf(SQLite::Database& database)
{
    SQLite::Statement statement(database, "SELECT " + storedSampleColumns(database)
                                              + " FROM samples ORDER BY id DESC LIMIT 1");
    if (!statement.executeStep())
        return std::nullopt;
    RowReader row(statement);
    return readSample(row);
}

std::optional<std::int64_t> checkpointStepOf(SQLite::Database& database)
{
    SQLite::Statement statement(database, "SELECT step FROM checkpoint");
    return statement.executeStep() ? std::optional(RowReader(statement).integer()) : std::nullopt;
}

// Returns the size of what is only needed to go on with the run or to look at its parameters, and
// of the pages that are free already.
std::int64_t resumeBytesOf(SQLite::Database& database)
{
    const std::int64_t freePages = database.execAndGet("PRAGMA freelist_count").getInt64();
    const std::int64_t pageSize = database.execAndGet("PRAGMA page_size").getInt64();
    return database
               .execAndGet("SELECT (SELECT total(length(state)) FROM checkpoint)"
                           " + (SELECT total(length(parameters)) FROM snapshots)")
               .getInt64()
           + freePages * pageSize;
}

// Fills in how the run ended, if it has.
void readEnd(SQLite::Database& database, RunListing& listing)
{
    SQLite::Statement statement(database, "SELECT " + storedEventColumns(database)
                                              + " FROM events WHERE type IN "
                                                "('finished', 'failed') ORDER BY id DESC LIMIT 1");
    if (!statement.executeStep())
        return;
    RowReader row(statement);
    const TrainingEvent event = readEvent(row);
    if (const auto* failed = std::get_if<Failed>(&event)) {
        listing.failure = failed->error;
    } else if (const auto* finished = std::get_if<Finished>(&event)) {
        listing.end = finished->end;
        listing.finished = finished->end != RunEnd::Interrupted;
        listing.wallSeconds = finished->wallSeconds;
    }
}

RunSummary summaryOf(SQLite::Database& database, const std::optional<Sampled>& lastSample)
{
    RunSummary running;
    running.lastStep = lastSample ? lastSample->step : 0;
    return readSummary(database).value_or(running);
}

} // namespace

Result<StoredRun> readRun(const fs::path& file, const Catalogs& catalogs)
{
    return readConsistently<StoredRun>(file, [&](SQLite::Database& database) {
        StoredRun run{.file = file,
                      .spec = specOf(database, file, catalogs),
                      .created = metaText(database, "created"),
                      .note = metaText(database, "note"),
                      .events = readEvents(database)};
        readCheckpointInto(run, database);
        return run;
    });
}

Result<ExperimentSpec> readSpec(const fs::path& file, const Catalogs& catalogs)
{
    return readConsistently<ExperimentSpec>(
        file, [&](SQLite::Database& database) { return specOf(database, file, catalogs); });
}

Result<std::vector<Sampled>> readSamples(const fs::path& file)
{
    return readConsistently<std::vector<Sampled>>(file, [](SQLite::Database& database) {
        SQLite::Statement statement(database, "SELECT " + storedSampleColumns(database)
                                                  + " FROM samples ORDER BY id");
        std::vector<Sampled> samples;
        while (statement.executeStep()) {
            RowReader row(statement);
            samples.push_back(readSample(row));
        }
        return samples;
    });
}

Result<RunListing> readListing(const fs::path& file)
{
    return readConsistently<RunListing>(file, [&](SQLite::Database& database) {
        RunListing listing;
        listing.file = file;
        readIdentity(database, listing);
        listing.created = metaText(database, "created");
        listing.note = metaText(database, "note");
        listing.lastSample = lastSampleOf(database);
        listing.summary = summaryOf(database, listing.lastSample);
        listing.checkpointStep = checkpointStepOf(database);
        listing.bytes = static_cast<std::int64_t>(fs::file_size(file));
        listing.resumeBytes = resumeBytesOf(database);
        readEnd(database, listing);
        return listing;
    });
}

} // namespace grokking

// SPDX-FileCopyrightText: 2026 Grokking Explorer contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/store/run_file.h"

#include "core/store/database.h"
#include "core/store/event_reader.h"
#include "core/store/meta.h"
#include "core/store/move_into_place.h"
#include "core/store/recorded_schedule.h"
#include "core/store/row.h"
#include "core/store/schema.h"
#include "core/util/processor.h"

#include <array>
#include <chrono>
#include <ctime>

namespace grokking {

namespace fs = std::filesystem;

namespace {

// Returns the time now as "2026-01-31T12:34:56Z".
std::string utcNow()
{
    const std::time_t now = std::chrono::system_clock::to_time_t(std::chrono::system_clock::now());
    std::tm parts{};
    gmtime_r(&now, &parts);
    std::string text(20, '\0');
    text.resize(std::strftime(text.data(), text.size() + 1, "%Y-%m-%dT%H:%M:%SZ", &parts));
    return text;
}

void fillNewFile(const fs::path& file, const SpecText& spec, const std::string& writer)
{
    SQLite::Database database(file.string(), SQLite::OPEN_READWRITE | SQLite::OPEN_CREATE);
    SQLite::Transaction transaction(database);
    createSchema(database);
    writeMeta(database, "program", "Grokking Explorer " + machineEnvironment()["program-version"]);
    writeMeta(database, "created", utcNow());
    writeMeta(database, "note", "");
    writeMeta(database, "writer", writer);
    writeSpec(database, spec.spec, spec.json);
    transaction.commit();
}

std::int64_t checkpointStep(SQLite::Database& database)
{
    const auto checkpoint = readCheckpoint(database);
    if (!checkpoint)
        throw StoreException({ErrorCode::InvalidFile,
                              "this run has no checkpoint to continue from; start it again"});
    return checkpoint->step;
}

// ?1 is the step of the checkpoint. The sample taken off the schedule because the run ended there
// goes with its observations; so does a start that the continued run announces again. How the run
// ended goes whatever its step: an attempt to go on that failed may have told an early one.
constexpr std::array removals{
    R"(DELETE FROM observations WHERE step > ?1 OR (step = ?1 AND id IN
         (SELECT row FROM arrivals WHERE source = 'observation' AND seq >
            (SELECT min(seq) FROM arrivals JOIN samples ON samples.id = arrivals.row
              WHERE source = 'sample' AND samples.step = ?1 AND samples.kind = 'final'))))",
    R"(DELETE FROM samples WHERE step > ?1 OR (step = ?1 AND kind = 'final'))",
    R"(DELETE FROM snapshots WHERE step > ?1)",
    R"(DELETE FROM events WHERE step > ?1 OR type IN ('finished', 'failed') OR (step = ?1 AND
         type = 'started' AND id > (SELECT min(id) FROM events WHERE type = 'started')))",
};

constexpr const char* cleaning = R"(
DELETE FROM environment WHERE event NOT IN (SELECT id FROM events);
DELETE FROM series WHERE id NOT IN (SELECT series FROM observations);
DELETE FROM summary;
DELETE FROM arrivals
 WHERE (source = 'sample' AND row NOT IN (SELECT id FROM samples))
    OR (source = 'observation' AND row NOT IN (SELECT id FROM observations))
    OR (source = 'snapshot' AND row NOT IN (SELECT id FROM snapshots))
    OR (source = 'event' AND row NOT IN (SELECT id FROM events));
)";

void removeAfter(SQLite::Database& database, std::int64_t step)
{
    for (const char* sql : removals) {
        SQLite::Statement statement(database, sql);
        RowWriter(statement).add(step).execute();
    }
    database.exec(cleaning);
}

void keepChangesInSpec(SQLite::Database& database)
{
    const auto changes = recordedChanges(database);
    if (changes.empty())
        return;
    const std::string json = withRecordedChanges(storedSpecJson(database), changes);
    SQLite::Statement statement(database, "UPDATE spec SET json = ?, checksum = ?");
    RowWriter(statement).add(std::string_view(json)).addChecksum().execute();
}

} // namespace

void createRunFile(const fs::path& file, const SpecText& spec, const std::string& writer)
{
    const TemporaryFile temporary(file);
    fillNewFile(temporary.path(), spec, writer);
    moveIntoPlace(temporary.path(), file);
}

void rewindToCheckpoint(const fs::path& file, const std::optional<SpecText>& replacement,
                        const std::string& writer, std::optional<std::int64_t> expectedStep)
{
    SQLite::Database database = openForWriting(file);
    SQLite::Transaction transaction(database, SQLite::TransactionBehavior::IMMEDIATE);
    const std::int64_t step = checkpointStep(database);
    if (step != expectedStep.value_or(step))
        throw StoreException(
            {ErrorCode::FileAccess, "another program has gone on with this run, to step "
                                        + std::to_string(step) + ", since it was read; try again"});
    updateSchema(database);
    if (replacement)
        writeSpec(database, replacement->spec, replacement->json);
    else
        keepChangesInSpec(database);
    removeAfter(database, step);
    writeMeta(database, "writer", writer);
    transaction.commit();
}

} // namespace grokking

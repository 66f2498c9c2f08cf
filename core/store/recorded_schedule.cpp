// SPDX-FileCopyrightText: 2026 Grokking Explorer contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/store/recorded_schedule.h"

#include "core/spec/schedule.h"
#include "core/store/database.h"
#include "core/store/event_reader.h"
#include "core/store/row.h"

#include <nlohmann/json.hpp>

namespace grokking {

namespace {

using Json = nlohmann::ordered_json;

std::vector<ScheduledChange> changesFrom(const Json& json)
{
    std::vector<ScheduledChange> changes;
    for (const Json& change : json)
        changes.push_back({change.at("step"), change.at("path"), change.at("value")});
    return changes;
}

Json jsonOf(const std::vector<ScheduledChange>& changes)
{
    Json json = Json::array();
    for (const auto& [step, path, value] : changes)
        json.push_back({{"step", step}, {"path", path}, {"value", value}});
    return json;
}

} // namespace

std::vector<ScheduledChange> recordedChanges(SQLite::Database& database)
{
    std::vector<ScheduledChange> changes;
    SQLite::Statement statement(database,
                                "SELECT " + storedEventColumns(database)
                                    + " FROM events WHERE type = 'parameter-changed' ORDER BY id");
    while (statement.executeStep()) {
        RowReader row(statement);
        const TrainingEvent event = readEvent(row);
        const auto& [step, path, value] = std::get<ParameterChanged>(event);
        changes.push_back({step, path, value});
    }
    return changes;
}

std::string withRecordedChanges(const std::string& specJson,
                                const std::vector<ScheduledChange>& recorded)
{
    try {
        Json spec = Json::parse(specJson);
        Json& schedule = spec.at("training").at("schedule");
        schedule = jsonOf(replaySchedule(changesFrom(schedule), recorded));
        return spec.dump(2) + "\n";
    } catch (const Json::exception& exception) {
        throwDamaged(std::string("its spec (") + exception.what() + ")");
    }
}

} // namespace grokking

// SPDX-FileCopyrightText: 2026 Grokking Explorer contributors
// SPDX-License-Identifier: GPL-3.0-or-later
// The changes made while a run went on, as a schedule that replays them. Internal to core/store;
// throws.
#pragma once

#include "core/spec/experiment_spec.h"

#include <SQLiteCpp/SQLiteCpp.h>

#include <string>
#include <vector>

namespace grokking {

// Returns the changes recorded in a run file, in the order in which they were made.
[[nodiscard]] std::vector<ScheduledChange> recordedChanges(SQLite::Database& database);

// Returns planned and recorded changes in order of steps. A planned change that was carried out
// was recorded too and counts once; one that is still to come stays.
[[nodiscard]] std::vector<ScheduledChange>
replaySchedule(std::vector<ScheduledChange> planned, const std::vector<ScheduledChange>& recorded);

// Returns the JSON text of a spec with the recorded changes in its training.schedule.
[[nodiscard]] std::string withRecordedChanges(const std::string& specJson,
                                              const std::vector<ScheduledChange>& recorded);

} // namespace grokking

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

// Returns the JSON text of a spec with the recorded changes in its training.schedule.
[[nodiscard]] std::string withRecordedChanges(const std::string& specJson,
                                              const std::vector<ScheduledChange>& recorded);

} // namespace grokking

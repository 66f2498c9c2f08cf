// SPDX-FileCopyrightText: 2026 Grokking Explorer contributors
// SPDX-License-Identifier: GPL-3.0-or-later
// The table of named facts about a run, and the stored spec. Internal to core/store; throws.
#pragma once

#include "core/spec/experiment_spec.h"

#include <SQLiteCpp/SQLiteCpp.h>

#include <string>
#include <string_view>

namespace grokking {

void writeMeta(SQLite::Database& database, std::string_view key, std::string_view text);
void writeMeta(SQLite::Database& database, std::string_view key, std::int64_t number);
// Returns the value of a key; a missing one is damage.
[[nodiscard]] std::string metaText(SQLite::Database& database, std::string_view key);

// Writes the spec (`json` is its full text) and those of its settings that a list shows.
void writeSpec(SQLite::Database& database, const ExperimentSpec& spec, const std::string& json);
// Returns the JSON text of the spec.
[[nodiscard]] std::string storedSpecJson(SQLite::Database& database);

} // namespace grokking

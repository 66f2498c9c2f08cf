// SPDX-FileCopyrightText: 2026 Grokking Explorer contributors
// SPDX-License-Identifier: GPL-3.0-or-later
// The summary of a finished run as the one row of its table. Internal to core/store; throws.
#pragma once

#include "core/events/run_summary.h"

#include <SQLiteCpp/SQLiteCpp.h>

#include <optional>

namespace grokking {

// Writes the summary in place of an earlier one.
void writeSummary(SQLite::Database& database, const RunSummary& summary);

// Returns the summary, or nullopt if the run has not finished.
[[nodiscard]] std::optional<RunSummary> readSummary(SQLite::Database& database);

} // namespace grokking

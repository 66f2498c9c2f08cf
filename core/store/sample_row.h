// SPDX-FileCopyrightText: 2026 Grokking Explorer contributors
// SPDX-License-Identifier: GPL-3.0-or-later
// One sample as one row of the table of samples. Internal to core/store; throws.
#pragma once

#include "core/events/training_event.h"
#include "core/store/row.h"

#include <string>

namespace grokking {

// The SQL statement that addSample() fills.
[[nodiscard]] std::string insertSampleSql();

// The columns that readSample() takes from a file of any version.
[[nodiscard]] std::string storedSampleColumns(SQLite::Database& database);

void addSample(RowWriter& row, const Sampled& sample);
[[nodiscard]] Sampled readSample(RowReader& row);

} // namespace grokking

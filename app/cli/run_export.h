// SPDX-FileCopyrightText: 2026 Grokking Explorer contributors
// SPDX-License-Identifier: GPL-3.0-or-later
// A whole run as a table: one row per evaluation, with train and test, norms and the accuracy of
// each subclass. Stateless.
#pragma once

#include "app/cli/run_report.h"

#include <string>

namespace grokking {

// Returns comma-separated values with a header line; numbers in full precision.
[[nodiscard]] std::string exportCsv(const RunReport& report);

// Returns one JSON object {"id", "columns": {name: [values]}}.
[[nodiscard]] std::string exportJson(const RunReport& report);

} // namespace grokking

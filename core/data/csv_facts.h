// SPDX-FileCopyrightText: 2026 Grokking Explorer contributors
// SPDX-License-Identifier: GPL-3.0-or-later
// What tables of comma-separated values come to, remembered while their files do not change. Any
// thread.
#pragma once

#include "core/data/csv_numbers.h"
#include "core/data/csv_table.h"

#include <memory>

namespace grokking {

// Returns what readCsvTable() does, without the numbers. Reads the file only if it is not one of
// the latest, unchanged.
[[nodiscard]] Result<std::shared_ptr<const CsvFacts>> csvFacts(const CsvFormat& format);

// The same of readCsvNumbers().
[[nodiscard]] Result<std::shared_ptr<const CsvNumbersFacts>>
csvNumbersFacts(const CsvFormat& format);

// Tells whether these would take long: the file is large, and not one of the latest.
[[nodiscard]] bool isReadingSlow(const CsvFormat& format);

} // namespace grokking

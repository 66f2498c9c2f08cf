// SPDX-FileCopyrightText: 2026 Grokking Explorer contributors
// SPDX-License-Identifier: GPL-3.0-or-later
// A table of a user's own with numbers to predict, read from a file of comma-separated values.
// Stateless; any thread.
#pragma once

#include "core/data/csv_columns.h"
#include "core/util/array.h"
#include "core/util/result.h"

#include <cstdint>
#include <stop_token>
#include <string>
#include <vector>

namespace grokking {

// What a file comes to without its numbers.
struct CsvNumbersFacts {
    std::vector<std::string> columns; // of the inputs
    std::int64_t rows = 0;            // at least 2
    std::string fingerprint;          // 16 hexadecimal digits that stand for the bytes of the file
};

struct CsvNumbers {
    CsvNumbersFacts facts;
    Array<double> inputs;        // (rows, columns)
    std::vector<double> targets; // of each row; not all alike
};

// Reads a file whose column to be learned holds numbers, without subclasses. Fails as
// readCsvTable(). Incomplete once stop is requested.
[[nodiscard]] Result<CsvNumbers> readCsvNumbers(const CsvFormat& format,
                                                const std::stop_token& stop = {});

} // namespace grokking

// SPDX-FileCopyrightText: 2026 Grokking Explorer contributors
// SPDX-License-Identifier: GPL-3.0-or-later
// A table of a user's own, read from a file of comma-separated values: numbers, a class and
// perhaps a subclass for each row. Stateless; any thread.
#pragma once

#include "core/data/csv_columns.h"
#include "core/util/array.h"
#include "core/util/result.h"

#include <cstdint>
#include <stop_token>
#include <string>
#include <vector>

namespace grokking {

// The rows of one subclass, or where there are none of one class.
struct CsvGroup {
    std::string name;       // of the subclass, or of the class
    std::int32_t label = 0; // place of its class
    std::int64_t rows = 0;  // at least 2
};

// What a file comes to without its numbers.
struct CsvFacts {
    std::vector<std::string> columns; // of the inputs
    std::vector<std::string> classes; // sorted, by value if all are numbers; at least 2
    std::vector<CsvGroup> groups;     // class after class, sorted likewise
    bool hasSubclasses = false;
    std::string fingerprint; // 16 hexadecimal digits that stand for the bytes of the file
};

struct CsvTable {
    CsvFacts facts;
    Array<double> inputs;             // (rows, columns)
    std::vector<std::int32_t> groups; // of each row
};

// Reads a file. Fails (FileAccess, InvalidFile) with FILE:LINE:FIELD, what is wrong and what to do
// as the message, and the setting that it concerns ("file", "label", "subclass", "ignored",
// "delimiter") as the context. Incomplete once stop is requested.
[[nodiscard]] Result<CsvTable> readCsvTable(const CsvFormat& format,
                                            const std::stop_token& stop = {});

} // namespace grokking

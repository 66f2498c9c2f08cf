// SPDX-FileCopyrightText: 2026 Grokking Explorer contributors
// SPDX-License-Identifier: GPL-3.0-or-later
// The rows of a file of comma-separated values: their inputs as numbers, and what else a table
// makes of them. Stateless; any thread.
#pragma once

#include "core/data/csv_columns.h"
#include "core/data/csv_reader.h"
#include "core/util/array.h"
#include "core/util/result.h"

#include <functional>
#include <stop_token>
#include <string>

namespace grokking {

struct CsvRows {
    CsvColumns columns;
    Array<double> inputs;    // (rows, inputs); at least one row
    std::string fingerprint; // 16 hexadecimal digits that stand for the bytes of the file

    // Returns the names of the inputs.
    [[nodiscard]] std::vector<std::string> inputNames() const;
};

// Takes what is no input from a row that has as many fields as there are columns.
using TakeCsvRow = std::function<Status(const CsvColumns& columns, const CsvRow& row)>;

// Reads a file. Fails (FileAccess, InvalidFile) with FILE:LINE:FIELD, what is wrong and what to do
// as the message, and the setting that it concerns as the context; as `take` does; and
// (Unavailable) if the file does not fit into memory. Incomplete once stop is requested.
[[nodiscard]] Result<CsvRows> readCsvRows(const CsvFormat& format, const TakeCsvRow& take,
                                          const std::stop_token& stop);

// Returns such an error of one field; columns count from 0.
[[nodiscard]] Error csvFieldError(const CsvFormat& format, const std::string& setting,
                                  const CsvRow& row, std::size_t column,
                                  const std::string& message);

} // namespace grokking

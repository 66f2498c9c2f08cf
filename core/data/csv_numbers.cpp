// SPDX-FileCopyrightText: 2026 Grokking Explorer contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/data/csv_numbers.h"

#include "core/data/csv_rows.h"

#include <algorithm>
#include <utility>

namespace grokking {

Result<CsvNumbers> readCsvNumbers(const CsvFormat& format, const std::stop_token& stop)
{
    CsvNumbers table;
    const auto take = [&](const CsvColumns& columns, const CsvRow& row) -> Status {
        const std::string& field = row.fields[columns.label];
        const auto number = csvNumber(field);
        if (!number)
            return csvFieldError(format, format.labelSetting, row, columns.label,
                                 "in column \"" + columns.names[columns.label] + "\", "
                                     + csvNumberComplaint(field, "choose another column to learn "
                                                                 "(data."
                                                                     + format.labelSetting + ")"));
        table.targets.push_back(*number);
        return Success{};
    };
    auto rows = readCsvRows(format, take, stop);
    if (!rows)
        return rows.error();
    if (stop.stop_requested())
        return table;
    const auto [least, most] = std::ranges::minmax(table.targets);
    if (least == most)
        return csvError(format, format.labelSetting, "",
                        "column \"" + rows->columns.names[rows->columns.label]
                            + "\" is the same in all rows; choose another column, or add rows");
    table.facts = {.columns = rows->inputNames(),
                   .rows = std::ssize(table.targets),
                   .fingerprint = std::move(rows->fingerprint)};
    table.inputs = std::move(rows->inputs);
    return table;
}

} // namespace grokking

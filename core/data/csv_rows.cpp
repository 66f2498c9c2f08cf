// SPDX-FileCopyrightText: 2026 Grokking Explorer contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/data/csv_rows.h"

#include "core/data/text_file.h"
#include "core/util/fingerprint.h"
#include "core/util/processor.h"

#include <algorithm>
#include <cstdint>
#include <filesystem>
#include <optional>
#include <system_error>
#include <utility>
#include <vector>

namespace grokking {

namespace {

constexpr std::int64_t largestFile = 512'000'000; // bytes
constexpr std::size_t mostNumbers = 60'000'000;   // 480 MB

// Returns why a file would not fit into memory: its text, and a number for every other byte, which
// is copied once.
std::optional<Error> memoryProblem(const CsvFormat& format)
{
    std::error_code failure;
    const std::uintmax_t bytes = std::filesystem::file_size(format.file, failure);
    const auto available = availableMemory();
    if (failure || !available || bytes > std::uintmax_t{largestFile})
        return std::nullopt; // reading says why
    const std::uintmax_t numbers = std::min<std::uintmax_t>(bytes / 2, mostNumbers);
    const std::uintmax_t needed = bytes + 2 * sizeof(double) * numbers;
    constexpr std::uintmax_t megabyte = 1'000'000;
    if (needed <= static_cast<std::uintmax_t>(std::max<std::int64_t>(*available, 0)))
        return std::nullopt;
    auto problem =
        csvError(format, "file", "",
                 "this file takes up to " + std::to_string(needed / megabyte)
                     + " MB to be read, but " + std::to_string(*available / std::int64_t{megabyte})
                     + " MB are available; take fewer rows");
    problem.code = ErrorCode::Unavailable;
    return problem;
}

// Adds the inputs of a row.
Status addInputs(const CsvFormat& format, const CsvColumns& columns, const CsvRow& row,
                 std::vector<double>& numbers)
{
    const std::size_t expected = columns.names.size();
    if (row.fields.size() != expected)
        return csvFieldError(format, "file", row, std::min(row.fields.size(), expected),
                             "this row has " + std::to_string(row.fields.size())
                                 + " fields, but the first one has " + std::to_string(expected)
                                 + "; correct it, or see whether the delimiter is right "
                                   "(data.delimiter)");
    for (std::size_t column = 0; column < expected; ++column) {
        if (!columns.isInput[column])
            continue;
        const auto number = csvNumber(row.fields[column]);
        if (!number)
            return csvFieldError(format, "file", row, column,
                                 "in column \"" + columns.names[column] + "\", "
                                     + csvNumberComplaint(row.fields[column]));
        numbers.push_back(*number);
    }
    if (numbers.size() > mostNumbers)
        return csvError(format, "file", "",
                        "the table has more than " + std::to_string(mostNumbers)
                            + " numbers; take fewer rows or columns");
    return Success{};
}

// Reads the rows of a text, whose columns are known.
Status readRows(const CsvFormat& format, std::string_view text, const TakeCsvRow& take,
                const std::stop_token& stop, CsvRows& rows)
{
    CsvReader reader(text, rows.columns.delimiter);
    std::vector<double> numbers; // row after row
    CsvRow row;
    bool isFirst = true;
    while (!stop.stop_requested()) {
        const auto more = reader.next(row);
        if (!more)
            return csvError(format, "file", more.error().context, more.error().message);
        if (!*more)
            break;
        if (std::exchange(isFirst, false) && rows.columns.hasHeader)
            continue;
        if (const Status status = addInputs(format, rows.columns, row, numbers); !status)
            return status;
        if (const Status status = take(rows.columns, row); !status)
            return status;
    }
    if (numbers.empty() && !stop.stop_requested())
        return csvError(format, "file", "", "there is no row of numbers; add some");
    const auto inputs = std::ranges::count(rows.columns.isInput, true);
    rows.inputs = Array<double>({std::ssize(numbers) / inputs, inputs});
    std::ranges::copy(numbers, rows.inputs.values().begin());
    return Success{};
}

} // namespace

std::vector<std::string> CsvRows::inputNames() const
{
    std::vector<std::string> names;
    for (std::size_t i = 0; i < columns.names.size(); ++i)
        if (columns.isInput[i])
            names.push_back(columns.names[i]);
    return names;
}

Result<CsvRows> readCsvRows(const CsvFormat& format, const TakeCsvRow& take,
                            const std::stop_token& stop)
{
    if (auto problem = memoryProblem(format))
        return *problem;
    const auto text = readTextFile(format.file, largestFile);
    if (!text)
        return Error{text.error().code, text.error().text(), "file"};
    auto columns = findCsvColumns(format, withoutMark(*text));
    if (!columns)
        return columns.error();
    CsvRows rows{.columns = std::move(*columns)};
    if (const Status status = readRows(format, withoutMark(*text), take, stop, rows); !status)
        return status.error();
    rows.fingerprint = fingerprintText(*text);
    return rows;
}

Error csvFieldError(const CsvFormat& format, const std::string& setting, const CsvRow& row,
                    std::size_t column, const std::string& message)
{
    return csvError(format, setting, std::to_string(row.line) + ":" + std::to_string(column + 1),
                    message);
}

} // namespace grokking

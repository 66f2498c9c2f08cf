// SPDX-FileCopyrightText: 2026 Grokking Explorer contributors
// SPDX-License-Identifier: GPL-3.0-or-later
// Reads comma-separated values, or those with another delimiter, row by row (RFC 4180): a field in
// quotation marks may hold delimiters, line breaks and doubled quotation marks; lines end with LF,
// CRLF or CR. One thread at a time.
#pragma once

#include "core/util/result.h"

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace grokking {

struct CsvRow {
    std::int64_t line = 0; // from 1, where the row begins
    std::vector<std::string> fields;
};

class CsvReader
{
public:
    // Reads from `text`, which outlives it.
    CsvReader(std::string_view text, char delimiter);

    // Reads the next row that is not an empty line; false at the end. Fails (InvalidFile) on
    // quotation marks that are not as they should be, with LINE:FIELD, both from 1, as context.
    [[nodiscard]] Result<bool> next(CsvRow& row);

private:
    Status readField(std::string& field);
    Status readQuoted(std::string& field);
    void endLine();
    [[nodiscard]] bool isAt(char c) const;
    [[nodiscard]] bool isAtLineEnd() const;
    [[nodiscard]] Error misuse(std::int64_t line, const std::string& message) const;

    std::string_view m_text;
    char m_delimiter;
    std::string m_ends; // what a field without quotation marks ends before
    std::size_t m_place = 0;
    std::int64_t m_line = 1;
    std::size_t m_field = 0; // in the row
};

} // namespace grokking

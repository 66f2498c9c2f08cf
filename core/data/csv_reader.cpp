// SPDX-FileCopyrightText: 2026 Grokking Explorer contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/data/csv_reader.h"

#include <algorithm>

namespace grokking {

CsvReader::CsvReader(std::string_view text, char delimiter)
    : m_text(text), m_delimiter(delimiter), m_ends{delimiter, '"', '\n', '\r'}
{
}

Result<bool> CsvReader::next(CsvRow& row)
{
    while (m_place < m_text.size()) {
        if (isAtLineEnd()) {
            endLine();
            continue;
        }
        row.line = m_line;
        for (m_field = 0; m_field == 0 || isAt(m_delimiter); ++m_field) {
            m_place += m_field == 0 ? 0 : 1;
            if (row.fields.size() <= m_field)
                row.fields.emplace_back();
            if (const Status status = readField(row.fields[m_field]); !status)
                return status.error();
        }
        row.fields.resize(m_field);
        endLine();
        return true;
    }
    return false;
}

Status CsvReader::readField(std::string& field)
{
    if (isAt('"'))
        return readQuoted(field);
    const std::size_t end = std::min(m_text.find_first_of(m_ends, m_place), m_text.size());
    field.assign(m_text.substr(m_place, end - m_place));
    m_place = end;
    if (isAt('"'))
        return misuse(m_line, "has a quotation mark in a field that does not begin with one; put "
                              "one before and one after the field, and double those within");
    return Success{};
}

Status CsvReader::readQuoted(std::string& field)
{
    const std::int64_t first = m_line;
    field.clear();
    while (true) {
        const std::size_t begin = m_place + 1;
        const std::size_t end = m_text.find('"', begin);
        if (end == std::string_view::npos)
            return misuse(first, "begins with a quotation mark that is never closed; add the other "
                                 "one, and double those within");
        const std::string_view part = m_text.substr(begin, end - begin);
        for (std::size_t i = 0; i < part.size(); ++i)
            m_line += part[i] == '\n' || (part[i] == '\r' && part.substr(i + 1, 1) != "\n") ? 1 : 0;
        field += part;
        m_place = end + 1;
        if (!isAt('"'))
            break;
        field += '"';
    }
    if (m_place < m_text.size() && !isAt(m_delimiter) && !isAtLineEnd())
        return misuse(m_line, "goes on after its closing quotation mark; double quotation marks "
                              "within a field");
    return Success{};
}

void CsvReader::endLine()
{
    if (m_place == m_text.size())
        return;
    m_place += m_text.substr(m_place, 2) == "\r\n" ? 2 : 1;
    ++m_line;
}

bool CsvReader::isAt(char c) const
{
    return m_place < m_text.size() && m_text[m_place] == c;
}

bool CsvReader::isAtLineEnd() const
{
    return isAt('\n') || isAt('\r');
}

Error CsvReader::misuse(std::int64_t line, const std::string& message) const
{
    return {ErrorCode::InvalidFile, message,
            std::to_string(line) + ":" + std::to_string(m_field + 1)};
}

} // namespace grokking

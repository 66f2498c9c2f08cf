// SPDX-FileCopyrightText: 2026 Grokking Explorer contributors
// SPDX-License-Identifier: GPL-3.0-or-later
// Fills the parameters of an SQL statement, and reads the columns of a row, from left to right.
// Both can add up a checksum of the values, which is stored with the row: SQLite keeps none.
// Internal to core/store; throws SQLite::Exception and StoreException.
#pragma once

#include <SQLiteCpp/SQLiteCpp.h>

#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>

namespace grokking {

// CRC-32 of values one after another (FORMAT.md).
class RowChecksum
{
public:
    void addNull() { add('n', {}); }
    void add(std::int64_t value);
    void add(double value);
    void add(std::string_view text) { add('t', std::as_bytes(std::span(text))); }
    void add(std::span<const std::byte> blob) { add('b', blob); }
    [[nodiscard]] std::int64_t value() const { return m_value; }

private:
    void add(char type, std::span<const std::byte> bytes);

    std::uint32_t m_value = 0;
};

class RowWriter
{
public:
    explicit RowWriter(SQLite::Statement& statement) : m_statement(statement) {}

    RowWriter& add(std::int64_t value);
    RowWriter& add(double value); // NaN becomes NULL, which is how SQLite keeps it
    RowWriter& add(std::string_view text);
    RowWriter& add(std::span<const std::byte> blob); // not copied: kept until execute()
    template <class T>
    RowWriter& add(const std::optional<T>& value)
    {
        if (value)
            return add(*value);
        m_checksum.addNull();
        m_statement.bind(++m_index);
        return *this;
    }
    RowWriter& addChecksum(); // of the values so far

    // Executes the statement and makes it ready for the next row.
    void execute();

private:
    SQLite::Statement& m_statement;
    int m_index = 0;
    RowChecksum m_checksum;
};

// Each call takes the next column; one of another type than asked for is damage (throws).
class RowReader
{
public:
    explicit RowReader(SQLite::Statement& statement) : m_statement(statement) {}

    [[nodiscard]] std::int64_t integer();
    [[nodiscard]] double real(); // NULL reads as NaN
    [[nodiscard]] std::string text();
    [[nodiscard]] std::span<const std::byte> blob(); // valid until the statement steps on
    [[nodiscard]] std::optional<std::int64_t> optionalInteger();
    [[nodiscard]] std::optional<double> optionalReal();

    // Forgets the values so far, which are not part of the checksum.
    void startChecksum() { m_checksum = {}; }
    // Takes the next column, the checksum of the values since; throws, naming `what`, if it is
    // another one. NULL, in a row of an older version, is none.
    void requireChecksum(const std::string& what);

private:
    [[nodiscard]] SQLite::Column next() { return m_statement.getColumn(m_index++); }

    SQLite::Statement& m_statement;
    int m_index = 0;
    RowChecksum m_checksum;
};

} // namespace grokking

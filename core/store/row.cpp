// SPDX-FileCopyrightText: 2026 Grokking Explorer contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/store/row.h"

#include "core/store/database.h"

#include <sqlite3.h>

#include <limits>

namespace grokking {

namespace {

void requireType(bool fits, const SQLite::Column& column)
{
    if (!fits)
        throwDamaged(std::string("column ") + column.getName() + " holds another type of value");
}

} // namespace

RowWriter& RowWriter::add(std::int64_t value)
{
    m_statement.bind(++m_index, value);
    return *this;
}

RowWriter& RowWriter::add(double value)
{
    m_statement.bind(++m_index, value);
    return *this;
}

RowWriter& RowWriter::add(std::string_view text)
{
    m_statement.bind(++m_index, std::string(text));
    return *this;
}

RowWriter& RowWriter::add(std::span<const std::byte> blob)
{
    if (blob.size() > static_cast<std::size_t>(std::numeric_limits<int>::max()))
        throw SQLite::Exception("more than 2 GB in one value", SQLITE_TOOBIG);
    const void* bytes = blob.empty() ? static_cast<const void*>("") : blob.data();
    m_statement.bindNoCopy(++m_index, bytes, static_cast<int>(blob.size()));
    return *this;
}

void RowWriter::execute()
{
    m_statement.exec();
    m_statement.reset();
    m_statement.clearBindings(); // of blobs that are not ours
    m_index = 0;
}

std::int64_t RowReader::integer()
{
    const SQLite::Column column = next();
    requireType(column.isInteger(), column);
    return column.getInt64();
}

double RowReader::real()
{
    return optionalReal().value_or(std::numeric_limits<double>::quiet_NaN());
}

std::string RowReader::text()
{
    const SQLite::Column column = next();
    requireType(column.isText(), column);
    return column.getString();
}

std::span<const std::byte> RowReader::blob()
{
    const SQLite::Column column = next();
    requireType(column.isBlob(), column);
    return {static_cast<const std::byte*>(column.getBlob()),
            static_cast<std::size_t>(column.getBytes())};
}

std::optional<std::int64_t> RowReader::optionalInteger()
{
    const SQLite::Column column = next();
    requireType(column.isInteger() || column.isNull(), column);
    return column.isNull() ? std::nullopt : std::optional(column.getInt64());
}

std::optional<double> RowReader::optionalReal()
{
    const SQLite::Column column = next();
    requireType(column.isFloat() || column.isInteger() || column.isNull(), column);
    return column.isNull() ? std::nullopt : std::optional(column.getDouble());
}

} // namespace grokking

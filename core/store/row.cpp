// SPDX-FileCopyrightText: 2026 Grokking Explorer contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/store/row.h"

#include "core/store/database.h"

#include <sqlite3.h>
#include <zlib.h>

#include <array>
#include <bit>
#include <cmath>
#include <limits>

namespace grokking {

namespace {

void requireType(bool fits, const SQLite::Column& column)
{
    if (!fits)
        throwDamaged(std::string("column ") + column.getName() + " holds another type of value");
}

// Returns the bytes of a number, the lowest first, on any machine.
std::array<std::byte, 8> bytesOf(std::uint64_t bits)
{
    std::array<std::byte, 8> bytes{};
    for (std::size_t i = 0; i < bytes.size(); ++i)
        bytes[i] = static_cast<std::byte>(bits >> (8 * i));
    return bytes;
}

} // namespace

void RowChecksum::add(std::int64_t value)
{
    add('i', bytesOf(static_cast<std::uint64_t>(value)));
}

void RowChecksum::add(double value)
{
    if (std::isnan(value))
        addNull(); // which is how SQLite keeps it
    else
        add('r', bytesOf(std::bit_cast<std::uint64_t>(value + 0.0))); // -0 becomes 0 there
}

void RowChecksum::add(char type, std::span<const std::byte> bytes)
{
    const auto typeByte = static_cast<unsigned char>(type);
    const uLong begun = crc32_z(m_value, &typeByte, 1);
    const auto* first = reinterpret_cast<const unsigned char*>(bytes.data());
    m_value =
        static_cast<std::uint32_t>(bytes.empty() ? begun : crc32_z(begun, first, bytes.size()));
}

RowWriter& RowWriter::addChecksum()
{
    m_statement.bind(++m_index, m_checksum.value());
    return *this;
}

RowWriter& RowWriter::add(std::int64_t value)
{
    m_checksum.add(value);
    m_statement.bind(++m_index, value);
    return *this;
}

RowWriter& RowWriter::add(double value)
{
    m_checksum.add(value);
    m_statement.bind(++m_index, value);
    return *this;
}

RowWriter& RowWriter::add(std::string_view text)
{
    m_checksum.add(text);
    m_statement.bind(++m_index, std::string(text));
    return *this;
}

RowWriter& RowWriter::add(std::span<const std::byte> blob)
{
    if (blob.size() > static_cast<std::size_t>(std::numeric_limits<int>::max()))
        throw SQLite::Exception("more than 2 GB in one value", SQLITE_TOOBIG);
    m_checksum.add(blob);
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
    m_checksum = {};
}

std::int64_t RowReader::integer()
{
    const SQLite::Column column = next();
    requireType(column.isInteger(), column);
    m_checksum.add(column.getInt64());
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
    std::string text = column.getString();
    m_checksum.add(std::string_view(text));
    return text;
}

std::span<const std::byte> RowReader::blob()
{
    const SQLite::Column column = next();
    requireType(column.isBlob(), column);
    const std::span blob(static_cast<const std::byte*>(column.getBlob()),
                         static_cast<std::size_t>(column.getBytes()));
    m_checksum.add(blob);
    return blob;
}

std::optional<std::int64_t> RowReader::optionalInteger()
{
    const SQLite::Column column = next();
    requireType(column.isInteger() || column.isNull(), column);
    if (column.isNull()) {
        m_checksum.addNull();
        return std::nullopt;
    }
    m_checksum.add(column.getInt64());
    return column.getInt64();
}

std::optional<double> RowReader::optionalReal()
{
    const SQLite::Column column = next();
    requireType(column.isFloat() || column.isInteger() || column.isNull(), column);
    if (column.isNull()) {
        m_checksum.addNull();
        return std::nullopt;
    }
    m_checksum.add(column.getDouble());
    return column.getDouble();
}

void RowReader::requireChecksum(const std::string& what)
{
    const SQLite::Column column = next();
    requireType(column.isInteger() || column.isNull(), column);
    if (!column.isNull() && column.getInt64() != m_checksum.value())
        throwDamaged(what + " is not what was written");
}

} // namespace grokking

// SPDX-FileCopyrightText: 2026 Grokking Explorer contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/data/idx.h"

#include <zlib.h>

#include <algorithm>
#include <cerrno>
#include <cstring>
#include <fstream>
#include <optional>
#include <system_error>
#include <utility>

namespace grokking {

namespace {

using Bytes = std::vector<std::uint8_t>;

constexpr std::size_t fixedHeader = 4; // two zeros, type, dimensions
constexpr std::uint8_t unsignedBytes = 0x08;
constexpr std::size_t mostBytes = static_cast<std::size_t>(idxValuesAtMost) + 64; // and a header

Error damaged(const std::string& what, const std::string& context)
{
    return {ErrorCode::InvalidFile, what, context};
}

// Returns what IDX calls a type of values, or an empty string.
std::string typeName(std::uint8_t type)
{
    switch (type) {
    case 0x09:
        return "signed bytes";
    case 0x0B:
        return "16-bit integers";
    case 0x0C:
        return "32-bit integers";
    case 0x0D:
        return "32-bit floating point numbers";
    case 0x0E:
        return "64-bit floating point numbers";
    default:
        return "";
    }
}

bool isCompressed(std::span<const std::uint8_t> content)
{
    return content.size() >= 2 && content[0] == 0x1f && content[1] == 0x8b;
}

// Ends a decompression, however it goes.
class Inflation
{
public:
    Inflation() { m_good = inflateInit2(&stream, 16 + MAX_WBITS) == Z_OK; } // 16: of gzip
    ~Inflation() { inflateEnd(&stream); }
    Inflation(const Inflation&) = delete;
    Inflation& operator=(const Inflation&) = delete;

    [[nodiscard]] bool isGood() const { return m_good; }

    z_stream stream{};

private:
    bool m_good = false;
};

Result<Bytes> decompressed(std::span<const std::uint8_t> content, const std::string& context)
{
    Inflation inflation;
    z_stream& stream = inflation.stream;
    if (!inflation.isGood())
        return Error{ErrorCode::Internal, "zlib cannot be used", context};
    stream.next_in = const_cast<Bytef*>(content.data()); // zlib does not write there
    stream.avail_in = static_cast<uInt>(content.size());
    Bytes bytes;
    Bytes part(std::size_t{1} << 18);
    for (int status = Z_OK; status != Z_STREAM_END;) {
        stream.next_out = part.data();
        stream.avail_out = static_cast<uInt>(part.size());
        status = inflate(&stream, Z_NO_FLUSH);
        if (status == Z_BUF_ERROR || (status == Z_OK && stream.avail_out > 0))
            return damaged("the compressed file is truncated; get it anew", context);
        if (status != Z_OK && status != Z_STREAM_END)
            return damaged("the compressed file is damaged; get it anew", context);
        const auto end = part.begin() + static_cast<std::ptrdiff_t>(part.size() - stream.avail_out);
        bytes.insert(bytes.end(), part.begin(), end);
        if (bytes.size() > mostBytes)
            return damaged("holds more than " + std::to_string(idxValuesAtMost) + " values",
                           context);
    }
    if (stream.avail_in > 0)
        return damaged("has " + std::to_string(stream.avail_in)
                           + " bytes after the end of its compressed content; get it anew",
                       context);
    return bytes;
}

std::optional<Error> headerProblem(std::span<const std::uint8_t> bytes, std::size_t dimensions,
                                   const std::string& context)
{
    if (bytes.empty())
        return damaged("the file is empty", context);
    if (bytes.size() < fixedHeader || bytes[0] != 0 || bytes[1] != 0)
        return damaged("this is not an IDX file: it does not begin with two zero bytes, a type and "
                       "a number of dimensions",
                       context);
    if (bytes[2] != unsignedBytes) {
        const std::string name = typeName(bytes[2]);
        return damaged(name.empty() ? "this is not an IDX file: its type of values is "
                                          + std::to_string(bytes[2]) + ", which there is not"
                                    : "holds " + name + "; unsigned bytes are needed",
                       context);
    }
    if (bytes[3] != dimensions)
        return damaged("has " + std::to_string(bytes[3]) + " dimensions; "
                           + (dimensions == 1 ? "labels have 1"
                                              : "images have 3 (number, height, "
                                                "width)")
                           + ". Are the files of images and labels swapped?",
                       context);
    if (bytes.size() < fixedHeader + 4 * dimensions)
        return damaged("is truncated within its header; get it anew", context);
    return std::nullopt;
}

std::int64_t sizeAt(std::span<const std::uint8_t> bytes, std::size_t dimension)
{
    std::int64_t size = 0;
    for (const std::uint8_t byte : bytes.subspan(fixedHeader + 4 * dimension, 4))
        size = 256 * size + byte;
    return size;
}

Result<IdxArray> parsePlain(std::span<const std::uint8_t> bytes, std::size_t dimensions,
                            const std::string& context)
{
    if (auto problem = headerProblem(bytes, dimensions, context))
        return *problem;
    Shape shape;
    for (std::size_t i = 0; i < dimensions; ++i)
        shape.push_back(sizeAt(bytes, i));
    const auto count = checkedElementCount(shape);
    if (!count || *count > idxValuesAtMost)
        return damaged(
            "says that it holds more than " + std::to_string(idxValuesAtMost) + " values", context);
    const auto values = bytes.subspan(fixedHeader + 4 * dimensions);
    const auto there = std::ssize(values);
    if (there < *count)
        return damaged("is truncated: it holds " + std::to_string(there) + " of "
                           + std::to_string(*count) + " values; get it anew",
                       context);
    if (there > *count)
        return damaged("has " + std::to_string(there - *count)
                           + " bytes after its values; get it anew",
                       context);
    IdxArray array(shape);
    std::ranges::copy(values, array.values().begin());
    return array;
}

Result<Bytes> bytesOf(const std::filesystem::path& file)
{
    const auto unreadable = [&](const std::string& reason) {
        return Error{ErrorCode::FileAccess, "cannot be read (" + reason + ")", file.string()};
    };
    std::error_code status;
    if (!std::filesystem::exists(file, status))
        return Error{ErrorCode::FileAccess, "there is no such file", file.string()};
    if (!std::filesystem::is_regular_file(file, status))
        return unreadable("it is not a file");
    const auto size = std::filesystem::file_size(file, status);
    if (status)
        return unreadable(status.message());
    if (size > mostBytes)
        return damaged("holds more than " + std::to_string(idxValuesAtMost) + " values",
                       file.string());
    std::ifstream stream(file, std::ios::binary);
    if (!stream)
        return unreadable(std::strerror(errno));
    Bytes bytes(size);
    stream.read(reinterpret_cast<char*>(bytes.data()), static_cast<std::streamsize>(size));
    if (stream.gcount() != static_cast<std::streamsize>(size))
        return unreadable("it ended early");
    return bytes;
}

} // namespace

Result<IdxArray> parseIdx(std::span<const std::uint8_t> content, std::size_t dimensions,
                          const std::string& context)
{
    if (!isCompressed(content))
        return parsePlain(content, dimensions, context);
    const auto bytes = decompressed(content, context);
    return bytes ? parsePlain(*bytes, dimensions, context) : bytes.error();
}

Result<IdxArray> readIdx(const std::filesystem::path& file, std::size_t dimensions)
{
    const auto bytes = bytesOf(file);
    return bytes ? parseIdx(*bytes, dimensions, file.string()) : bytes.error();
}

} // namespace grokking

// SPDX-FileCopyrightText: 2026 Grokking Explorer contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/data/idx.h"

#include "core/util/processor.h"

#include <zlib.h>

#include <algorithm>
#include <cerrno>
#include <cstring>
#include <fstream>
#include <functional>
#include <optional>
#include <system_error>
#include <utility>

namespace grokking {

namespace {

using Bytes = std::vector<std::uint8_t>;

// Takes the next bytes, and returns how many: fewer than asked for only at the end.
using Input = std::function<Result<std::size_t>(std::span<std::uint8_t>)>;

constexpr std::size_t fixedHeader = 4; // two zeros, type, dimensions
constexpr std::uint8_t unsignedBytes = 0x08;
constexpr std::size_t partSize = std::size_t{1} << 18; // of what is read at a time

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

// Takes up to so many bytes. They grow as they come, so that a wrong count takes no memory.
Result<Bytes> taken(const Input& input, std::size_t count)
{
    Bytes bytes;
    while (bytes.size() < count) {
        const std::size_t before = bytes.size();
        bytes.resize(std::min(count, 2 * before + partSize));
        const auto more = input(std::span(bytes).subspan(before));
        if (!more)
            return more.error();
        const bool isEnd = before + *more < bytes.size();
        bytes.resize(before + *more);
        if (isEnd)
            break;
    }
    return bytes;
}

Input inputOf(std::span<const std::uint8_t> content)
{
    return [content](std::span<std::uint8_t> bytes) mutable {
        const auto next = content.first(std::min(bytes.size(), content.size()));
        std::ranges::copy(next, bytes.begin());
        content = content.subspan(next.size());
        return Result<std::size_t>(next.size());
    };
}

// Puts bytes before an input.
Input joined(Bytes start, const Input& input)
{
    return [start = std::move(start), place = std::size_t{0},
            input](std::span<std::uint8_t> bytes) mutable -> Result<std::size_t> {
        const auto next =
            std::span(start).subspan(place).first(std::min(bytes.size(), start.size() - place));
        std::ranges::copy(next, bytes.begin());
        place += next.size();
        const auto size = input(bytes.subspan(next.size()));
        return size ? Result<std::size_t>(next.size() + *size) : size.error();
    };
}

// Decompresses what an input gives, no more of it than is asked for.
class Inflation
{
public:
    Inflation(Input input, std::string context)
        : m_input(std::move(input)), m_context(std::move(context))
    {
        m_good = inflateInit2(&m_stream, 16 + MAX_WBITS) == Z_OK; // 16: of gzip
    }
    ~Inflation() { inflateEnd(&m_stream); }
    Inflation(const Inflation&) = delete;
    Inflation& operator=(const Inflation&) = delete;

    Result<std::size_t> take(std::span<std::uint8_t> bytes)
    {
        if (!m_good)
            return Error{ErrorCode::Internal, "zlib cannot be used", m_context};
        m_stream.next_out = bytes.data();
        m_stream.avail_out = static_cast<uInt>(bytes.size());
        while (m_stream.avail_out > 0 && !m_ended)
            if (const Status status = goOn(); !status)
                return status.error();
        return bytes.size() - m_stream.avail_out;
    }

private:
    Status goOn()
    {
        if (const Status status = refill(); !status)
            return status;
        if (m_stream.avail_in == 0)
            return damaged("the compressed file is truncated; get it anew", m_context);
        const int status = inflate(&m_stream, Z_NO_FLUSH);
        if (status != Z_OK && status != Z_STREAM_END)
            return damaged("the compressed file is damaged; get it anew", m_context);
        m_ended = status == Z_STREAM_END;
        return m_ended ? end() : Success{};
    }

    Status refill()
    {
        if (m_stream.avail_in > 0)
            return Success{};
        const auto size = m_input(m_part);
        if (!size)
            return size.error();
        m_stream.next_in = m_part.data();
        m_stream.avail_in = static_cast<uInt>(*size);
        return Success{};
    }

    Status end()
    {
        if (const Status status = refill(); !status)
            return status;
        if (m_stream.avail_in > 0)
            return damaged("goes on after the end of its compressed content; get it anew",
                           m_context);
        return Success{};
    }

    Input m_input;
    std::string m_context;
    Bytes m_part = Bytes(partSize);
    z_stream m_stream{};
    bool m_good = false;
    bool m_ended = false;
};

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

// Returns why so many values cannot be held, which are copied once.
std::optional<Error> memoryProblem(std::int64_t count, const std::string& context)
{
    constexpr std::int64_t megabyte = 1'000'000;
    const std::int64_t needed = 2 * count;
    const auto available = availableMemory();
    if (!available || needed <= *available)
        return std::nullopt;
    return Error{ErrorCode::Unavailable,
                 "takes " + std::to_string(needed / megabyte) + " MB to be read, but "
                     + std::to_string(*available / megabyte)
                     + " MB are available; end other programs, or take fewer pictures",
                 context};
}

// Returns the shape that a header says.
Result<Shape> shapeIn(std::span<const std::uint8_t> header, std::size_t dimensions,
                      const std::string& context)
{
    if (auto problem = headerProblem(header, dimensions, context))
        return *problem;
    Shape shape;
    for (std::size_t i = 0; i < dimensions; ++i)
        shape.push_back(sizeAt(header, i));
    const auto count = checkedElementCount(shape);
    if (!count || *count > idxValuesAtMost)
        return damaged(
            "says that it holds more than " + std::to_string(idxValuesAtMost) + " values", context);
    if (auto problem = memoryProblem(*count, context))
        return *problem;
    return shape;
}

Result<IdxArray> parsePlain(const Input& input, std::size_t dimensions, const std::string& context)
{
    const auto header = taken(input, fixedHeader + 4 * dimensions);
    if (!header)
        return header.error();
    const auto shape = shapeIn(*header, dimensions, context);
    if (!shape)
        return shape.error();
    const std::int64_t count = elementCount(*shape);
    const auto values = taken(input, static_cast<std::size_t>(count));
    if (!values)
        return values.error();
    if (std::ssize(*values) < count)
        return damaged("is truncated: it holds " + std::to_string(values->size()) + " of "
                           + std::to_string(count) + " values; get it anew",
                       context);
    const auto rest = taken(input, 1);
    if (!rest)
        return rest.error();
    if (!rest->empty())
        return damaged("goes on after its values; get it anew", context);
    IdxArray array(*shape);
    std::ranges::copy(*values, array.values().begin());
    return array;
}

Result<IdxArray> parse(const Input& input, std::size_t dimensions, const std::string& context)
{
    auto start = taken(input, 2);
    if (!start)
        return start.error();
    const bool isCompressed = *start == Bytes{0x1f, 0x8b};
    const Input whole = joined(std::move(*start), input);
    if (!isCompressed)
        return parsePlain(whole, dimensions, context);
    Inflation inflation(whole, context);
    return parsePlain([&](std::span<std::uint8_t> bytes) { return inflation.take(bytes); },
                      dimensions, context);
}

} // namespace

Result<IdxArray> parseIdx(std::span<const std::uint8_t> content, std::size_t dimensions,
                          const std::string& context)
{
    return parse(inputOf(content), dimensions, context);
}

Result<IdxArray> readIdx(const std::filesystem::path& file, std::size_t dimensions)
{
    const auto unreadable = [&](const std::string& reason) {
        return Error{ErrorCode::FileAccess, "cannot be read (" + reason + ")", file.string()};
    };
    std::error_code status;
    if (!std::filesystem::exists(file, status))
        return Error{ErrorCode::FileAccess, "there is no such file", file.string()};
    if (!std::filesystem::is_regular_file(file, status))
        return unreadable("it is not a file");
    std::ifstream stream(file, std::ios::binary);
    if (!stream)
        return unreadable(std::strerror(errno));
    const auto input = [&](std::span<std::uint8_t> bytes) -> Result<std::size_t> {
        stream.read(reinterpret_cast<char*>(bytes.data()),
                    static_cast<std::streamsize>(bytes.size()));
        if (stream.bad())
            return unreadable(std::strerror(errno));
        return static_cast<std::size_t>(stream.gcount());
    };
    return parse(input, dimensions, file.string());
}

} // namespace grokking

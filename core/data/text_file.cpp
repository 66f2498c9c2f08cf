// SPDX-FileCopyrightText: 2026 Grokking Explorer contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/data/text_file.h"

#include <algorithm>
#include <cerrno>
#include <cstring>
#include <filesystem>
#include <fstream>
#include <optional>

namespace grokking {

namespace {

namespace fs = std::filesystem;

std::optional<Error> accessProblem(const std::string& file, std::int64_t largest)
{
    std::error_code failure;
    const fs::file_status status = fs::status(file, failure);
    const auto inaccessible = [&file](const std::string& message) {
        return Error{ErrorCode::FileAccess, message, file};
    };
    if (status.type() == fs::file_type::not_found)
        return inaccessible("there is no such file; choose another one");
    if (fs::is_directory(status))
        return inaccessible("this is a folder; choose a file in it");
    if (failure)
        return inaccessible("this file cannot be read (" + failure.message() + "); see who may");
    if (!fs::is_regular_file(status))
        return inaccessible("this is no ordinary file; choose another one");
    const std::uintmax_t size = fs::file_size(file, failure);
    constexpr std::int64_t megabyte = 1'000'000;
    if (!failure && size > static_cast<std::uintmax_t>(largest))
        return Error{ErrorCode::InvalidFile,
                     "this file has " + std::to_string(size / megabyte) + " MB, and more than "
                         + std::to_string(largest / megabyte) + " MB are not read; take fewer rows",
                     file};
    return std::nullopt;
}

// Returns why the text is none.
std::optional<Error> encodingProblem(const std::string& file, const std::string& text)
{
    if (withoutMark(text).empty())
        return Error{ErrorCode::InvalidFile, "this file is empty; choose another one", file};
    const std::size_t valid = validUtf8(text);
    if (valid == text.size())
        return std::nullopt;
    if (text.starts_with("\xff\xfe") || text.starts_with("\xfe\xff") || text[valid] == '\0')
        return Error{ErrorCode::InvalidFile,
                     "this file is not text in UTF-8, perhaps UTF-16; save it as UTF-8", file};
    const auto line = 1 + std::count(text.begin(), text.begin() + std::ptrdiff_t(valid), '\n');
    return Error{ErrorCode::InvalidFile, "this line is not UTF-8; save the file as UTF-8",
                 file + ":" + std::to_string(line)};
}

// The bytes that a character may begin with, and what follows them.
struct Lead {
    unsigned char first;
    unsigned char last;
    std::size_t bytes; // of the character
    unsigned char low; // of the second byte
    unsigned char high;
};

constexpr Lead leads[] = {
    {0x01, 0x7f, 1, 0, 0},       {0xc2, 0xdf, 2, 0x80, 0xbf}, {0xe0, 0xe0, 3, 0xa0, 0xbf},
    {0xe1, 0xec, 3, 0x80, 0xbf}, {0xed, 0xed, 3, 0x80, 0x9f}, {0xee, 0xef, 3, 0x80, 0xbf},
    {0xf0, 0xf0, 4, 0x90, 0xbf}, {0xf1, 0xf3, 4, 0x80, 0xbf}, {0xf4, 0xf4, 4, 0x80, 0x8f}};

// Returns how many bytes the character at the beginning has; 0 if it is none.
std::size_t characterSize(std::string_view text)
{
    const auto byte = [text](std::size_t i) { return static_cast<unsigned char>(text[i]); };
    const auto* const lead = std::ranges::find_if(
        leads, [&](const Lead& each) { return byte(0) >= each.first && byte(0) <= each.last; });
    if (lead == std::end(leads) || text.size() < lead->bytes)
        return 0;
    if (lead->bytes > 1 && (byte(1) < lead->low || byte(1) > lead->high))
        return 0;
    for (std::size_t i = 2; i < lead->bytes; ++i)
        if (byte(i) < 0x80 || byte(i) > 0xbf)
            return 0;
    return lead->bytes;
}

} // namespace

Result<std::string> readTextFile(const std::string& file, std::int64_t largest)
{
    if (auto problem = accessProblem(file, largest))
        return *problem;
    std::ifstream stream(file, std::ios::binary | std::ios::ate);
    const std::streamoff size = stream ? std::streamoff(stream.tellg()) : -1;
    std::string text(static_cast<std::size_t>(std::max<std::streamoff>(size, 0)), '\0');
    if (size < 0 || !stream.seekg(0).read(text.data(), size))
        return Error{ErrorCode::FileAccess,
                     std::string("this file cannot be read (") + std::strerror(errno)
                         + "); see who may",
                     file};
    if (auto problem = encodingProblem(file, text))
        return *problem;
    return text;
}

std::string_view withoutMark(std::string_view text)
{
    constexpr std::string_view mark = "\xef\xbb\xbf";
    return text.starts_with(mark) ? text.substr(mark.size()) : text;
}

std::size_t validUtf8(std::string_view text)
{
    std::size_t place = 0;
    while (place < text.size()) {
        const std::size_t size = characterSize(text.substr(place));
        if (size == 0)
            break;
        place += size;
    }
    return place;
}

} // namespace grokking

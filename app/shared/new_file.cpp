// SPDX-FileCopyrightText: 2026 Grokking Explorer contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/shared/new_file.h"

#include <cerrno>
#include <cstdio>
#include <fstream>
#include <system_error>

namespace grokking {

Status writeNewFile(const std::filesystem::path& file,
                    const std::function<void(std::ostream&)>& write)
{
    std::FILE* const made = std::fopen(file.c_str(), "wbx");
    if (made == nullptr && errno == EEXIST)
        return Error{ErrorCode::FileExists, "this file exists; choose another name", file.string()};
    if (made == nullptr)
        return Error{ErrorCode::FileAccess,
                     "this file cannot be made (" + std::system_category().message(errno)
                         + "); choose another folder",
                     file.string()};
    std::fclose(made);
    std::ofstream stream(file, std::ios::binary);
    write(stream);
    stream.close();
    if (stream)
        return Success{};
    std::error_code ignored;
    std::filesystem::remove(file, ignored);
    return Error{ErrorCode::FileAccess,
                 "this file cannot be written to its end; see whether the disk is full",
                 file.string()};
}

std::string csvField(const std::string& text)
{
    if (text.find_first_of(",\"\n\r") == std::string::npos)
        return text;
    std::string field = "\"";
    for (const char c : text)
        field += c == '"' ? std::string("\"\"") : std::string(1, c);
    return field + "\"";
}

} // namespace grokking

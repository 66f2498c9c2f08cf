// SPDX-FileCopyrightText: 2026 Grokking Explorer contributors
// SPDX-License-Identifier: GPL-3.0-or-later
// What the file system says of a file without opening it: two equal stamps mean that nobody wrote
// to it in between. Stateless; any thread.
#pragma once

#include <chrono>
#include <cstdint>
#include <filesystem>
#include <optional>

namespace grokking {

// Times are compared for equality only, so a clock that was set back does no harm.
struct FileStamp {
    std::int64_t size = 0;     // bytes
    std::int64_t modified = 0; // ns since 1970, as everything may set it
    std::int64_t changed = 0;  // ns since 1970, which only the system sets
    std::int64_t inode = 0;

    bool operator==(const FileStamp&) const = default;
};

// Returns the stamp of a regular file, or nullopt if there is none.
[[nodiscard]] std::optional<FileStamp> stampOf(const std::filesystem::path& file);

using WallTime = std::chrono::system_clock::time_point;

// Returns whether the last write is at least this far from now, before or (with a clock that was
// set back) after it. Beyond the 2 s of the coarsest file system a write cannot go unnoticed.
[[nodiscard]] bool isSettled(const FileStamp& stamp,
                             std::chrono::seconds distance = std::chrono::seconds(3),
                             WallTime now = std::chrono::system_clock::now());

} // namespace grokking

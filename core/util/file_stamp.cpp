// SPDX-FileCopyrightText: 2026 Grokking Explorer contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/util/file_stamp.h"

#include <sys/stat.h>

#include <cstdlib>

namespace grokking {

namespace {

constexpr std::int64_t second = 1'000'000'000; // ns

std::int64_t nanosecondsOf(const timespec& time)
{
    return static_cast<std::int64_t>(time.tv_sec) * second + time.tv_nsec;
}

} // namespace

std::optional<FileStamp> stampOf(const std::filesystem::path& file)
{
    struct stat status {
    };
    if (stat(file.c_str(), &status) != 0 || !S_ISREG(status.st_mode))
        return std::nullopt;
    return FileStamp{static_cast<std::int64_t>(status.st_size), nanosecondsOf(status.st_mtim),
                     nanosecondsOf(status.st_ctim), static_cast<std::int64_t>(status.st_ino)};
}

bool isSettled(const FileStamp& stamp, std::chrono::seconds distance, WallTime now)
{
    using std::chrono::duration_cast;
    using std::chrono::nanoseconds;
    const std::int64_t present = duration_cast<nanoseconds>(now.time_since_epoch()).count();
    const std::int64_t far = duration_cast<nanoseconds>(distance).count();
    return std::abs(present - stamp.modified) > far && std::abs(present - stamp.changed) > far;
}

} // namespace grokking

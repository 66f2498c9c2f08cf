// SPDX-FileCopyrightText: 2026 Grokking Explorer contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/store/library_cleanup.h"

#include "core/store/database.h"
#include "core/store/run_library.h"
#include "core/store/schema.h"
#include "core/util/file_stamp.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <chrono>
#include <cstddef>
#include <fstream>
#include <system_error>

namespace grokking {

namespace fs = std::filesystem;

namespace {

constexpr std::array<CleanupKindInfo, 5> kinds{{
    {CleanupKind::Trash, "trash", "Deleted runs", "They cannot be brought back."},
    {CleanupKind::Damaged, "damaged", "Damaged runs", "They are deleted."},
    {CleanupKind::Unstarted, "unstarted", "Runs that never began",
     "They are deleted; they hold settings and no result."},
    {CleanupKind::ResumeData, "resume-data", "Checkpoints and snapshots of complete runs",
     "Curves and results stay. The runs cannot be continued, and their weights are gone."},
    {CleanupKind::Leftovers, "leftovers", "Unfinished files", "They are deleted."},
}};

constexpr std::chrono::minutes abandoned(10); // whoever wrote until then has died

// Returns the regular files of a folder, sorted; none if it cannot be read.
std::vector<fs::path> filesIn(const fs::path& folder)
{
    std::vector<fs::path> files;
    std::error_code failure;
    for (fs::directory_iterator entry(folder, failure), end; !failure && entry != end;
         entry.increment(failure))
        if (std::error_code ignored; entry->is_regular_file(ignored))
            files.push_back(entry->path());
    std::ranges::sort(files);
    return files;
}

std::int64_t sizeOf(const fs::path& file)
{
    const auto stamp = stampOf(file);
    return stamp ? stamp->size : 0;
}

// Returns whether a run holds nothing worth keeping and is not about to begin.
bool isUnstarted(const RunListing& run)
{
    const bool over = run.end || run.failure;
    const bool empty =
        (!run.lastSample || run.lastSample->step == 0) && run.checkpointStep.value_or(0) == 0;
    const auto stamp = stampOf(run.file);
    return stamp && empty && (over || (isSettled(*stamp, abandoned) && !isBeingRecorded(run.file)));
}

// Returns whether a file begins as the runs of this program do: as an SQLite database with their
// application id (a big-endian number at byte 68; sqlite.org/fileformat.html). Other programs use
// names that end in .grok, too, and what is theirs is not damaged.
bool beginsAsRun(const fs::path& file)
{
    constexpr std::string_view format("SQLite format 3\0", 16);
    constexpr std::size_t idAt = 68;
    std::string header(idAt + 4, '\0');
    std::ifstream(file, std::ios::binary)
        .read(header.data(), static_cast<std::streamsize>(header.size()));
    std::uint32_t id = 0;
    for (const char byte : std::string_view(header).substr(idAt))
        id = id << 8 | static_cast<unsigned char>(byte);
    return header.starts_with(format) && id == static_cast<std::uint32_t>(runApplicationId);
}

bool isDamaged(const fs::path& file, const Error& error)
{
    return error.code == ErrorCode::InvalidFile && beginsAsRun(file);
}

bool isLeftover(const fs::path& file)
{
    const std::string name = file.filename().string();
    const auto stamp = stampOf(file);
    return name.starts_with('.') && name.find(".grok.") != std::string::npos
           && (name.ends_with(".part") || name.ends_with(".part-journal")) && stamp
           && isSettled(*stamp, abandoned);
}

Error changedError(const fs::path& file)
{
    return {ErrorCode::FileAccess,
            "this file has changed or gone since the list was made; look "
            "at the list again",
            file.string()};
}

// If there is no space to compact the file, its free pages are found as resume data the next time.
Result<std::int64_t> compact(const fs::path& file)
{
    return guarded<std::int64_t>(file, [&] {
        SQLite::Database database = openForWriting(file);
        SQLite::Transaction transaction(database, SQLite::TransactionBehavior::IMMEDIATE);
        const auto listing = readListing(file); // nobody else writes from here on
        if (!listing)
            throw StoreException(listing.error());
        if (!listing->finished)
            throw StoreException(changedError(file));
        database.exec("DELETE FROM checkpoint; DELETE FROM snapshots;"
                      "DELETE FROM arrivals WHERE source = 'snapshot'");
        transaction.commit();
        database.exec("VACUUM");
        return listing->bytes - sizeOf(file);
    });
}

Result<std::int64_t> removeFile(const CleanupItem& item)
{
    const std::int64_t bytes = sizeOf(item.file);
    if (item.kind == CleanupKind::Leftovers) {
        std::error_code failure;
        if (!fs::remove(item.file, failure))
            return changedError(item.file);
        return bytes;
    }
    if (const Status removed = removeRun(item.file); !removed)
        return removed.error();
    return bytes;
}

// Returns whether the reason for removing a file still holds.
bool isStillDue(const CleanupItem& item)
{
    if (item.kind == CleanupKind::Trash || item.kind == CleanupKind::Leftovers)
        return stampOf(item.file).has_value();
    const auto listing = readListing(item.file);
    if (item.kind == CleanupKind::Damaged)
        return !listing && isDamaged(item.file, listing.error());
    return listing && isUnstarted(*listing);
}

} // namespace

const std::array<CleanupKindInfo, 5>& cleanupKinds()
{
    return kinds;
}

std::string bytesText(std::int64_t bytes)
{
    constexpr std::array units{"bytes", "kB", "MB", "GB", "TB"};
    auto size = static_cast<double>(bytes);
    std::size_t unit = 0;
    for (; size >= 999.5 && unit + 1 < units.size(); ++unit)
        size /= 1000.0;
    std::array<char, 32> text{};
    const int digits = unit > 0 && size < 9.95 ? 1 : 0; // whatever the locale
    const auto end = std::to_chars(text.data(), text.data() + text.size(), size,
                                   std::chars_format::fixed, digits);
    return std::string(text.data(), end.ptr) + " " + units[unit];
}

LibraryUse libraryUse(const fs::path& folder, const RunFolder& listed)
{
    LibraryUse use;
    use.runs = listed.runs.size() + listed.unreadable.size();
    for (const RunListing& run : listed.runs)
        use.bytes += run.bytes;
    for (const UnreadableRun& run : listed.unreadable)
        use.bytes += run.bytes;
    for (const fs::path& file : filesIn(folder / trashFolderName))
        use.trashBytes += sizeOf(file);
    return use;
}

std::vector<CleanupItem> findCleanup(const fs::path& folder, const RunFolder& listed)
{
    std::vector<CleanupItem> items;
    for (const fs::path& file : filesIn(folder / trashFolderName))
        if (file.extension() == runFileExtension)
            items.push_back({CleanupKind::Trash, file, sizeOf(file)});
    for (const UnreadableRun& run : listed.unreadable)
        if (isDamaged(run.file, run.error))
            items.push_back({CleanupKind::Damaged, run.file, run.bytes});
    for (const RunListing& run : listed.runs)
        if (isUnstarted(run))
            items.push_back({CleanupKind::Unstarted, run.file, run.bytes});
    for (const RunListing& run : listed.runs)
        if (run.finished && run.resumeBytes > 0 && !isUnstarted(run))
            items.push_back({CleanupKind::ResumeData, run.file, run.resumeBytes});
    for (const fs::path& file : filesIn(folder))
        if (isLeftover(file))
            items.push_back({CleanupKind::Leftovers, file, sizeOf(file)});
    return items;
}

Result<std::int64_t> cleanUp(const CleanupItem& item)
{
    if (item.kind == CleanupKind::ResumeData)
        return compact(item.file);
    if (!isStillDue(item))
        return changedError(item.file);
    return removeFile(item);
}

} // namespace grokking

// SPDX-FileCopyrightText: 2026 Grokking Explorer contributors
// SPDX-License-Identifier: GPL-3.0-or-later
// What a folder of runs takes on the disk, and what of it could go. Finding deletes nothing; each
// thing found is removed on its own, after the user has seen the list. Stateless; any thread.
#pragma once

#include "core/store/run_folder.h"

#include <array>
#include <filesystem>
#include <string>
#include <string_view>
#include <vector>

namespace grokking {

enum class CleanupKind {
    Trash,      // deleted runs
    Damaged,    // runs that cannot be read; no files of other or newer programs
    Unstarted,  // runs that ended, failed or were killed before their first step
    ResumeData, // checkpoint and snapshots of runs that are complete
    Leftovers   // files that a killed program did not finish
};

struct CleanupKindInfo {
    CleanupKind kind;
    std::string_view id;    // of the command line
    std::string_view title; // heading of a list
    std::string_view loss;  // what is lost
};

// Returns all kinds in the order of a list.
[[nodiscard]] const std::array<CleanupKindInfo, 5>& cleanupKinds();

struct CleanupItem {
    CleanupKind kind = CleanupKind::Trash;
    std::filesystem::path file;
    std::int64_t bytes = 0; // that become free; of ResumeData, about
};

struct LibraryUse {
    std::size_t runs = 0;   // readable or not
    std::int64_t bytes = 0; // of their files
    std::int64_t trashBytes = 0;
};

// Returns what the runs of a folder that was just listed take.
[[nodiscard]] LibraryUse libraryUse(const std::filesystem::path& folder, const RunFolder& listed);

// Returns a size to read: "84 kB", "310 MB", "1.2 GB" (powers of 1000).
[[nodiscard]] std::string bytesText(std::int64_t bytes);

// Returns what could go, by kind and in order of file names. A run that seems to be recorded at
// the moment is never part of it.
[[nodiscard]] std::vector<CleanupItem> findCleanup(const std::filesystem::path& folder,
                                                   const RunFolder& listed);

// Removes one thing for good and returns how many bytes became free. Compacting a run keeps
// everything but its checkpoint and snapshots. What has changed since it was found is refused
// (FileAccess), as is what is gone.
[[nodiscard]] Result<std::int64_t> cleanUp(const CleanupItem& item);

} // namespace grokking

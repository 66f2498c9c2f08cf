// SPDX-FileCopyrightText: 2026 Grokking Explorer contributors
// SPDX-License-Identifier: GPL-3.0-or-later
// Lists a folder of run files with the help of its index (FORMAT.md): files that did not change
// since are not opened. The index is a help only: without it, or if it cannot be written, the list
// is the same and takes longer. Stateless; any thread; two at a time on one folder are fine.
#pragma once

#include "core/store/run_reader.h"

#include <chrono>
#include <filesystem>
#include <functional>
#include <optional>
#include <stop_token>
#include <vector>

namespace grokking {

struct UnreadableRun {
    std::filesystem::path file;
    Error error;
    std::int64_t bytes = 0;
};

struct RunFolder {
    std::vector<RunListing> runs; // in order of file names
    std::vector<UnreadableRun> unreadable;
    std::size_t filesRead = 0;         // that were not in the index, or changed since
    std::optional<Error> indexProblem; // why the next list takes long as well
};

struct ListOptions {
    std::stop_token stop = {}; // gives up: the result is an error (Unavailable)
    // Told now and then how many of the files that have to be read are read.
    std::function<void(std::size_t read, std::size_t files)> progress = {};
    // A file written to within 3 s of this is read again next time.
    std::chrono::system_clock::time_point now = std::chrono::system_clock::now();
};

// Lists the run files of a folder, without its subfolders. A folder that does not exist is an
// error (FileAccess); the default one exists only after something was recorded into it. Files that
// vanish meanwhile are left out.
[[nodiscard]] Result<RunFolder> listRuns(const std::filesystem::path& folder,
                                         const ListOptions& options = {});

// Deletes the index of a folder; the next listRuns() makes it anew.
Status removeRunIndex(const std::filesystem::path& folder);

} // namespace grokking

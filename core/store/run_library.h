// SPDX-FileCopyrightText: 2026 Grokking Explorer contributors
// SPDX-License-Identifier: GPL-3.0-or-later
// A folder of run files. Stateless; any thread.
#pragma once

#include "core/store/run_reader.h"

#include <filesystem>
#include <string>
#include <string_view>
#include <vector>

namespace grokking {

constexpr std::string_view runFileExtension = ".grok";

struct UnreadableRun {
    std::filesystem::path file;
    Error error;
};

struct RunFolder {
    std::vector<RunListing> runs; // in order of file names
    std::vector<UnreadableRun> unreadable;
};

// Lists the run files of a folder, without its subfolders. A folder that does not exist is an
// error (FileAccess); the default one exists only after something was recorded into it.
[[nodiscard]] Result<RunFolder> listRuns(const std::filesystem::path& folder);

// Returns $XDG_DATA_HOME/grokking-explorer/runs, or the same in ~/.local/share. Creates nothing.
[[nodiscard]] std::filesystem::path defaultRunFolder();

// Returns an unused file name in a folder: "stem.grok", otherwise "stem-2.grok", "stem-3.grok"...
[[nodiscard]] std::filesystem::path newRunFile(const std::filesystem::path& folder,
                                               const std::string& stem);

// Replaces the user's note on a run, also while it is being recorded.
Status setNote(const std::filesystem::path& file, const std::string& note);

// Deletes a run file for good, also an unreadable one. Refuses other files (Usage).
Status removeRun(const std::filesystem::path& file);

} // namespace grokking

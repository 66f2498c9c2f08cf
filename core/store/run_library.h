// SPDX-FileCopyrightText: 2026 Grokking Explorer contributors
// SPDX-License-Identifier: GPL-3.0-or-later
// Naming, noting, renaming and removing run files; listing them is in run_folder.h. Stateless; any
// thread. A run without an end is not moved while the process that records it lives, or (if that
// cannot be known: it is this one, on another machine, or of an older program) if it was written to
// seconds ago. Whoever records a run in this process knows that itself.
#pragma once

#include "core/util/result.h"

#include <filesystem>
#include <string>
#include <string_view>

namespace grokking {

constexpr std::string_view runFileExtension = ".grok";
constexpr std::string_view trashFolderName = ".trash"; // in the folder of the runs

// Returns $XDG_DATA_HOME/grokking-explorer/runs, or the same in ~/.local/share. Creates nothing.
[[nodiscard]] std::filesystem::path defaultRunFolder();

// Returns an unused file name in a folder: "stem.grok", otherwise "stem-2.grok", "stem-3.grok"...
[[nodiscard]] std::filesystem::path newRunFile(const std::filesystem::path& folder,
                                               const std::string& stem);

// Replaces the user's note on a run, also while it is being recorded.
Status setNote(const std::filesystem::path& file, const std::string& note);

// Returns whether somebody seems to be recording a run at this moment.
[[nodiscard]] bool isBeingRecorded(const std::filesystem::path& file);

// Gives a run another name (without folder and extension) in its folder and returns the new file.
// Refuses a name that is taken (FileExists) or makes no file name (Usage), and a run that is being
// recorded (FileAccess).
[[nodiscard]] Result<std::filesystem::path> renameRun(const std::filesystem::path& file,
                                                      const std::string& name);

// Refuses a run that somebody seems to be recording at this moment (FileAccess).
Status refuseRecorded(const std::filesystem::path& file);

// Moves a run file into the trash of its folder and returns where it is now. Refuses one that is
// being recorded (FileAccess).
[[nodiscard]] Result<std::filesystem::path> trashRun(const std::filesystem::path& file);

// Moves a run from the trash back to where it was, unless there is another file now (FileExists).
Status restoreRun(const std::filesystem::path& trashed, const std::filesystem::path& file);

// Deletes a run file for good, also an unreadable one. Refuses other files (Usage).
Status removeRun(const std::filesystem::path& file);

} // namespace grokking

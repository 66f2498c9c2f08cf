// SPDX-FileCopyrightText: 2026 Grokking Explorer contributors
// SPDX-License-Identifier: GPL-3.0-or-later
// A folder of run files as the table of runs shows it. Plain values; any thread.
#pragma once

#include "core/store/run_folder.h"
#include "widgets/run_row.h"

#include <QString>

#include <filesystem>
#include <optional>
#include <vector>

namespace grokking {

struct ListedRun {
    RunRow row;
    bool isOver = false; // nothing more is written into its file
};

struct ListedFolder {
    bool isRead = false; // otherwise there are no runs, and `problem` says why
    std::vector<ListedRun> runs;
    QString use; // "142 runs, 310 MB · trash 12 MB"
    std::optional<Error> problem;
};

// Lists a folder; takes a while.
[[nodiscard]] ListedFolder listFolder(const std::filesystem::path& folder,
                                      const ListOptions& options);

} // namespace grokking

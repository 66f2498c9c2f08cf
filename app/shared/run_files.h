// SPDX-FileCopyrightText: 2026 Grokking Explorer contributors
// SPDX-License-Identifier: GPL-3.0-or-later
// Files and folders of runs as they are named on a command line. Stateless.
#pragma once

#include "core/util/result.h"

#include <filesystem>
#include <string>
#include <vector>

namespace grokking {

// Returns the files named, and of each folder named the run files in it.
[[nodiscard]] Result<std::vector<std::filesystem::path>>
runFilesOf(const std::vector<std::string>& filesAndFolders);

// Writes a text to a new file, or to stdout if no file is named.
Status writeText(const std::string& text, const std::string& file);

} // namespace grokking

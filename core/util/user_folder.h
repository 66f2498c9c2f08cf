// SPDX-FileCopyrightText: 2026 Grokking Explorer contributors
// SPDX-License-Identifier: GPL-3.0-or-later
// Where the environment says that the user's files are (XDG Base Directory Specification).
// Stateless; any thread, as long as none changes the environment.
#pragma once

#include <cstdlib>
#include <filesystem>

namespace grokking {

// Returns the value of an environment variable that names an absolute folder, otherwise "".
[[nodiscard]] inline std::filesystem::path folderFrom(const char* variable)
{
    const char* const value = std::getenv(variable);
    const std::filesystem::path folder = value == nullptr ? "" : value;
    return folder.is_absolute() ? folder : std::filesystem::path();
}

} // namespace grokking

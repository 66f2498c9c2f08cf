// SPDX-FileCopyrightText: 2026 Grokking Explorer contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/util/result.h"

#include <filesystem>

namespace grokking {

// Makes a folder, with those above it, if it is not there (FileAccess). Any thread.
[[nodiscard]] Result<std::filesystem::path> makeFolder(const std::filesystem::path& folder);

} // namespace grokking

// SPDX-FileCopyrightText: 2026 Grokking Explorer contributors
// SPDX-License-Identifier: GPL-3.0-or-later
// Text files that are made once: never over another file, and never left half written. Stateless.
#pragma once

#include "core/util/result.h"

#include <filesystem>
#include <functional>
#include <ostream>
#include <string>

namespace grokking {

// Makes a file and lets `write` fill it. Fails (FileExists) if the name is taken, (FileAccess) if
// the file cannot be made or filled, and then leaves nothing behind.
Status writeNewFile(const std::filesystem::path& file,
                    const std::function<void(std::ostream&)>& write);

// Returns a text as a field of a CSV file (RFC 4180).
[[nodiscard]] std::string csvField(const std::string& text);

} // namespace grokking

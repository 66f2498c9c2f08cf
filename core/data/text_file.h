// SPDX-FileCopyrightText: 2026 Grokking Explorer contributors
// SPDX-License-Identifier: GPL-3.0-or-later
// Reads a text file that a user named. Stateless; any thread.
#pragma once

#include "core/util/result.h"

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

namespace grokking {

// Returns the bytes of a file of at most `largest` bytes. Fails (FileAccess) if there is no such
// file or it cannot be read, (InvalidFile) if it is too large, empty or not UTF-8; with the file,
// and the line if there is one, as context.
[[nodiscard]] Result<std::string> readTextFile(const std::string& file, std::int64_t largest);

// Returns the text without the byte order mark that it may begin with.
[[nodiscard]] std::string_view withoutMark(std::string_view text);

// Returns how many bytes from the beginning are UTF-8 without the character 0 (Unicode, Table 3-7).
[[nodiscard]] std::size_t validUtf8(std::string_view text);

} // namespace grokking

// SPDX-FileCopyrightText: 2026 Grokking Explorer contributors
// SPDX-License-Identifier: GPL-3.0-or-later
// A short number that stands for a text: the same on every machine, for telling texts apart, not
// for keeping secrets. Stateless; any thread.
#pragma once

#include <cstdint>
#include <cstdio>
#include <string>
#include <string_view>

namespace grokking {

// Returns the 64-bit FNV-1a hash of a text (Fowler, Noll, Vo).
[[nodiscard]] constexpr std::uint64_t fingerprint(std::string_view text)
{
    std::uint64_t hash = 0xcbf29ce484222325;
    for (const char letter : text) {
        hash ^= static_cast<unsigned char>(letter);
        hash *= 0x100000001b3;
    }
    return hash;
}

// Returns it as 16 hexadecimal digits.
[[nodiscard]] inline std::string fingerprintText(std::string_view text)
{
    char digits[17];
    std::snprintf(digits, sizeof digits, "%016llx",
                  static_cast<unsigned long long>(fingerprint(text)));
    return digits;
}

} // namespace grokking

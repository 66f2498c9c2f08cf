// SPDX-FileCopyrightText: 2026 Grokking Explorer contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <string>

namespace grokking {

// Returns a number with thousands separators: "12,300". Any thread.
[[nodiscard]] std::string grouped(std::int64_t number);

} // namespace grokking

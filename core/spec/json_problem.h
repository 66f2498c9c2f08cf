// SPDX-FileCopyrightText: 2026 Grokking Explorer contributors
// SPDX-License-Identifier: GPL-3.0-or-later
// Says in this program's words why a text that a person wrote is no JSON. Stateless; any thread.
#pragma once

#include <string>
#include <string_view>

namespace grokking {

// Returns where a text stops being JSON, what is expected there, and what to do: "in line 3, column
// 5 a comma or } is expected, not \"learner\"; put a comma before it". Columns are characters from
// 1. Empty if it is JSON.
[[nodiscard]] std::string jsonProblem(std::string_view text);

} // namespace grokking

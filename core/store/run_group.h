// SPDX-FileCopyrightText: 2026 Grokking Explorer contributors
// SPDX-License-Identifier: GPL-3.0-or-later
// Runs of one experiment with different seeds form a group. Stateless; any thread.
#pragma once

#include <string>
#include <string_view>

namespace grokking {

// Returns what the runs of a spec have in common whatever their seed: 16 hexadecimal digits.
// `specJson` is the spec as toJson() writes it and run files keep it; pinned seeds count. Empty if
// it is no JSON object.
[[nodiscard]] std::string runGroupKey(std::string_view specJson);

} // namespace grokking

// SPDX-FileCopyrightText: 2026 Grokking Explorer contributors
// SPDX-License-Identifier: GPL-3.0-or-later
// Decides how many runs go side by side: as many as asked for, unless there is not the memory for
// it. Stateless.
#pragma once

#include "core/train/run_memory.h"

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>

namespace grokking {

struct RunPlan {
    std::size_t jobs = 1;
    std::string text; // "memory: about 14 MB per run, 2 at a time"
};

// Plans `runs` runs, none larger than `largest`, of which one fits; `wanted` and `runs` are at
// least 1. `available` bytes, if known.
[[nodiscard]] RunPlan planRuns(const RunMemory& largest, std::size_t runs, std::size_t wanted,
                               std::optional<std::int64_t> available);

} // namespace grokking

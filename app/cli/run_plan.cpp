// SPDX-FileCopyrightText: 2026 Grokking Explorer contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/run_plan.h"

#include <algorithm>

namespace grokking {

RunPlan planRuns(const RunMemory& largest, std::size_t runs, std::size_t wanted,
                 std::optional<std::int64_t> available)
{
    const std::size_t most = std::min(runs, wanted);
    RunPlan plan{.jobs = runsSideBySide(largest, most, available)};
    plan.text = "memory: about " + memoryText(largest.atOnce()) + " per run";
    if (runs > 1)
        plan.text += ", " + std::to_string(plan.jobs) + " at a time";
    if (plan.jobs < most)
        plan.text += " instead of " + std::to_string(most) + ": only " + memoryText(*available)
                     + " are available";
    return plan;
}

} // namespace grokking

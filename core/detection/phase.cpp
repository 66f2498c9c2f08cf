// SPDX-FileCopyrightText: 2026 Grokking Explorer contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/detection/phase.h"

namespace grokking {

std::optional<Phase> phaseOf(const RunSummary& summary, std::int64_t minimumGap)
{
    if (summary.verdict == Verdict::Running)
        return std::nullopt;
    if (summary.t1 && summary.t2)
        return summary.t2->step - summary.t1->step < minimumGap ? Phase::Comprehension
                                                                : Phase::Grokking;
    if (summary.t1)
        return Phase::Memorization;
    return summary.t2 ? std::nullopt : std::optional(Phase::Confusion);
}

std::string_view phaseName(Phase phase)
{
    switch (phase) {
    case Phase::Comprehension:
        return "comprehension";
    case Phase::Grokking:
        return "grokking";
    case Phase::Memorization:
        return "memorization";
    case Phase::Confusion:
        break;
    }
    return "confusion";
}

} // namespace grokking

// SPDX-FileCopyrightText: 2026 Grokking Explorer contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/events/run_summary.h"

#include <algorithm>
#include <array>
#include <utility>

namespace grokking {

namespace {

constexpr std::array verdictNames{
    std::pair{Verdict::Running, std::string_view("running")},
    std::pair{Verdict::Diverged, std::string_view("diverged")},
    std::pair{Verdict::Failed, std::string_view("failed")},
    std::pair{Verdict::Memorized, std::string_view("memorized")},
    std::pair{Verdict::Ungrokked, std::string_view("ungrokked")},
    std::pair{Verdict::Together, std::string_view("together")},
    std::pair{Verdict::Grokked, std::string_view("grokked")},
};

} // namespace

std::string_view verdictName(Verdict verdict)
{
    return std::ranges::find(verdictNames, verdict, [](const auto& row) { return row.first; })
        ->second;
}

std::optional<Verdict> verdictFromName(std::string_view name)
{
    const auto row = std::ranges::find(verdictNames, name,
                                       [](const auto& candidate) { return candidate.second; });
    return row == verdictNames.end() ? std::nullopt : std::optional(row->first);
}

} // namespace grokking

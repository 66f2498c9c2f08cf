// SPDX-FileCopyrightText: 2026 Grokking Explorer contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/events/training_event.h"

#include <algorithm>
#include <array>
#include <utility>

namespace grokking {

namespace {

constexpr std::array runEndNames{
    std::pair{RunEnd::Completed, std::string_view("completed")},
    std::pair{RunEnd::Interrupted, std::string_view("interrupted")},
    std::pair{RunEnd::Diverged, std::string_view("diverged")},
};

} // namespace

std::string_view runEndName(RunEnd end)
{
    return std::ranges::find(runEndNames, end, [](const auto& row) { return row.first; })->second;
}

std::optional<RunEnd> runEndFromName(std::string_view name)
{
    const auto row = std::ranges::find(runEndNames, name,
                                       [](const auto& candidate) { return candidate.second; });
    return row == runEndNames.end() ? std::nullopt : std::optional(row->first);
}

} // namespace grokking

// SPDX-FileCopyrightText: 2026 Grokking Explorer contributors
// SPDX-License-Identifier: GPL-3.0-or-later
// The gap of each run against its share of steps at low error and high complexity, as in Fig. 6 of
// Miller et al. (2023). Where a run's share begins and ends is a matter of the lines. Stateless.
#pragma once

#include "app/shared/outcome_series.h"

#include <string>
#include <vector>

namespace grokking {

// What gaps can be drawn and fitted against besides a setting.
inline constexpr const char* lehcShareId = "lehc-share";
inline constexpr const char* lehcShareTitle = "Share of steps at low error and high complexity";

// Which lines cut the plane.
struct LehcLines {
    enum class Whose { Group, All, Given };

    Whose whose = Whose::Group; // the medians of the runs of a group, or of all runs
    RegionLines given = {};

    bool operator==(const LehcLines&) const = default;
};

// Reads "group", "all", or an error and a complexity, "0.2,25". Fails (Usage) on another text.
[[nodiscard]] Result<LehcLines> lehcLinesFrom(const std::string& text);

// The runs of a group that have a gap and a share, which stands for the setting, in its order.
struct LehcSeries {
    const GroupRow* row; // of the table
    std::vector<SettingOutcome> runs;
};

// Returns the runs of a table that keeps them. Fails (Usage) if none has both.
[[nodiscard]] Result<std::vector<LehcSeries>> lehcGaps(const GroupTable& table,
                                                       const LehcLines& lines);

} // namespace grokking

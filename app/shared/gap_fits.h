// SPDX-FileCopyrightText: 2026 Grokking Explorer contributors
// SPDX-License-Identifier: GPL-3.0-or-later
// How the gaps of many runs grow with a setting: a line through their logarithms for each series of
// groups and for all together (core/detection/gap_fit.h). Stateless.
#pragma once

#include "app/shared/lehc_gaps.h"
#include "core/detection/gap_fit.h"

#include <optional>
#include <string>
#include <vector>

namespace grokking {

struct GapFitRow {
    std::string name;                 // of the series; "all"
    std::vector<GapPoint> points;     // one of each run
    std::optional<GapFit> fit;        // gaps not reached counted as if they were at the end
    std::optional<GapFit> reachedFit; // these left out
};

// Returns the fits against the setting of this path, which must be a number; "all" is the last one
// if there are several series. Gaps count in epochs, passes over the training set.
// Fails (Usage) if it is no number, if a group does not have it, or if no finished run has a gap.
[[nodiscard]] Result<std::vector<GapFitRow>> gapFits(const std::string& path,
                                                     const GroupTable& table);

// Likewise against each run's share of LEHC, in a table that keeps its runs: a series is a group.
[[nodiscard]] Result<std::vector<GapFitRow>> lehcGapFits(const GroupTable& table,
                                                         const LehcLines& lines);

// Returns them to be read, or as one JSON object a line.
[[nodiscard]] std::string gapFitsText(const std::vector<GapFitRow>& rows, const std::string& path);
[[nodiscard]] std::string gapFitsJson(const std::vector<GapFitRow>& rows);

} // namespace grokking

// SPDX-FileCopyrightText: 2026 Grokking Explorer contributors
// SPDX-License-Identifier: GPL-3.0-or-later
// Runs of one experiment with different seeds, drawn as one: the median and the quartiles of each
// curve at each step. Plain value, computed when asked for; GUI thread only.
#pragma once

#include "widgets/overlay_curves.h"

#include <QString>

#include <vector>

namespace grokking {

// A curve of a group: at steps[i] the numbers of runs[i] runs.
struct BandCurve {
    std::vector<std::int64_t> steps;
    std::vector<std::size_t> runs;
    CurveSeries lower;
    CurveSeries median;
    CurveSeries upper;
};

struct GroupCurves {
    QString title;                    // what the runs' names have in common
    QString label;                    // what sets it apart from the titles of other groups
    std::vector<std::size_t> members; // indices of the overlays
    bool isShown = false;             // the current run is one of them
    std::vector<BandCurve> curves;

    // Returns how many runs have a value at a step at least and at most; 0 and 0 without any.
    [[nodiscard]] std::pair<std::size_t, std::size_t> runRange() const;
};

// The fewest runs that are drawn as a band.
inline constexpr std::size_t fewestForBand = 3;

// Returns the groups among some overlays, in order of their first members, without curves.
[[nodiscard]] std::vector<GroupCurves> groupsOf(const std::vector<RunOverlay>& overlays);

// Returns what the titles of several groups begin with, in whole words; empty for a single one.
[[nodiscard]] QString commonBeginning(const std::vector<GroupCurves>& groups);

// Computes a group's curves from the values of its members; `runs` as the overlays.
void computeBands(GroupCurves& group, const std::vector<OverlayCurves::Run>& runs);

} // namespace grokking

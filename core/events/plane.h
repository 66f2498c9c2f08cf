// SPDX-FileCopyrightText: 2026 Grokking Explorer contributors
// SPDX-License-Identifier: GPL-3.0-or-later
// Points and shares in the error-complexity plane. Plain values; any thread.
#pragma once

#include "core/events/run_summary.h"

#include <cstdint>

namespace grokking {

// Where a run is at one evaluation.
struct PathPoint {
    std::int64_t step = 0;
    double error = 0.0;
    double complexity = 0.0;

    bool operator==(const PathPoint&) const = default;
};

// One of the four parts into which the two lines cut the plane.
struct PlaneRegion {
    bool hasLowError = false;
    bool hasHighComplexity = false;

    [[nodiscard]] bool isLelc() const { return hasLowError && !hasHighComplexity; }

    bool operator==(const PlaneRegion&) const = default;
};

// Returns the region of a point. One on a line has low error and high complexity.
[[nodiscard]] inline PlaneRegion regionOf(const PathPoint& point, const RegionLines& lines)
{
    return {.hasLowError = point.error <= lines.error,
            .hasHighComplexity = point.complexity >= lines.complexity};
}

// The share of steps spent in each region; together 1.
struct RegionShares {
    double lowErrorHighComplexity = 0.0; // LEHC: memorized
    double lowErrorLowComplexity = 0.0;  // LELC: generalized
    double highErrorHighComplexity = 0.0;
    double highErrorLowComplexity = 0.0;

    bool operator==(const RegionShares&) const = default;
};

// Returns which of the shares is that of a region.
[[nodiscard]] inline double RegionShares::*shareOf(const PlaneRegion& region)
{
    if (region.hasLowError)
        return region.hasHighComplexity ? &RegionShares::lowErrorHighComplexity
                                        : &RegionShares::lowErrorLowComplexity;
    return region.hasHighComplexity ? &RegionShares::highErrorHighComplexity
                                    : &RegionShares::highErrorLowComplexity;
}

} // namespace grokking

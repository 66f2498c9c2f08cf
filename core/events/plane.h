// SPDX-FileCopyrightText: 2026 Grokking Explorer contributors
// SPDX-License-Identifier: GPL-3.0-or-later
// Points and shares in the error-complexity plane. Plain values; any thread.
#pragma once

#include <cstdint>

namespace grokking {

// Where a run is at one evaluation.
struct PathPoint {
    std::int64_t step = 0;
    double error = 0.0;
    double complexity = 0.0;

    bool operator==(const PathPoint&) const = default;
};

// The share of steps spent in each region; together 1.
struct RegionShares {
    double lowErrorHighComplexity = 0.0; // LEHC: memorized
    double lowErrorLowComplexity = 0.0;  // LELC: generalized
    double highErrorHighComplexity = 0.0;
    double highErrorLowComplexity = 0.0;

    bool operator==(const RegionShares&) const = default;
};

} // namespace grokking

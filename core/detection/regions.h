// SPDX-FileCopyrightText: 2026 Grokking Explorer contributors
// SPDX-License-Identifier: GPL-3.0-or-later
// The two lines that cut the error-complexity plane into LEHC (memorized), LELC (generalized),
// HEHC and HELC, and the share of training spent in LEHC. Stateless; any thread.
#pragma once

#include "core/events/run_summary.h"

#include <cstdint>
#include <optional>
#include <span>

namespace grokking {

struct PathPoint {
    std::int64_t step = 0;
    double error = 0.0;
    double complexity = 0.0;
};

// Returns the default lines for a path in order of steps that memorized at `t1`:
//   error line = max(error at t1, 1.1 x final error);
//   complexity line = between complexity at t1 and its later minimum: geometric mean if both are
//   positive, else midpoint. No point at t1: nullopt.
[[nodiscard]] std::optional<RegionLines> defaultRegions(std::span<const PathPoint> path,
                                                        std::int64_t t1);

// Returns the share of steps, not of samples, spent at low error and high complexity; each point
// counts until the next. nullopt if the path has no length.
[[nodiscard]] std::optional<double> lehcShare(std::span<const PathPoint> path,
                                              const RegionLines& lines);

} // namespace grokking

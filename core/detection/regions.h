// SPDX-FileCopyrightText: 2026 Grokking Explorer contributors
// SPDX-License-Identifier: GPL-3.0-or-later
// The two lines that cut the error-complexity plane into LEHC (memorized), LELC (generalized),
// HEHC and HELC, and the shares of training spent there. Stateless; any thread.
#pragma once

#include "core/events/plane.h"
#include "core/events/run_summary.h"

#include <optional>
#include <span>

namespace grokking {

// Returns the default lines for a path in order of steps that memorized at `t1`:
//   error line = max(error at t1, 1.1 x final error);
//   complexity line = between complexity at t1 and its later minimum: geometric mean if both are
//   positive, else midpoint. No point at t1: nullopt.
[[nodiscard]] std::optional<RegionLines> defaultRegions(std::span<const PathPoint> path,
                                                        std::int64_t t1);

// Returns the lines that the runs of a group share: the medians of theirs, of an even number the
// mean of the middle two. No lines: nullopt.
[[nodiscard]] std::optional<RegionLines> medianLines(std::span<const RegionLines> lines);

// Returns the share of steps, not of samples, spent in each region; each point counts until the
// next. nullopt if the path has no length.
[[nodiscard]] std::optional<RegionShares> regionShares(std::span<const PathPoint> path,
                                                       const RegionLines& lines);

// Returns the share of LEHC alone.
[[nodiscard]] std::optional<double> lehcShare(std::span<const PathPoint> path,
                                              const RegionLines& lines);

} // namespace grokking

// SPDX-FileCopyrightText: 2026 Grokking Explorer contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/detection/regions.h"

#include "core/util/quantile.h"

#include <algorithm>
#include <cmath>
#include <utility>
#include <vector>

namespace grokking {

std::optional<RegionLines> defaultRegions(std::span<const PathPoint> path, std::int64_t t1)
{
    const auto start = std::ranges::find(path, t1, &PathPoint::step);
    if (start == path.end())
        return std::nullopt;
    const double high = start->complexity;
    const double low =
        std::ranges::min(std::ranges::subrange(start, path.end()), {}, &PathPoint::complexity)
            .complexity;
    const double finalError = path.back().error;
    return RegionLines{.error = std::max(start->error, 1.1 * finalError),
                       .complexity =
                           high > 0.0 && low > 0.0 ? std::sqrt(high * low) : 0.5 * (high + low)};
}

std::optional<RegionLines> medianLines(std::span<const RegionLines> lines)
{
    if (lines.empty())
        return std::nullopt;
    const auto median = [&](double RegionLines::*line) {
        std::vector<double> values;
        for (const RegionLines& each : lines)
            values.push_back(each.*line);
        return *quantile(std::move(values), 0.5);
    };
    return RegionLines{.error = median(&RegionLines::error),
                       .complexity = median(&RegionLines::complexity)};
}

std::optional<RegionShares> regionShares(std::span<const PathPoint> path, const RegionLines& lines)
{
    if (path.size() < 2 || path.back().step == path.front().step)
        return std::nullopt;
    RegionShares shares; // in steps, for now
    for (std::size_t i = 0; i + 1 < path.size(); ++i) {
        shares.*shareOf(regionOf(path[i], lines)) +=
            static_cast<double>(path[i + 1].step - path[i].step);
    }
    const auto length = static_cast<double>(path.back().step - path.front().step);
    for (double* const share : {&shares.lowErrorHighComplexity, &shares.lowErrorLowComplexity,
                                &shares.highErrorHighComplexity, &shares.highErrorLowComplexity})
        *share /= length;
    return shares;
}

std::optional<double> lehcShare(std::span<const PathPoint> path, const RegionLines& lines)
{
    const auto shares = regionShares(path, lines);
    return shares ? std::optional(shares->lowErrorHighComplexity) : std::nullopt;
}

} // namespace grokking

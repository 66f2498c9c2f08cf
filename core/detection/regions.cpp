// SPDX-FileCopyrightText: 2026 Grokking Explorer contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/detection/regions.h"

#include <algorithm>
#include <cmath>

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

std::optional<double> lehcShare(std::span<const PathPoint> path, const RegionLines& lines)
{
    if (path.size() < 2 || path.back().step == path.front().step)
        return std::nullopt;
    std::int64_t inside = 0;
    for (std::size_t i = 0; i + 1 < path.size(); ++i) {
        if (path[i].error <= lines.error && path[i].complexity >= lines.complexity)
            inside += path[i + 1].step - path[i].step;
    }
    return static_cast<double>(inside) / static_cast<double>(path.back().step - path.front().step);
}

} // namespace grokking

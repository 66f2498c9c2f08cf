// SPDX-FileCopyrightText: 2026 Grokking Explorer contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/util/quantile.h"

#include <algorithm>
#include <cassert>
#include <cmath>
#include <limits>

namespace grokking {

double quantileOfSorted(std::span<const double> ascending, double share)
{
    assert(!ascending.empty() && share >= 0.0 && share <= 1.0);
    const double place = share * static_cast<double>(ascending.size() - 1);
    const auto below = static_cast<std::size_t>(place);
    const double weight = place - static_cast<double>(below);
    if (weight == 0.0) // what is above it, possibly infinite, has no part in it
        return ascending[below];
    return std::lerp(ascending[below], ascending[below + 1], weight);
}

std::optional<double> quantile(std::vector<double> values, double share)
{
    if (values.empty())
        return std::nullopt;
    std::ranges::sort(values);
    return quantileOfSorted(values, share);
}

std::optional<StepCount> quantile(const std::vector<StepCount>& counts, double share)
{
    constexpr double never = std::numeric_limits<double>::infinity();
    std::vector<double> values;
    double inVain = never;
    for (const StepCount& count : counts) {
        values.push_back(count.reached ? count.steps : never);
        if (!count.reached)
            inVain = std::min(inVain, count.steps);
    }
    const auto value = quantile(std::move(values), share);
    if (!value)
        return std::nullopt;
    // Between a number and infinity, and between two infinities, lies infinity.
    return std::isfinite(*value) ? StepCount{*value} : StepCount{inVain, false};
}

} // namespace grokking

// SPDX-FileCopyrightText: 2026 Grokking Explorer contributors
// SPDX-License-Identifier: GPL-3.0-or-later
// Quantiles of a few numbers, as numpy.quantile computes them. Any thread.
#pragma once

#include <algorithm>
#include <cassert>
#include <cmath>
#include <cstddef>
#include <span>

namespace grokking {

// Returns the quantile at 0 <= fraction <= 1 of numbers in ascending order, at least one, by linear
// interpolation between neighbors (Hyndman & Fan 1996, type 7).
[[nodiscard]] inline double quantile(std::span<const double> ascending, double fraction)
{
    assert(!ascending.empty() && fraction >= 0.0 && fraction <= 1.0);
    const double place = fraction * static_cast<double>(ascending.size() - 1);
    const auto below = static_cast<std::size_t>(place);
    const std::size_t above = std::min(below + 1, ascending.size() - 1);
    return std::lerp(ascending[below], ascending[above], place - std::floor(place));
}

} // namespace grokking

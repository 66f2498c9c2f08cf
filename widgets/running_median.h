// SPDX-FileCopyrightText: 2026 Grokking Explorer contributors
// SPDX-License-Identifier: GPL-3.0-or-later
// Smoothing that keeps a jump a jump: the median of a value's neighbors, without lag. The window
// is as wide on a log step axis as it looks: a factor of the step. Stateless; any thread.
#pragma once

#include <cstddef>
#include <cstdint>
#include <span>

namespace grokking {

// The neighbors of a step.
struct MedianWindow {
    enum class Kind { Factor, Distance } kind = Kind::Factor;
    double reach = 1.0; // steps / reach to steps * reach; or step - reach to step + reach
};

// Returns the median of the numbers among values[i] in the window around steps[index]: as many to
// either side as lie in it on the side where they are fewer, so that a jump comes neither earlier
// nor later. Of more than 127 to a side every so-many-th counts. NaN if values[index] is NaN.
[[nodiscard]] double runningMedian(std::span<const std::int64_t> steps,
                                   std::span<const double> values, std::size_t index,
                                   const MedianWindow& window);

} // namespace grokking

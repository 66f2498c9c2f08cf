// SPDX-FileCopyrightText: 2026 Grokking Explorer contributors
// SPDX-License-Identifier: GPL-3.0-or-later
// Quantiles of a few numbers, linear between the two nearest values as numpy.quantile computes them
// (Hyndman & Fan 1996, type 7), also of steps that some runs never reached. Stateless; any thread.
#pragma once

#include <optional>
#include <span>
#include <vector>

namespace grokking {

// A number of steps: how many it took or, if what was waited for did not come, how many there were
// in vain (a censored observation).
struct StepCount {
    double steps = 0.0;
    bool reached = true;

    bool operator==(const StepCount&) const = default;
};

// Returns the quantile at `share` (0 to 1; .5 is the median); nullopt of no values. No value may
// be NaN; infinite ones are larger than all others.
[[nodiscard]] std::optional<double> quantile(std::vector<double> values, double share);

// The same of at least one value, in ascending order.
[[nodiscard]] double quantileOfSorted(std::span<const double> ascending, double share);

// The same of steps, where "never" counts as infinity. If that makes the quantile infinite it is
// "not reached", with the smallest number of steps in vain.
[[nodiscard]] std::optional<StepCount> quantile(const std::vector<StepCount>& counts, double share);

} // namespace grokking

// SPDX-FileCopyrightText: 2026 Grokking Explorer contributors
// SPDX-License-Identifier: GPL-3.0-or-later
// Median and quartiles over runs at each step: what is drawn of several seeds. Any thread.
#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

namespace grokking {

// One curve of one run; borrowed.
struct RunCurve {
    std::span<const std::int64_t> steps;   // ascending
    std::span<const double> values;        // one per step
    std::span<const std::int64_t> skipped; // steps that do not count, ascending: off the schedule
};

// Over the runs that have a finite value at a step; steps without one are left out.
struct StepQuartiles {
    std::vector<std::int64_t> steps;
    std::vector<std::size_t> runs; // how many they are, at each step
    std::vector<double> lower;     // quartile
    std::vector<double> median;
    std::vector<double> upper; // quartile
};

// Runs may differ in length and in the steps at which they were evaluated.
[[nodiscard]] StepQuartiles stepQuartiles(std::span<const RunCurve> curves);

} // namespace grokking

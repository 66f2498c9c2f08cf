// SPDX-FileCopyrightText: 2026 Grokking Explorer contributors
// SPDX-License-Identifier: GPL-3.0-or-later
// What is known of a plane of starts, or of parameters: values on a grid, and what training from
// each place came to. Plain values; any thread.
#pragma once

#include "core/events/run_summary.h"

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace grokking {

// One side of the grid: `count` places from the first to the last at equal distances.
struct GridAxis {
    std::string title; // of the parameter
    double first = 0.0;
    double last = 1.0;
    std::size_t count = 2; // at least 2

    [[nodiscard]] double spacing() const { return (last - first) / static_cast<double>(count - 1); }
    [[nodiscard]] double value(std::size_t place) const
    {
        return place + 1 == count ? last : first + static_cast<double>(place) * spacing();
    }

    bool operator==(const GridAxis&) const = default;
};

// Values of a learner at every place of a grid, row by row: places of `across` within one of
// `up`. NaN where there is none.
struct Landscape {
    GridAxis across;
    GridAxis up;
    std::string errorLabel; // as in RunStarted
    std::string complexityLabel;
    std::vector<double> error;
    std::vector<double> complexity;
    std::vector<double> objective; // what training minimizes

    bool operator==(const Landscape&) const = default;
};

// What a run from one start came to; running: it has not been trained yet.
struct BasinCell {
    Verdict verdict = Verdict::Running;
    std::optional<std::int64_t> t1;
    std::optional<std::int64_t> t2;
    std::optional<std::int64_t> gap;

    bool operator==(const BasinCell&) const = default;
};

// The starts of a grid, in the same order: from which of them does it grok?
struct Basin {
    GridAxis across;
    GridAxis up;
    std::vector<BasinCell> cells;

    bool operator==(const Basin&) const = default;
};

} // namespace grokking

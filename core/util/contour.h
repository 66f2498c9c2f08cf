// SPDX-FileCopyrightText: 2026 Grokking Explorer contributors
// SPDX-License-Identifier: GPL-3.0-or-later
// Lines of equal height through values on a grid, by marching squares: straight pieces, one or two
// in a square of four places. Stateless; any thread.
#pragma once

#include <cstddef>
#include <span>
#include <vector>

namespace grokking {

// In units of the grid: place (column, row) is at (column, row).
struct GridPoint {
    double x = 0.0;
    double y = 0.0;

    bool operator==(const GridPoint&) const = default;
};

struct ContourPiece {
    GridPoint from;
    GridPoint to;

    bool operator==(const ContourPiece&) const = default;
};

// Returns the pieces of the line where the values, row by row and `columns` in each, are `level`.
// Where two lines pass through one square the mean of its corners decides how. A square with a
// corner that is no number has none.
[[nodiscard]] std::vector<ContourPiece> contour(std::span<const double> values, std::size_t columns,
                                                double level);

} // namespace grokking

// SPDX-FileCopyrightText: 2026 Grokking Explorer contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/util/contour.h"

#include <array>
#include <cmath>

namespace grokking {

namespace {

// The corners of a square in turn, each with the next along one of its sides.
constexpr std::array<GridPoint, 4> corners{{{0, 0}, {1, 0}, {1, 1}, {0, 1}}};

// Returns where the level lies between a corner and the next.
GridPoint crossing(const std::array<double, 4>& heights, std::size_t side, double level)
{
    const std::size_t next = (side + 1) % 4;
    const double share = (level - heights[side]) / (heights[next] - heights[side]);
    return {std::lerp(corners[side].x, corners[next].x, share),
            std::lerp(corners[side].y, corners[next].y, share)};
}

// Returns the sides that the level crosses, in turn: none, two or four.
std::vector<std::size_t> crossedSides(const std::array<double, 4>& heights, double level)
{
    std::vector<std::size_t> sides;
    for (std::size_t side = 0; side < 4; ++side)
        if ((heights[side] >= level) != (heights[(side + 1) % 4] >= level))
            sides.push_back(side);
    return sides;
}

void addPieces(std::vector<ContourPiece>& pieces, const std::array<double, 4>& heights,
               double level, const GridPoint& origin)
{
    const auto sides = crossedSides(heights, level);
    const auto add = [&](std::size_t a, std::size_t b) {
        const GridPoint from = crossing(heights, sides[a], level);
        const GridPoint to = crossing(heights, sides[b], level);
        pieces.push_back(
            {{origin.x + from.x, origin.y + from.y}, {origin.x + to.x, origin.y + to.y}});
    };
    if (sides.size() == 2)
        add(0, 1);
    if (sides.size() < 4)
        return;
    const double middle = 0.25 * (heights[0] + heights[1] + heights[2] + heights[3]);
    // The first corner is alone if the middle is on the other side.
    const bool isFirstAlone = (middle >= level) != (heights[0] >= level);
    add(isFirstAlone ? 3 : 0, isFirstAlone ? 0 : 1);
    add(isFirstAlone ? 1 : 2, isFirstAlone ? 2 : 3);
}

} // namespace

std::vector<ContourPiece> contour(std::span<const double> values, std::size_t columns, double level)
{
    std::vector<ContourPiece> pieces;
    for (std::size_t row = 0; (row + 2) * columns <= values.size(); ++row)
        for (std::size_t column = 0; column + 1 < columns; ++column) {
            const auto at = values.begin() + static_cast<std::ptrdiff_t>(row * columns + column);
            const auto above = at + static_cast<std::ptrdiff_t>(columns);
            const std::array<double, 4> heights{at[0], at[1], above[1], above[0]};
            if (std::isfinite(heights[0] + heights[1] + heights[2] + heights[3]))
                addPieces(pieces, heights, level,
                          {static_cast<double>(column), static_cast<double>(row)});
        }
    return pieces;
}

} // namespace grokking

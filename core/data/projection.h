// SPDX-FileCopyrightText: 2026 Grokking Explorer contributors
// SPDX-License-Identifier: GPL-3.0-or-later
// Planes through points of many dimensions, to look at them on a screen. Points are the rows of a
// matrix (points, dimensions). Stateless; any thread.
#pragma once

#include "core/util/array.h"
#include "core/util/result.h"

#include <array>
#include <cstddef>

namespace grokking {

// origin + a * directions.row(0) + b * directions.row(1); the directions are orthonormal.
struct Plane {
    Array<double> origin;             // (1, dimensions)
    Array<double> directions;         // (2, dimensions)
    std::array<double, 2> variance{}; // share of the points' variance along each, 0..1
};

// Returns the plane in which the points vary most (principal component analysis), through their
// mean. Deterministic: the largest coordinate along a direction is positive. Where directions tie,
// as with points equally far apart, those that lie most like a regular polygon, in the points'
// order. At least one point in two dimensions (asserts).
[[nodiscard]] Plane principalPlane(const Array<double>& points);

// Returns the plane through three of the points: the first is the origin, the second lies on the
// first axis, the third above it (Gram-Schmidt). Fails (Usage) if they are not three, or lie on
// one line.
[[nodiscard]] Result<Plane> planeThrough(const Array<double>& points,
                                         std::array<std::size_t, 3> chosen);

// Returns the coordinates (points, 2) in the plane of the points' projections.
[[nodiscard]] Array<double> project(const Plane& plane, const Array<double>& points);

} // namespace grokking

// SPDX-FileCopyrightText: 2026 Grokking Explorer contributors
// SPDX-License-Identifier: GPL-3.0-or-later
// A run's path through the error-complexity plane: all points, and a thinned copy of bounded size
// for painting, in which the extremes of every short stretch of log steps survive. Plain value.
#pragma once

#include <cstdint>
#include <vector>

namespace grokking {

struct PlanePoint {
    std::int64_t step = 0;
    double complexity = 0.0;
    double error = 0.0;

    bool operator==(const PlanePoint&) const = default;
};

class PlanePath
{
public:
    // Appends a point; steps do not decrease.
    void append(const PlanePoint& point);
    void clear() { *this = {}; }

    [[nodiscard]] const std::vector<PlanePoint>& points() const { return m_points; }
    // Returns at most six points per stretch of 1/150 decade of steps, ascending.
    [[nodiscard]] const std::vector<PlanePoint>& thinned() const { return m_thinned; }

    // Returns the last point at or before a step, or nullptr.
    [[nodiscard]] const PlanePoint* at(std::int64_t step) const;

private:
    void beginStretch(const PlanePoint& point);
    void writeStretch();

    std::vector<PlanePoint> m_points;
    std::vector<PlanePoint> m_thinned;
    std::size_t m_stretchBegin = 0;     // in m_thinned
    std::int64_t m_stretch = -1;        // number of the current stretch
    std::vector<PlanePoint> m_extremes; // lowest, highest complexity; lowest, highest error
    PlanePoint m_first;                 // of the current stretch
};

} // namespace grokking

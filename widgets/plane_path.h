// SPDX-FileCopyrightText: 2026 Grokking Explorer contributors
// SPDX-License-Identifier: GPL-3.0-or-later
// A run's path through the error-complexity plane: all points, and a thinned copy of bounded size
// for painting, in which the extremes of every short stretch of log steps survive. Plain value.
#pragma once

#include "core/events/plane.h"

#include <QColor>
#include <QPointF>
#include <QString>

#include <cstdint>
#include <vector>

namespace grokking {

// A place on a path worth a mark: "start", "t1", "t2", "end".
struct PathMark {
    QString text;
    QPointF at; // pixel of the plot
    QColor color;
    bool filled = false;
    double radius = 5.0;
};

class PlanePath
{
public:
    // Appends a point; steps do not decrease.
    void append(const PathPoint& point);
    void clear() { *this = {}; }

    [[nodiscard]] const std::vector<PathPoint>& points() const { return m_points; }
    // Returns at most six points per stretch of 1/150 decade of steps, ascending.
    [[nodiscard]] const std::vector<PathPoint>& thinned() const { return m_thinned; }

    // Returns the last point at or before a step, or nullptr.
    [[nodiscard]] const PathPoint* at(std::int64_t step) const;

private:
    void beginStretch(const PathPoint& point);
    void writeStretch();

    std::vector<PathPoint> m_points;
    std::vector<PathPoint> m_thinned;
    std::size_t m_stretchBegin = 0;    // in m_thinned
    std::int64_t m_stretch = -1;       // number of the current stretch
    std::vector<PathPoint> m_extremes; // lowest, highest complexity; lowest, highest error
    PathPoint m_first;                 // of the current stretch
};

} // namespace grokking

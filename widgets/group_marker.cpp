// SPDX-FileCopyrightText: 2026 Grokking Explorer contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/group_marker.h"

#include "widgets/theme.h"

#include <QPainter>

#include <algorithm>
#include <array>
#include <cmath>
#include <numbers>

namespace grokking {

namespace {

// A regular polygon or star: radii of odd corners relative to even ones, angle of the first corner
// in quarter turns (-1: at the top), size that makes the shapes look equally large.
struct Shape {
    int corners;
    double inner;
    double quarterTurns;
    double scale;
};

constexpr std::array<Shape, 10> shapes{{{0, 1.0, 0.0, 1.0}, // circle
                                        {4, 1.0, 0.5, 1.25},
                                        {3, 1.0, -1.0, 1.35},
                                        {4, 1.0, 0.0, 1.3},
                                        {3, 1.0, 1.0, 1.35},
                                        {10, 0.45, -1.0, 1.5},
                                        {5, 1.0, -1.0, 1.15},
                                        {3, 1.0, 0.0, 1.35},
                                        {8, 0.4, 0.0, 1.5},
                                        {3, 1.0, 2.0, 1.35}}};

} // namespace

int placeInClass(const Grouping& grouping, std::size_t group)
{
    const auto& classes = grouping.classes;
    const auto end = classes.begin() + static_cast<std::ptrdiff_t>(group);
    return static_cast<int>(std::count(classes.begin(), end, classes[group]));
}

QPainterPath markerPath(int shape, const QPointF& center, double radius)
{
    const auto& [corners, inner, quarterTurns, scale] =
        shapes[static_cast<std::size_t>(shape) % shapes.size()];
    QPainterPath path;
    if (corners == 0) {
        path.addEllipse(center, radius, radius);
        return path;
    }
    QPolygonF polygon;
    for (int corner = 0; corner < corners; ++corner) {
        const double angle = std::numbers::pi * (0.5 * quarterTurns + 2.0 * corner / corners);
        const double length = radius * scale * (corner % 2 == 1 ? inner : 1.0);
        polygon << center + length * QPointF(std::cos(angle), std::sin(angle));
    }
    path.addPolygon(polygon);
    path.closeSubpath();
    return path;
}

void paintMarker(QPainter& painter, const ThemeColors& colors, const Grouping& grouping,
                 std::size_t group, const QPointF& center, double radius, MarkerFill fill)
{
    const QColor color = classColor(colors, grouping.classes[group]);
    const bool filled = fill == MarkerFill::Filled;
    painter.setPen(QPen(filled ? colors.surface : color, filled ? 0.8 : 0.25 * radius + 0.5));
    painter.setBrush(filled ? QBrush(color) : QBrush(Qt::NoBrush));
    painter.drawPath(markerPath(placeInClass(grouping, group), center, radius));
}

bool isRemoved(const Grouping& grouping, std::size_t group)
{
    return grouping.trainingSize[group] == 0;
}

} // namespace grokking

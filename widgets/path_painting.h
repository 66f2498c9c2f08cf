// SPDX-FileCopyrightText: 2026 Grokking Explorer contributors
// SPDX-License-Identifier: GPL-3.0-or-later
// How the path of a run through a plane is painted: colored by log step, with marks whose names
// keep out of its way. Needs QCustomPlot: include from .cpp files only. GUI thread only.
#pragma once

#include "widgets/plane_path.h"
#include "widgets/plot_painting.h"

#include <QPolygonF>

namespace grokking {

// Returns the pixel of a point of the path.
using PathPixel = std::function<QPointF(const PathPoint&)>;

// Returns the line through some points. Leaves out what lies within half a pixel of the point
// before, so extremes stay.
[[nodiscard]] QPolygonF pathLine(const std::vector<PathPoint>& points, const PathPixel& pixel);

// Returns the pixel of a step, on the line to the next point if it lies between two; nullopt before
// the first of them, and the last one from there on.
[[nodiscard]] std::optional<QPointF> pixelAt(const PlanePath& path, std::int64_t step,
                                             const PathPixel& pixel);

// Adds points to a line so that none is farther from the next than a text is high.
[[nodiscard]] QPolygonF densified(const QPolygonF& line);

// Paints a path from the color of its first step to that of its last.
void paintPathBySteps(QCPPainter& painter, const ThemeColors& colors, const PlanePath& path,
                      const PathPixel& pixel);

// Paints what the colors of its steps mean, as a bar or a row between the first and the last one,
// of a path that has points.
void paintStepBar(QCPPainter& painter, const ThemeColors& colors, const PlanePath& path,
                  const QRectF& bar);
void paintStepRow(QCPPainter& painter, const ThemeColors& colors, const PlanePath& path,
                  const QRectF& place);

// A text beside marks of a path, and what it must not cover.
struct MarkRoom {
    QRectF inside;             // of the plot
    QPolygonF path;            // densified(); is covered as little as can be
    std::vector<QRectF> taken; // by other texts and marks
};

// Paints a ring or a disk; nothing outside the plot.
void paintPathMark(QCPPainter& painter, const ThemeColors& colors, const MarkRoom& room,
                   const PathMark& mark);

// Paints a mark's text where there is a free place, which is taken then.
void paintMarkName(QCPPainter& painter, const ThemeColors& colors, MarkRoom& room,
                   const PathMark& mark);

} // namespace grokking

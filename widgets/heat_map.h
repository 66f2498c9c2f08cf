// SPDX-FileCopyrightText: 2026 Grokking Explorer contributors
// SPDX-License-Identifier: GPL-3.0-or-later
// A matrix painted as colored cells with their values where they fit. Row 0 is at the top, and
// blocks of one class are set apart. Needs QCustomPlot: include from .cpp files only. GUI thread
// only.
#pragma once

#include "widgets/plot_painting.h"

#include <QStringList>

#include <cstdint>

namespace grokking {

struct HeatMap {
    QStringList rowNames;
    QStringList columnNames;
    std::vector<std::int32_t> rowClasses; // of each row; a line separates two that differ
    std::vector<std::int32_t> columnClasses;
    std::vector<double> shares; // (rows, columns): 0..1, the place on the color scale
    QStringList texts;          // (rows, columns)

    [[nodiscard]] bool isEmpty() const { return shares.empty(); }
};

// Prepares the axes of a plot for a heat map: no grid, rows from the top, nothing to drag.
void prepareHeatMap(QCustomPlot& plot);

// Makes the axes show the whole map, with as many names as there is room for.
void fitHeatMap(QCustomPlot& plot, const HeatMap& map);

// Paints the cells; `colorOf` gives the color of a share, an invalid one for an empty cell.
void paintHeatMap(QCPPainter& painter, QCustomPlot& plot, const HeatMap& map,
                  const ThemeColors& colors, const std::function<QColor(double)>& colorOf);

// Returns row * columns + column of the cell at a pixel, or nullopt outside the map.
[[nodiscard]] std::optional<std::size_t> heatMapCell(const QCustomPlot& plot, const HeatMap& map,
                                                     const QPointF& pixel);

} // namespace grokking

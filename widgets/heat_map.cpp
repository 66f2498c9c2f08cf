// SPDX-FileCopyrightText: 2026 Grokking Explorer contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/heat_map.h"

#include "widgets/name_ticker.h"

#include <algorithm>
#include <cmath>

namespace grokking {

namespace {

constexpr double cellGap = 1.0;     // pixels between cells
constexpr double classGap = 3.0;    // between classes
constexpr double gaplessUpTo = 8.0; // pixels of a cell: gaps would take much of it

bool isBoundary(const std::vector<std::int32_t>& classes, std::size_t place)
{
    return place > 0 && place < classes.size() && classes[place] != classes[place - 1];
}

// Returns the pixels of a cell: less the gaps at its top and left.
QRectF cellRect(const QCustomPlot& plot, const HeatMap& map, std::size_t row, std::size_t column)
{
    const auto x = [&](std::size_t at) {
        return std::round(plot.xAxis->coordToPixel(static_cast<double>(at)));
    };
    const auto y = [&](std::size_t at) {
        return std::round(plot.yAxis->coordToPixel(static_cast<double>(at)));
    };
    QRectF cell(QPointF(x(column), y(row)), QPointF(x(column + 1), y(row + 1)));
    const double least = std::min(cell.width(), cell.height());
    const double most = least > gaplessUpTo ? 0.25 * least : 0.0;
    cell.setLeft(cell.left()
                 + std::min(most, isBoundary(map.columnClasses, column) ? classGap : cellGap));
    cell.setTop(cell.top() + std::min(most, isBoundary(map.rowClasses, row) ? classGap : cellGap));
    return cell;
}

// Returns whether every text has room in its cell; some without their neighbors would mislead.
bool haveRoom(const QStringList& texts, const std::vector<QRectF>& cells,
              const QFontMetricsF& metrics)
{
    if (texts.isEmpty())
        return false;
    double widest = 0.0;
    for (const QString& text : texts)
        widest = std::max(widest, metrics.horizontalAdvance(text));
    return std::ranges::all_of(cells, [&](const QRectF& cell) {
        return widest <= cell.width() - 2.0 && 0.8 * metrics.height() <= cell.height();
    });
}

double luminance(const QColor& color)
{
    return 0.299 * color.redF() + 0.587 * color.greenF() + 0.114 * color.blueF();
}

} // namespace

void prepareHeatMap(QCustomPlot& plot)
{
    plot.axisRect()->setRangeDrag({});
    plot.axisRect()->setRangeZoom({});
    plot.yAxis->setRangeReversed(true);
    for (QCPAxis* const axis : {plot.xAxis, plot.yAxis}) {
        axis->grid()->setVisible(false);
        axis->setTickLength(0, 0);
        axis->setBasePen(Qt::NoPen);
        axis->setTickPen(Qt::NoPen);
        axis->setTickLabelPadding(3);
    }
}

void fitHeatMap(QCustomPlot& plot, const HeatMap& map)
{
    const auto rows = static_cast<double>(map.rowNames.size());
    const auto columns = static_cast<double>(map.columnNames.size());
    plot.xAxis->setRange(0.0, std::max(1.0, columns));
    plot.yAxis->setRange(0.0, std::max(1.0, rows));
    setNameTicks(*plot.xAxis, map.columnNames);
    setNameTicks(*plot.yAxis, map.rowNames);
}

void paintHeatMap(QCPPainter& painter, QCustomPlot& plot, const HeatMap& map,
                  const ThemeColors& colors, const std::function<QColor(double)>& colorOf)
{
    const auto columns = static_cast<std::size_t>(map.columnNames.size());
    std::vector<QRectF> cells;
    for (std::size_t cell = 0; cell < map.shares.size(); ++cell)
        cells.push_back(cellRect(plot, map, cell / columns, cell % columns));
    const bool hasTexts = haveRoom(map.texts, cells, QFontMetricsF(painter.font()));
    const bool themeIsLight = luminance(colors.surface) > 0.5;
    painter.setClipRect(plot.axisRect()->rect());
    painter.setAntialiasing(false);
    for (std::size_t cell = 0; cell < cells.size(); ++cell) {
        const QColor color = colorOf(map.shares[cell]);
        if (!color.isValid())
            continue;
        painter.fillRect(cells[cell], color);
        if (!hasTexts)
            continue;
        painter.setPen((luminance(color) > 0.55) == themeIsLight ? colors.text : colors.surface);
        painter.drawText(cells[cell], Qt::AlignCenter | Qt::TextDontClip,
                         map.texts.value(static_cast<qsizetype>(cell)));
    }
    painter.setAntialiasing(true);
    painter.setClipping(false);
}

std::optional<std::size_t> heatMapCell(const QCustomPlot& plot, const HeatMap& map,
                                       const QPointF& pixel)
{
    const double column = std::floor(plot.xAxis->pixelToCoord(pixel.x()));
    const double row = std::floor(plot.yAxis->pixelToCoord(pixel.y()));
    const auto columns = static_cast<double>(map.columnNames.size());
    if (map.isEmpty() || column < 0.0 || column >= columns || row < 0.0
        || row >= static_cast<double>(map.rowNames.size()))
        return std::nullopt;
    return static_cast<std::size_t>(row * columns + column);
}

} // namespace grokking

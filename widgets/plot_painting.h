// SPDX-FileCopyrightText: 2026 Grokking Explorer contributors
// SPDX-License-Identifier: GPL-3.0-or-later
// Small building blocks of all plots: colors and fonts, a layerable that calls a function, and
// labels that keep out of each other's way. Needs QCustomPlot: include from .cpp files only.
#pragma once

#include "widgets/theme.h"

#include <qcustomplot.h>

#include <functional>
#include <optional>
#include <vector>

namespace grokking {

// Layers in painting order around QCustomPlot's own "grid", "main" and "axes": ground lies below
// the grid, overlays below the current run, marks above it. The cursor has a buffer of its own,
// so that moving it does not redraw the rest.
inline constexpr auto groundLayer = "ground";
inline constexpr auto overlaysLayer = "overlays";
inline constexpr auto marksLayer = "marks";
inline constexpr auto cursorLayer = "overlay";

// Adds the layers above and switches off what the views do themselves (legend, selection).
void preparePlot(QCustomPlot& plot);

// Sets the colors and fonts of background, axes and grid.
void stylePlot(QCustomPlot& plot, const ThemeColors& colors, const QFont& font);

// Calls a function whenever its layer is drawn. Owned by the plot.
class PlotPainting : public QCPLayerable
{
public:
    using Paint = std::function<void(QCPPainter&)>;
    PlotPainting(QCustomPlot* plot, const char* layer, Paint paint);

protected:
    void applyDefaultAntialiasingHint(QCPPainter* painter) const override;
    void draw(QCPPainter* painter) override;

private:
    Paint m_paint;
};

// One text beside an axis: at `center` along it, if there is room.
struct PlotLabel {
    double center = 0.0; // pixel
    QString text;
    QColor color;
    bool bold = false;
};

// Returns the surface's color, slightly translucent, for texts that lie on curves.
[[nodiscard]] QColor textGround(const ThemeColors& colors);

// Returns the first of these texts, from long to short, that has room as the name of an axis. The
// last one goes without what it has in brackets if need be, or is elided.
[[nodiscard]] QString fittingAxisLabel(const QCPAxis& axis, QStringList texts);

// Returns centers near the wanted ones (ascending) such that boxes of one size do not overlap and
// lie in [low, high]. All must fit in there together.
[[nodiscard]] std::vector<double> spreadCenters(std::vector<double> centers, double size,
                                                double low, double high);
// Likewise with a size for each box.
[[nodiscard]] std::vector<double> spreadCenters(std::vector<double> centers,
                                                const std::vector<double>& sizes, double low,
                                                double high);

// Returns centers of boxes of these sizes that do not overlap and lie in [low, high]: the first
// ones where they want to be, later ones beside them; nullopt for a box that would have to move
// farther than its own size. The first `kept` of them stand side by side however near they are, in
// the order of their wanted centers, as long as there is room for all of them.
[[nodiscard]] std::vector<std::optional<double>> centersInRow(const std::vector<double>& wanted,
                                                              const std::vector<double>& sizes,
                                                              double low, double high,
                                                              std::size_t kept = 0);

// Paints labels left-aligned in a column, spread over its height. Those that come first in the list
// are kept when there is no room for all; too wide ones are shortened where they are most alike.
void paintColumnOfLabels(QCPPainter& painter, std::vector<PlotLabel> labels, const QRectF& column);

// Paints labels in one line with its bottom at y, in [low, high], where centersInRow() puts them;
// the bold ones, which come first, are kept.
void paintRowOfLabels(QCPPainter& painter, const std::vector<PlotLabel>& labels, double y,
                      double low, double high);

// Returns the dashes by which the overlay of this number is known in every plot.
[[nodiscard]] QVector<qreal> overlayDashes(std::size_t overlay);

// Paints a line of the overlays. A tangle, so long that neither dashes nor its width can be seen in
// it, is painted thin and plain, which is ten times faster.
void paintOverlayLine(QCPPainter& painter, const QPolygonF& line, const QPen& pen);

// Paints a low horizontal bar of the colors of 0 to 1 between two texts, left to right, in the
// middle of a place and as wide as that allows.
void paintColorRow(QCPPainter& painter, const QRectF& place,
                   const std::function<QColor(double)>& colorOf, const QString& lowText,
                   const QString& highText);

// Paints a vertical bar of the colors of 0 to 1 with a text at either end, low at the bottom, and
// along it between them the name of what is colored, as far as there is room.
void paintColorBar(QCPPainter& painter, const QRectF& bar,
                   const std::function<QColor(double)>& colorOf, const QString& lowText,
                   const QString& highText, const QString& name = {});

// Returns what axes show in which one unit is as long up as across, so that all of `bounds` is seen
// with a margin, given as share of its extent; `room` is their inside in pixels, not empty.
[[nodiscard]] QRectF equalUnits(const QRectF& bounds, const QSizeF& room, double margin);

} // namespace grokking

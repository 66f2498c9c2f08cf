// SPDX-FileCopyrightText: 2026 Grokking Explorer contributors
// SPDX-License-Identifier: GPL-3.0-or-later
// How LandscapeView paints: colors, contour lines and boundaries below, then overlays
// (landscape_runs.cpp), the path, its marks, pins, and on top the start of the next run.
#include "widgets/landscape_view.h"

#include "core/util/contour.h"
#include "widgets/cached_painting.h"
#include "widgets/number_text.h"
#include "widgets/path_painting.h"
#include "widgets/verdict_text.h"

#include <algorithm>
#include <cmath>
#include <utility>

namespace grokking {

namespace {

constexpr double pinRadius = 9.0; // pixels
constexpr double casing = 5.0;    // width of the ground of a path

QColor faded(QColor color, double opacity)
{
    color.setAlphaF(static_cast<float>(opacity));
    return color;
}

} // namespace

void LandscapeView::addPaintings()
{
    const auto state = [this] {
        return std::vector{m_groundVersion, static_cast<double>(colors().surface.rgb())};
    };
    new CachedPainting(
        plot(), groundLayer, [this](QCPPainter& painter) { paintGround(painter); }, state);
    new PlotPainting(plot(), overlaysLayer,
                     [this](QCPPainter& painter) { paintOverlays(painter); });
    new PlotPainting(plot(), "main", [this](QCPPainter& painter) { paintPath(painter); });
    new PlotPainting(plot(), marksLayer, [this](QCPPainter& painter) { paintMarks(painter); });
    new PlotPainting(plot(), cursorLayer, [this](QCPPainter& painter) { paintStart(painter); });
}

void LandscapeView::paintGround(QCPPainter& painter) const
{
    if (layer() == LandscapeLayer::Basin)
        paintBasin(painter);
    else
        paintHeat(painter);
    paintContours(painter);
    paintBoundaries(painter);
}

// Each place is in the middle of its pixel, and those at the edges reach beyond the axes.
void LandscapeView::paintHeat(QCPPainter& painter) const
{
    if (!hasData())
        return;
    const GridAxis& across = m_landscape.across;
    const GridAxis& up = m_landscape.up;
    const QRectF target(
        pixelOf({across.first - 0.5 * across.spacing(), up.last + 0.5 * up.spacing()}),
        pixelOf({across.last + 0.5 * across.spacing(), up.first - 0.5 * up.spacing()}));
    painter.setRenderHint(QPainter::SmoothPixmapTransform);
    painter.drawImage(target, m_picture, QRectF(m_picture.rect()));
}

QList<QLineF> LandscapeView::contourPixels(std::span<const double> values, double level) const
{
    const GridAxis& across = m_landscape.across;
    const GridAxis& up = m_landscape.up;
    const auto pixel = [&](const GridPoint& point) {
        return pixelOf(
            {across.first + point.x * across.spacing(), up.first + point.y * up.spacing()});
    };
    QList<QLineF> lines;
    for (const ContourPiece& piece : contour(values, across.count, level))
        lines << QLineF(pixel(piece.from), pixel(piece.to));
    return lines;
}

void LandscapeView::paintContours(QCPPainter& painter) const
{
    if (layer() == LandscapeLayer::Basin && !m_basin.cells.empty())
        return;
    painter.setPen(QPen(faded(colors().text, 0.3), 0.8, Qt::SolidLine, Qt::FlatCap));
    for (const double level : m_scale.levels())
        painter.drawLines(contourPixels(values(), level));
}

void LandscapeView::paintBoundaries(QCPPainter& painter) const
{
    if (!lines() || !hasData())
        return;
    const QList<QLineF> error = contourPixels(m_landscape.error, lines()->error);
    const QList<QLineF> complexity = contourPixels(m_landscape.complexity, lines()->complexity);
    for (const auto& [color, width] :
         {std::pair{faded(colors().surface, 0.75), 4.0}, std::pair{colors().text, 1.5}}) {
        painter.setPen(QPen(color, width, Qt::SolidLine, Qt::FlatCap));
        painter.drawLines(error);
        painter.drawLines(complexity);
    }
}

// A glyph where no color says how late it grokked.
void LandscapeView::paintBasin(QCPPainter& painter) const
{
    const GridAxis& across = m_basin.across;
    const GridAxis& up = m_basin.up;
    for (std::size_t index = 0; index < m_basin.cells.size(); ++index) {
        const BasinCell& cell = m_basin.cells[index];
        const QPointF place(across.value(index % across.count), up.value(index / across.count));
        const QPointF half(0.5 * across.spacing(), 0.5 * up.spacing());
        const QRectF rect = QRectF(pixelOf(place - half), pixelOf(place + half))
                                .normalized()
                                .adjusted(0, 0, -1, -1);
        if (cell.verdict == Verdict::Running)
            continue;
        painter.fillRect(rect, cellColor(cell));
        const double radius = std::min(0.22 * std::min(rect.width(), rect.height()), 5.0);
        if (cell.verdict != Verdict::Grokked && radius > 1.0) {
            painter.setOpacity(0.75);
            paintVerdict(painter,
                         {rect.center() - QPointF(radius, radius), QSizeF(2 * radius, 2 * radius)},
                         cell.verdict, colors());
            painter.setOpacity(1.0);
        }
    }
}

void LandscapeView::paintPath(QCPPainter& painter) const
{
    if (m_path.points().empty() || !m_scene.isOfRun)
        return;
    const auto pixel = [this](const PathPoint& point) { return pathPixel(point); };
    painter.setClipRect(plot()->axisRect()->rect());
    painter.setPen(QPen(colors().surface, casing, Qt::SolidLine, Qt::RoundCap, Qt::RoundJoin));
    painter.drawPolyline(pathLine(m_path.thinned(), pixel));
    paintPathBySteps(painter, colors(), m_path, pixel);
    painter.setClipping(false);
}

void LandscapeView::paintMarks(QCPPainter& painter) const
{
    const auto pixel = [this](const PathPoint& point) { return pathPixel(point); };
    MarkRoom room{plot()->axisRect()->rect(), densified(pathLine(m_path.thinned(), pixel)), {}};
    std::vector<QPointF> pins;
    for (const LandscapePin& pin : m_scene.pins)
        pins.push_back(pixelOf(pin.place));
    if (m_scene.start)
        pins.push_back(pixelOf(*m_scene.start));
    for (const QPointF& pin : pins)
        room.taken.push_back(QRectF(pin, QSizeF()).adjusted(-12, -12, 12, 12));
    const std::vector<PathMark> own = landmarks();
    const std::vector<PathMark> others = overlayMarks();
    for (const std::vector<PathMark>& marks : {others, own})
        for (const PathMark& mark : marks) {
            paintPathMark(painter, colors(), room, mark);
            room.taken.push_back(QRectF(mark.at - QPointF(5, 5), QSizeF(10, 10)));
        }
    const QFont font = painter.font();
    QFont bold = font;
    bold.setBold(true);
    painter.setFont(bold);
    for (const PathMark& mark : own)
        paintMarkName(painter, colors(), room, mark);
    painter.setFont(font);
    paintOverlayNames(painter, room, others);
    paintRegionNames(painter, room);
    paintPins(painter);
    paintScale(painter);
    paintHead(painter);
    paintRunLegend(painter);
}

void LandscapeView::paintRegionNames(QCPPainter& painter, MarkRoom& room) const
{
    const QFontMetricsF metrics(painter.font());
    const double cell =
        std::abs(pixelOf({0.0, m_landscape.up.spacing()}).y() - pixelOf({0.0, 0.0}).y());
    for (const Region& region : m_regions) {
        if (region.room * cell < 0.5 * metrics.height())
            continue;
        const QPointF at = pixelOf(region.place);
        const QSizeF size(metrics.horizontalAdvance(region.name) + 8.0, metrics.height());
        for (const double shift : {0.0, -1.2, 1.2, -2.4, 2.4}) {
            QRectF place(QPointF(), size);
            place.moveCenter(at + QPointF(0.0, shift * metrics.height()));
            place.moveLeft(std::clamp(
                place.left(), room.inside.left() + 2.0,
                std::max(room.inside.left() + 2.0, room.inside.right() - size.width() - 2.0)));
            if (!room.inside.contains(place)
                || std::ranges::any_of(
                    room.taken, [&](const QRectF& other) { return other.intersects(place); }))
                continue;
            painter.setPen(Qt::NoPen);
            painter.setBrush(textGround(colors()));
            painter.drawRoundedRect(place, 4.0, 4.0);
            painter.setPen(region.isGeneralized ? colors().t2 : colors().text);
            painter.drawText(place, Qt::AlignCenter | Qt::TextDontClip, region.name);
            room.taken.push_back(place);
            break;
        }
    }
}

void LandscapeView::paintPins(QCPPainter& painter) const
{
    for (const LandscapePin& pin : m_scene.pins)
        paintPin(painter, pin.place, pin.letter, PinLook::Known);
}

// A place without a letter has a dot.
void LandscapeView::paintPin(QCPPainter& painter, const QPointF& place, const QString& letter,
                             PinLook look) const
{
    const QPointF at = pixelOf(place);
    if (!QRectF(plot()->axisRect()->rect()).adjusted(-1, -1, 1, 1).contains(at))
        return;
    const bool isChosen = look == PinLook::Chosen;
    painter.setPen(QPen(isChosen ? colors().surface : colors().text, 1.5));
    painter.setBrush(isChosen ? colors().accent : colors().surface);
    painter.drawEllipse(at, pinRadius, pinRadius);
    const QColor ink = isChosen ? colors().accentText : colors().text;
    if (letter.isEmpty()) {
        painter.setPen(Qt::NoPen);
        painter.setBrush(ink);
        painter.drawEllipse(at, 3.0, 3.0);
        return;
    }
    const QFont font = painter.font();
    QFont bold = font;
    bold.setBold(true);
    painter.setFont(bold);
    painter.setPen(ink);
    painter.drawText(QRectF(at, QSizeF()).adjusted(-20, -20, 20, 20), Qt::AlignCenter, letter);
    painter.setFont(font);
}

// Ticks are where the contour lines are; a few of them have numbers.
void LandscapeView::paintScale(QCPPainter& painter) const
{
    const bool isBasin = layer() == LandscapeLayer::Basin;
    const LandscapeScale& scale = isBasin ? m_gaps : m_scale;
    if (scale.isEmpty())
        return;
    const QRectF rect = plot()->axisRect()->rect();
    const QRectF bar(rect.right() + 10.0, rect.top(), 8.0, rect.height());
    painter.setPen(colors().mutedText);
    paintColorBar(
        painter, bar,
        [this, isBasin](double share) { return isBasin ? gapColor(share) : shareColor(share); }, {},
        {});
    const double height = QFontMetricsF(painter.font()).height();
    const int numbers = std::clamp(static_cast<int>(bar.height() / (2.0 * height)), 1, 8);
    QString last; // values too near to be told apart are written once
    for (int number = 0; number <= numbers; ++number) {
        const double share = static_cast<double>(number) / numbers;
        const QString text = numberText(scale.value(share));
        if (std::exchange(last, text) == text)
            continue;
        const double y = bar.bottom() - share * bar.height();
        painter.drawLine(QLineF(bar.right(), y, bar.right() + 3.0, y));
        painter.drawText(QRectF(bar.right() + 6.0, y - 0.5 * height, 1e3, height),
                         Qt::AlignLeft | Qt::AlignVCenter, text);
    }
}

// Above the plane: what is drawn, what the glyphs mean, and the colors of the steps.
void LandscapeView::paintHead(QCPPainter& painter) const
{
    const QRectF rect = plot()->axisRect()->rect();
    const QFontMetricsF metrics(painter.font());
    const QString below = caption();
    const double lines = below.isEmpty() ? 1.0 : 2.0;
    const QRectF head(rect.left(), rect.top() - lines * metrics.height() - 4.0, rect.width(),
                      metrics.height());
    double right = head.right();
    painter.setPen(colors().mutedText);
    painter.drawText(head.translated(0.0, metrics.height()), Qt::AlignLeft | Qt::AlignVCenter,
                     metrics.elidedText(below, Qt::ElideRight, head.width()));
    if (!m_path.points().empty() && m_scene.isOfRun) {
        const double width = std::min(0.4 * head.width(), 13.0 * metrics.height());
        right -= width + 8.0;
        paintStepRow(painter, colors(), m_path,
                     QRectF(head.right() - width, head.top(), width, head.height()));
    }
    double left = head.left();
    if (layer() == LandscapeLayer::Basin)
        left = paintLegend(painter, head.left(), right, head.bottom());
    const QString shown =
        m_scene.owner.isEmpty() ? layerName() : tr("%1, of %2").arg(layerName(), m_scene.owner);
    const QString name = layer() != LandscapeLayer::Basin ? shown
                         : m_basin.cells.empty() ? tr("Press Compute to train from so many starts")
                         : m_gaps.isEmpty()      ? QString()
                                                 : tr("color: gap (steps)");
    painter.setPen(colors().mutedText);
    painter.drawText(QRectF(left, head.top(), right - left, head.height()),
                     Qt::AlignLeft | Qt::AlignVCenter,
                     metrics.elidedText(name, Qt::ElideRight, right - left));
}

// Returns where it ends.
double LandscapeView::paintLegend(QCPPainter& painter, double left, double right,
                                  double bottom) const
{
    const QFontMetricsF metrics(painter.font());
    for (const Verdict verdict : {Verdict::Together, Verdict::Memorized, Verdict::Ungrokked,
                                  Verdict::Failed, Verdict::Diverged}) {
        if (std::ranges::find(m_basin.cells, verdict, &BasinCell::verdict) == m_basin.cells.end())
            continue;
        const QString text = verdictText(verdict, false);
        const double width = 14.0 + metrics.horizontalAdvance(text) + 12.0;
        if (left + width > right)
            break;
        const double middle = bottom - 0.5 * metrics.height();
        paintVerdict(painter, QRectF(left + 1.0, middle - 4.0, 8.0, 8.0), verdict, colors());
        painter.setPen(colors().mutedText);
        painter.drawText(QPointF(left + 14.0, bottom - metrics.descent()), text);
        left += width;
    }
    return left;
}

// On a layer of its own, so that a drag paints nothing else.
void LandscapeView::paintStart(QCPPainter& painter) const
{
    if (isEmpty())
        return;
    const PathPoint* const point =
        cursorStep() && m_scene.isOfRun ? m_path.at(*cursorStep()) : nullptr;
    if (point && plot()->axisRect()->rect().contains(pathPixel(*point).toPoint())) {
        painter.setPen(QPen(colors().text, 2.0));
        painter.setBrush(Qt::NoBrush);
        painter.drawEllipse(pathPixel(*point), 7.0, 7.0);
    }
    if (!start())
        return;
    const auto pin = std::ranges::find(m_scene.pins, *start(), &LandscapePin::place);
    paintPin(painter, *start(), pin == m_scene.pins.end() ? QString() : pin->letter,
             PinLook::Chosen);
}

} // namespace grokking

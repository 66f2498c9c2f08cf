// SPDX-FileCopyrightText: 2026 Grokking Explorer contributors
// SPDX-License-Identifier: GPL-3.0-or-later
// How ErrorComplexityView paints: regions below, then overlays, path, landmarks and cursor.
#include "widgets/error_complexity_view.h"

#include "widgets/path_painting.h"
#include "widgets/region_text.h"

#include <algorithm>

namespace grokking {

namespace {

constexpr double overlayOpacity = 0.5;

bool isFree(const QRectF& place, const QPolygonF& path)
{
    return std::ranges::none_of(path, [&](const QPointF& point) { return place.contains(point); });
}

} // namespace

// Returns the four parts of the plot, cut by the region lines.
std::vector<ErrorComplexityView::Region> ErrorComplexityView::regions() const
{
    if (!lines())
        return {};
    const QRectF rect = plot()->axisRect()->rect();
    const QPointF cut = crossing();
    const QPointF inner(std::clamp(cut.x(), rect.left(), rect.right()),
                        std::clamp(cut.y(), rect.top(), rect.bottom()));
    return {{QRectF(rect.topLeft(), inner), {false, false}},
            {QRectF(inner, rect.topRight()).normalized(), {false, true}},
            {QRectF(rect.bottomLeft(), inner).normalized(), {true, false}},
            {QRectF(inner, rect.bottomRight()), {true, true}}};
}

// A name stands in the outer corner of its region, or if the path passes there in another one.
ErrorComplexityView::RegionName ErrorComplexityView::nameOf(const Region& region,
                                                            const QFontMetricsF& metrics,
                                                            const QPolygonF& path) const
{
    const Qt::Corner corner =
        region.of.hasLowError
            ? (region.of.hasHighComplexity ? Qt::BottomRightCorner : Qt::BottomLeftCorner)
            : (region.of.hasHighComplexity ? Qt::TopRightCorner : Qt::TopLeftCorner);
    const QString share = shareText(region.of);
    return nameIn(region.rect.adjusted(4, 4, -4, -4),
                  {regionText(region.of, summary()) + share, regionName(region.of) + share,
                   regionName(region.of)},
                  corner, metrics, path);
}

ErrorComplexityView::RegionName ErrorComplexityView::noteOf(const QFontMetricsF& metrics,
                                                            const QPolygonF& path) const
{
    return nameIn(QRectF(plot()->axisRect()->rect()).adjusted(4, 4, -4, -4), axesNotes(),
                  Qt::TopRightCorner, metrics, path);
}

ErrorComplexityView::RegionName
ErrorComplexityView::nameIn(const QRectF& inside, const QStringList& texts, Qt::Corner wanted,
                            const QFontMetricsF& metrics, const QPolygonF& path)
{
    const bool right = wanted == Qt::TopRightCorner || wanted == Qt::BottomRightCorner;
    const bool bottom = wanted == Qt::BottomLeftCorner || wanted == Qt::BottomRightCorner;
    RegionName last; // the shortest that fits, where it hides some of the path
    for (const QString& text : texts) {
        const QSizeF size = metrics.size(0, text);
        if (size.width() > inside.width() || size.height() > inside.height())
            continue;
        const auto corner = [&](bool atRight, bool atBottom) {
            return QRectF(QPointF(atRight ? inside.right() - size.width() : inside.left(),
                                  atBottom ? inside.bottom() - size.height() : inside.top()),
                          size);
        };
        for (const QRectF& place : {corner(right, bottom), corner(!right, bottom),
                                    corner(right, !bottom), corner(!right, !bottom)})
            if (isFree(place.adjusted(-6, -6, 6, 6), path))
                return {text, place};
        last = {text, corner(right, bottom)};
    }
    return last;
}

QPolygonF ErrorComplexityView::pathPixels() const
{
    return pixelLine(shownPath());
}

QPolygonF ErrorComplexityView::pixelLine(const PlanePath& path) const
{
    return pathLine(path.thinned(), [this](const PathPoint& point) { return pixel(point); });
}

// Generalized is shaded like the way there in other plots.
void ErrorComplexityView::paintRegions(QCPPainter& painter) const
{
    const QPolygonF path = densified(pathPixels());
    for (const Region& region : regions()) {
        const bool generalized = region.of.isLelc();
        if (generalized)
            painter.fillRect(region.rect, colors().gap);
        const RegionName name = nameOf(region, QFontMetricsF(painter.font()), path);
        painter.setPen(generalized ? colors().t2 : colors().mutedText);
        painter.drawText(name.place, Qt::AlignCenter | Qt::TextDontClip, name.text);
    }
    if (lines())
        paintLines(painter);
    const RegionName note = noteOf(QFontMetricsF(painter.font()), path);
    painter.setPen(colors().mutedText);
    painter.drawText(note.place, Qt::AlignCenter | Qt::TextDontClip, note.text);
}

// Grips at the edges show that the lines can be dragged.
void ErrorComplexityView::paintLines(QCPPainter& painter) const
{
    painter.setPen(QPen(colors().border, 1.0));
    painter.setBrush(Qt::NoBrush);
    painter.drawRect(plot()->axisRect()->rect());
    for (const QLineF& line : cuts()) {
        const bool isUpright = line.dx() == 0.0;
        const bool isDragged = isUpright ? m_dragged.complexity : m_dragged.error;
        const QColor color = isDragged ? colors().accent : colors().mutedText;
        painter.setPen(QPen(color, isDragged ? 2.0 : 1.0));
        painter.setBrush(m_regions && m_regions->isChosen ? color : colors().surface);
        painter.drawLine(line);
        for (const QPointF& end : {line.p1(), line.p2()})
            painter.drawRoundedRect(QRectF(end - QPointF(3.5, 3.5), QSizeF(7.0, 7.0)), 2.0, 2.0);
    }
}

std::vector<QLineF> ErrorComplexityView::cuts() const
{
    if (!lines())
        return {};
    const QRectF rect = plot()->axisRect()->rect();
    const QPointF cut = crossing();
    std::vector<QLineF> inside;
    if (cut.x() >= rect.left() && cut.x() <= rect.right())
        inside.emplace_back(cut.x(), rect.top(), cut.x(), rect.bottom());
    if (cut.y() >= rect.top() && cut.y() <= rect.bottom())
        inside.emplace_back(rect.left(), cut.y(), rect.right(), cut.y());
    return inside;
}

void ErrorComplexityView::paintOverlays(QCPPainter& painter) const
{
    painter.setClipRect(plot()->axisRect()->rect());
    QColor color = colors().mutedText;
    color.setAlphaF(static_cast<float>(overlayOpacity));
    for (std::size_t overlay = 0; overlay < m_overlayPaths.size(); ++overlay) {
        QPen pen(color, 1.2);
        pen.setDashPattern(overlayDashes(overlay));
        paintOverlayLine(painter, pixelLine(m_overlayPaths[overlay].reader.path()), pen);
    }
    painter.setClipping(false);
}

void ErrorComplexityView::paintPath(QCPPainter& painter) const
{
    if (!hasData())
        return;
    painter.setClipRect(plot()->axisRect()->rect());
    paintPathBySteps(painter, colors(), shownPath(),
                     [this](const PathPoint& point) { return pixel(point); });
    painter.setClipping(false);
    paintStepScale(painter);
}

void ErrorComplexityView::paintStepScale(QCPPainter& painter) const
{
    const QRectF rect = plot()->axisRect()->rect();
    const double line = QFontMetricsF(painter.font()).height();
    const double left = rect.right() + 10.0;
    painter.setPen(colors().mutedText);
    painter.drawText(QPointF(left, rect.top() + 0.5 * line), tr("step"));
    const double height = std::min(rect.height() - 2.0 * line, 120.0);
    paintStepBar(painter, colors(), shownPath(),
                 QRectF(left, rect.top() + 1.2 * line, 6.0, height));
}

void ErrorComplexityView::paintLandmarks(QCPPainter& painter) const
{
    MarkRoom room{plot()->axisRect()->rect(), densified(pathPixels()), {}};
    for (const Region& region : regions())
        room.taken.push_back(nameOf(region, QFontMetricsF(painter.font()), room.path).place);
    if (!axesNotes().isEmpty())
        room.taken.push_back(noteOf(QFontMetricsF(painter.font()), room.path).place);
    for (const QLineF& cut : cuts())
        room.path << densified({cut.p1(), cut.p2()});
    const std::vector<PathMark> own = landmarks();
    const std::vector<PathMark> ends = overlayEnds();
    for (const std::vector<PathMark>& marks : {ends, own})
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
    for (const PathMark& mark : ends)
        paintMarkName(painter, colors(), room, mark);
}

std::vector<PathMark> ErrorComplexityView::overlayEnds() const
{
    std::vector<PathMark> ends;
    for (std::size_t overlay = 0; overlay < m_overlayPaths.size(); ++overlay)
        if (const auto& points = m_overlayPaths[overlay].reader.path().points(); !points.empty())
            ends.push_back({overlays()[overlay].title, pixel(points.back()), colors().mutedText});
    return ends;
}

void ErrorComplexityView::paintCursor(QCPPainter& painter) const
{
    const PathPoint* point = cursorStep() ? shownPath().at(*cursorStep()) : nullptr;
    if (!point || !plot()->axisRect()->rect().contains(pixel(*point).toPoint()))
        return;
    painter.setPen(QPen(colors().text, 2.0));
    painter.setBrush(Qt::NoBrush);
    painter.drawEllipse(pixel(*point), 7.0, 7.0);
}

} // namespace grokking

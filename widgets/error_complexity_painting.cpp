// SPDX-FileCopyrightText: 2026 Grokking Explorer contributors
// SPDX-License-Identifier: GPL-3.0-or-later
// How ErrorComplexityView paints: regions below, then overlays, path, landmarks and cursor.
#include "widgets/error_complexity_view.h"

#include "widgets/number_text.h"
#include "widgets/plot_painting.h"

#include <algorithm>
#include <cmath>
#include <limits>

namespace grokking {

namespace {

constexpr int colorsOfPath = 48;
constexpr double overlayOpacity = 0.5;

double logStep(std::int64_t step)
{
    return std::log10(static_cast<double>(step) + 1.0);
}

// Adds points to a line so that none is farther from the next than a text is high.
QPolygonF dense(const QPolygonF& line)
{
    constexpr double distance = 4.0; // pixels
    QPolygonF points;
    for (qsizetype end = 1; end < line.size(); ++end) {
        const QLineF part(line[end - 1], line[end]);
        const int count = std::max(1, static_cast<int>(part.length() / distance));
        for (int point = 0; point < count; ++point)
            points << part.pointAt(static_cast<double>(point) / count);
    }
    return line.isEmpty() ? points : points << line.back();
}

bool isFree(const QRectF& place, const QPolygonF& path)
{
    return std::ranges::none_of(path, [&](const QPointF& point) { return place.contains(point); });
}

// Returns the best place around a mark for a text of this size: on no other text or mark, and on as
// little of the path as can be; a null rectangle if there is none.
QRectF freePlace(const QPointF& mark, const QSizeF& size, const QRectF& inside,
                 const std::vector<QRectF>& taken, const QPolygonF& path)
{
    constexpr double away = 9.0;
    constexpr double aside = 24.0; // at most
    constexpr double apart = 6.0;  // above and below, where a text has room of its own
    const double left = -away - size.width();
    const double above = -apart - size.height();
    const double higher = above - size.height(); // where several end at the same place
    const QPointF offsets[] = {
        {away, -size.height() / 2},
        {left, -size.height() / 2},
        {-size.width() / 2, above},
        {-size.width() / 2, apart},
        {away, above},
        {away, apart},
        {left, above},
        {left, apart},
        {-size.width() / 2, higher},
        {away, higher},
        {left, higher},
        {std::max(inside.left() - mark.x(), left - aside), above},
        {std::min(inside.right() - mark.x() - size.width(), away + aside), above}};
    QRectF best;
    auto fewest = std::numeric_limits<std::ptrdiff_t>::max(); // points covered
    for (const QPointF& offset : offsets) {
        const QRectF place(mark + offset, size);
        if (!inside.contains(place)
            || std::ranges::any_of(taken, [&](const QRectF& r) { return r.intersects(place); }))
            continue;
        const auto covered = static_cast<std::ptrdiff_t>(std::ranges::count_if(
            path, [&](const QPointF& point) { return place.contains(point); }));
        if (covered < fewest)
            best = place;
        fewest = std::min(fewest, covered);
    }
    return best;
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
    return {{QRectF(rect.topLeft(), inner), false, false},
            {QRectF(inner, rect.topRight()).normalized(), false, true},
            {QRectF(rect.bottomLeft(), inner).normalized(), true, false},
            {QRectF(inner, rect.bottomRight()), true, true}};
}

// A name stands in the outer corner of its region, or if the path passes there in another one.
ErrorComplexityView::RegionName ErrorComplexityView::nameOf(const Region& region,
                                                            const QFontMetricsF& metrics,
                                                            const QPolygonF& path) const
{
    const QRectF inside = region.rect.adjusted(4, 4, -4, -4);
    const bool right = region.highComplexity;
    const bool bottom = region.lowError;
    RegionName last; // the shortest that fits, where it hides some of the path
    for (const QString& text : {regionText(region), shortRegionText(region) + shareText(region),
                                shortRegionText(region)}) {
        const QSizeF size(metrics.horizontalAdvance(text), metrics.height());
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
    return pixelLine(shownPath().thinned());
}

// Leaves out what lies within half a pixel of the point before, so extremes stay.
QPolygonF ErrorComplexityView::pixelLine(const std::vector<PathPoint>& points) const
{
    QPolygonF line;
    for (const PathPoint& point : points) {
        const QPointF place = pixel(point);
        if (line.isEmpty() || (place - line.back()).manhattanLength() > 0.5)
            line << place;
    }
    return line;
}

// Generalized is shaded like the way there in other plots.
void ErrorComplexityView::paintRegions(QCPPainter& painter) const
{
    const QPolygonF path = dense(pathPixels());
    for (const Region& region : regions()) {
        const bool generalized = region.lowError && !region.highComplexity;
        if (generalized)
            painter.fillRect(region.rect, colors().gap);
        const RegionName name = nameOf(region, QFontMetricsF(painter.font()), path);
        painter.setPen(generalized ? colors().t2 : colors().mutedText);
        painter.drawText(name.place, Qt::AlignCenter | Qt::TextDontClip, name.text);
    }
    if (lines())
        paintLines(painter);
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
        paintOverlayLine(painter, pixelLine(m_overlayPaths[overlay].reader.path().thinned()), pen);
    }
    painter.setClipping(false);
}

void ErrorComplexityView::paintPath(QCPPainter& painter) const
{
    if (!hasData())
        return;
    const QRectF rect = plot()->axisRect()->rect();
    const double last = std::max(logStep(shownPath().points().back().step), 1e-9);
    const auto colorOf = [last](const PathPoint& point) {
        return static_cast<int>(colorsOfPath * logStep(point.step) / last);
    };
    painter.setClipRect(rect);
    const std::vector<PathPoint>& points = shownPath().thinned();
    for (std::size_t begin = 0; begin + 1 < points.size();) {
        const int color = colorOf(points[begin + 1]);
        QPolygonF line{pixel(points[begin])};
        std::size_t end = begin + 1;
        for (; end < points.size() && colorOf(points[end]) == color; ++end)
            if (QLineF(line.back(), pixel(points[end])).length() > 0.5)
                line << pixel(points[end]);
        painter.setPen(QPen(scaleColor(colors(), static_cast<double>(color) / colorsOfPath), 2.4,
                            Qt::SolidLine, Qt::RoundCap, Qt::RoundJoin));
        painter.drawPolyline(line);
        begin = end - 1;
    }
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
    paintColorBar(
        painter, QRectF(left, rect.top() + 1.2 * line, 6.0, height),
        [this](double fraction) { return scaleColor(colors(), fraction); },
        countText(shownPath().points().front().step), countText(shownPath().points().back().step));
}

void ErrorComplexityView::paintLandmarks(QCPPainter& painter) const
{
    QPolygonF path = dense(pathPixels());
    std::vector<QRectF> taken;
    for (const Region& region : regions())
        taken.push_back(nameOf(region, QFontMetricsF(painter.font()), path).place);
    for (const QLineF& cut : cuts())
        path << dense({cut.p1(), cut.p2()});
    const std::vector<Landmark> own = landmarks();
    const std::vector<Landmark> ends = overlayEnds();
    for (const std::vector<Landmark>& marks : {ends, own})
        for (const Landmark& landmark : marks) {
            paintMark(painter, landmark);
            taken.push_back(QRectF(pixel(landmark.point) - QPointF(5, 5), QSizeF(10, 10)));
        }
    const QFont font = painter.font();
    QFont bold = font;
    bold.setBold(true);
    painter.setFont(bold);
    for (const Landmark& landmark : own)
        paintName(painter, landmark, taken, path);
    painter.setFont(font);
    for (const Landmark& landmark : ends)
        paintName(painter, landmark, taken, path);
}

std::vector<ErrorComplexityView::Landmark> ErrorComplexityView::overlayEnds() const
{
    std::vector<Landmark> ends;
    for (std::size_t overlay = 0; overlay < m_overlayPaths.size(); ++overlay)
        if (const auto& points = m_overlayPaths[overlay].reader.path().points(); !points.empty())
            ends.push_back({overlays()[overlay].title, points.back(), colors().mutedText, false});
    return ends;
}

void ErrorComplexityView::paintMark(QCPPainter& painter, const Landmark& landmark) const
{
    const QPointF at = pixel(landmark.point);
    if (!plot()->axisRect()->rect().contains(at.toPoint()))
        return;
    painter.setPen(QPen(landmark.filled ? colors().surface : landmark.color, 2.0));
    painter.setBrush(landmark.filled ? landmark.color : colors().surface);
    painter.drawEllipse(at, 5.0, 5.0);
}

// Paints a mark's text where there is a free place, and adds that to the taken ones.
void ErrorComplexityView::paintName(QCPPainter& painter, const Landmark& landmark,
                                    std::vector<QRectF>& taken, const QPolygonF& path) const
{
    const QRectF rect = plot()->axisRect()->rect();
    const QPointF at = pixel(landmark.point);
    const QFontMetricsF metrics(painter.font());
    const QSizeF size(metrics.horizontalAdvance(landmark.text) + 4.0, metrics.ascent());
    const QRectF place = rect.contains(at) ? freePlace(at, size, rect, taken, path) : QRectF();
    if (place.isNull())
        return;
    painter.fillRect(place, textGround(colors()));
    painter.setPen(landmark.color);
    painter.drawText(place, Qt::AlignCenter | Qt::TextDontClip, landmark.text);
    taken.push_back(place);
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

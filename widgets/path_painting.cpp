// SPDX-FileCopyrightText: 2026 Grokking Explorer contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/path_painting.h"

#include "widgets/number_text.h"

#include <QCoreApplication>

#include <algorithm>
#include <cmath>
#include <limits>

namespace grokking {

namespace {

constexpr int colorsOfPath = 48;

double logStep(std::int64_t step)
{
    return std::log10(static_cast<double>(step) + 1.0);
}

// Returns the best place around a mark for a text of this size: on no other text or mark, and on as
// little of the path as can be; a null rectangle if there is none.
QRectF freePlace(const QPointF& mark, const QSizeF& size, const MarkRoom& room)
{
    const QRectF& inside = room.inside;
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
        if (!inside.contains(place) || std::ranges::any_of(room.taken, [&](const QRectF& r) {
                return r.intersects(place);
            }))
            continue;
        const auto covered = static_cast<std::ptrdiff_t>(std::ranges::count_if(
            room.path, [&](const QPointF& point) { return place.contains(point); }));
        if (covered < fewest)
            best = place;
        fewest = std::min(fewest, covered);
    }
    return best;
}

} // namespace

QPolygonF pathLine(const std::vector<PathPoint>& points, const PathPixel& pixel)
{
    QPolygonF line;
    for (const PathPoint& point : points) {
        const QPointF place = pixel(point);
        if (line.isEmpty() || (place - line.back()).manhattanLength() > 0.5)
            line << place;
    }
    return line;
}

std::optional<QPointF> pixelAt(const PlanePath& path, std::int64_t step, const PathPixel& pixel)
{
    const std::vector<PathPoint>& points = path.points();
    const auto after = std::ranges::upper_bound(points, step, {}, &PathPoint::step);
    if (after == points.begin())
        return std::nullopt;
    const PathPoint& before = *(after - 1);
    if (after == points.end() || before.step == step)
        return pixel(before);
    const double share =
        static_cast<double>(step - before.step) / static_cast<double>(after->step - before.step);
    return QLineF(pixel(before), pixel(*after)).pointAt(share);
}

QPolygonF densified(const QPolygonF& line)
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

void paintPathBySteps(QCPPainter& painter, const ThemeColors& colors, const PlanePath& path,
                      const PathPixel& pixel)
{
    if (path.points().empty())
        return;
    const double last = std::max(logStep(path.points().back().step), 1e-9);
    const auto colorOf = [last](const PathPoint& point) {
        return static_cast<int>(colorsOfPath * logStep(point.step) / last);
    };
    const std::vector<PathPoint>& points = path.thinned();
    for (std::size_t begin = 0; begin + 1 < points.size();) {
        const int color = colorOf(points[begin + 1]);
        QPolygonF line{pixel(points[begin])};
        std::size_t end = begin + 1;
        for (; end < points.size() && colorOf(points[end]) == color; ++end)
            if (QLineF(line.back(), pixel(points[end])).length() > 0.5)
                line << pixel(points[end]);
        painter.setPen(QPen(scaleColor(colors, static_cast<double>(color) / colorsOfPath), 2.4,
                            Qt::SolidLine, Qt::RoundCap, Qt::RoundJoin));
        painter.drawPolyline(line);
        begin = end - 1;
    }
}

void paintStepBar(QCPPainter& painter, const ThemeColors& colors, const PlanePath& path,
                  const QRectF& bar)
{
    paintColorBar(
        painter, bar, [&](double share) { return scaleColor(colors, share); },
        countText(path.points().front().step), countText(path.points().back().step));
}

void paintStepRow(QCPPainter& painter, const ThemeColors& colors, const PlanePath& path,
                  const QRectF& place)
{
    paintColorRow(
        painter, place, [&](double share) { return scaleColor(colors, share); },
        QCoreApplication::translate("path", "step %1").arg(countText(path.points().front().step)),
        countText(path.points().back().step));
}

void paintPathMark(QCPPainter& painter, const ThemeColors& colors, const MarkRoom& room,
                   const PathMark& mark)
{
    if (!room.inside.contains(mark.at))
        return;
    painter.setPen(QPen(mark.filled ? colors.surface : mark.color, 2.0));
    painter.setBrush(mark.filled ? mark.color : colors.surface);
    painter.drawEllipse(mark.at, mark.radius, mark.radius);
}

void paintMarkName(QCPPainter& painter, const ThemeColors& colors, MarkRoom& room,
                   const PathMark& mark)
{
    const QFontMetricsF metrics(painter.font());
    const QSizeF size(metrics.horizontalAdvance(mark.text) + 4.0, metrics.ascent());
    const QRectF place = room.inside.contains(mark.at) ? freePlace(mark.at, size, room) : QRectF();
    if (place.isNull())
        return;
    painter.fillRect(place, textGround(colors));
    painter.setPen(mark.color);
    painter.drawText(place, Qt::AlignCenter | Qt::TextDontClip, mark.text);
    room.taken.push_back(place);
}

} // namespace grokking

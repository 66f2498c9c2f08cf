// SPDX-FileCopyrightText: 2026 Grokking Explorer contributors
// SPDX-License-Identifier: GPL-3.0-or-later
// How LandscapeView paints other runs than the shown one: each path in its color and dashes, with
// its start, t1 and t2, and beside the plane the names of all.
#include "widgets/landscape_view.h"

#include "widgets/number_text.h"
#include "widgets/path_painting.h"
#include "widgets/run_marks.h"
#include "widgets/verdict_text.h"

#include <algorithm>
#include <tuple>

namespace grokking {

namespace {

constexpr double markRadius = 4.0;   // pixels
constexpr double startRadius = 6.5;  // around t1 or t2 where they are at the start
constexpr double sampleWidth = 22.0; // of a line in the legend
constexpr double indent = 28.0;      // from there to the name
constexpr double widestName = 15.0;  // in heights of a text
constexpr double keyDistance = 2.0 * startRadius + 14.0; // between the texts of the key
constexpr std::size_t classColors = 8;
constexpr std::size_t mostNamed = 6; // paths whose t1 and t2 have names; more would hide them

QColor faded(QColor color, double opacity)
{
    color.setAlphaF(static_cast<float>(opacity));
    return color;
}

} // namespace

int LandscapeView::scaleRoom() const
{
    return QFontMetrics(font()).horizontalAdvance(QStringLiteral("0.000001")) + 28;
}

int LandscapeView::legendRoom() const
{
    if (overlays().empty())
        return 0;
    const QFontMetricsF metrics(font());
    double width = 0.0;
    for (std::size_t overlay = 0; overlay < overlays().size(); ++overlay)
        for (const QString& text : {overlays()[overlay].title, overlayText(overlay)})
            width = std::max(width, metrics.horizontalAdvance(text));
    double key = 0.0;
    for (const PathMark& mark : markKey())
        key += keyDistance + metrics.horizontalAdvance(mark.text);
    return static_cast<int>(
        std::max(key, indent + std::min(width, widestName * metrics.height()) + 6.0));
}

// Above the plane is what is drawn, and below it the caption, if there is one.
void LandscapeView::updateMargins()
{
    const int lines = caption().isEmpty() ? 1 : 2;
    plot()->axisRect()->setMargins(
        QMargins(0, lines * QFontMetrics(font()).height() + 6, scaleRoom() + legendRoom(), 0));
}

// "t1 300  ·  t2 12,300", "t1 300  ·  memorized".
QString LandscapeView::overlayText(std::size_t number) const
{
    if (m_overlayPaths[number].points().empty())
        return tr("no path recorded");
    const RunSummary& of = overlays()[number].summary;
    QStringList texts = crossingLabels(of);
    if (!of.t2 && of.verdict != Verdict::Running)
        texts << verdictText(of.verdict, false);
    return texts.join(QStringLiteral("  ·  "));
}

QPen LandscapeView::overlayPen(std::size_t number) const
{
    QPen pen(classColor(colors(), static_cast<int>(number)), 1.8);
    pen.setDashPattern(overlayDashes(number + number / classColors)); // others in the next round
    return pen;
}

void LandscapeView::paintOverlays(QCPPainter& painter) const
{
    painter.setClipRect(plot()->axisRect()->rect());
    const auto paint = [&](const PlanePath& path, const QPen& pen) {
        const QPolygonF line =
            pathLine(path.thinned(), [this](const PathPoint& point) { return pathPixel(point); });
        paintOverlayLine(painter, line, QPen(faded(colors().surface, 0.7), 4.0));
        paintOverlayLine(painter, line, pen);
    };
    for (std::size_t overlay = 0; overlay < m_overlayPaths.size(); ++overlay)
        paint(m_overlayPaths[overlay], overlayPen(overlay));
    if (!m_scene.isOfRun) {
        QPen pen(faded(colors().text, 0.7), 1.2);
        pen.setDashPattern(overlayDashes(m_overlayPaths.size()));
        paint(m_path, pen);
    }
    painter.setClipping(false);
}

std::vector<PathMark> LandscapeView::overlayMarks() const
{
    std::vector<PathMark> marks;
    for (std::size_t overlay = 0; overlay < m_overlayPaths.size(); ++overlay) {
        const PlanePath& path = m_overlayPaths[overlay];
        if (path.points().empty())
            continue;
        marks.push_back({{},
                         pathPixel(path.points().front()),
                         overlayPen(overlay).color(),
                         false,
                         startRadius});
        const RunSummary& of = overlays()[overlay].summary;
        for (const auto& [crossing, name, mark] :
             {std::tuple{of.t1, tr("t1"), colors().t1}, {of.t2, tr("t2"), colors().t2}})
            if (const PathPoint* const point = crossing ? path.at(crossing->step) : nullptr)
                marks.push_back({name, pathPixel(*point), mark, crossing->confirmed, markRadius});
    }
    return marks;
}

void LandscapeView::paintOverlayNames(QCPPainter& painter, MarkRoom& room,
                                      const std::vector<PathMark>& marks) const
{
    if (m_overlayPaths.size() > mostNamed)
        return;
    for (const PlanePath& path : m_overlayPaths)
        room.path << densified(
            pathLine(path.thinned(), [this](const PathPoint& point) { return pathPixel(point); }));
    for (const PathMark& mark : marks)
        if (!mark.text.isEmpty())
            paintMarkName(painter, colors(), room, mark);
}

// Two lines for each run, or one where they are many; those there is no room for are counted.
void LandscapeView::paintRunLegend(QCPPainter& painter) const
{
    if (overlays().empty())
        return;
    const QRectF rect = plot()->axisRect()->rect();
    const QFontMetricsF metrics(painter.font());
    const double line = metrics.height();
    const double height = rect.height() - 1.5 * line; // without the key
    const auto all = static_cast<double>(overlays().size());
    const bool hasDetails = all * 2.3 * line <= height;
    const double row = (hasDetails ? 2.3 : 1.1) * line;
    const auto room = static_cast<std::size_t>(std::max(1.0, height / row));
    const std::size_t shown = overlays().size() > room ? room - 1 : overlays().size();
    const double left = rect.right() + scaleRoom();
    const double width = plot()->width() - left - indent - 2.0;
    const auto write = [&](const QColor& color, const QString& text, double y) {
        painter.setPen(color);
        painter.drawText(QRectF(left + indent, y, width, line), Qt::AlignLeft | Qt::AlignVCenter,
                         metrics.elidedText(text, Qt::ElideMiddle, width));
    };
    double y = rect.top();
    for (std::size_t overlay = 0; overlay < shown; ++overlay, y += row) {
        painter.setPen(overlayPen(overlay));
        painter.drawLine(QLineF(left, y + 0.5 * line, left + sampleWidth, y + 0.5 * line));
        write(colors().text, overlays()[overlay].title, y);
        if (hasDetails)
            write(colors().mutedText, overlayText(overlay), y + line);
    }
    if (shown < overlays().size())
        write(colors().mutedText,
              tr("and %1 more")
                  .arg(countText(std::ssize(overlays()) - static_cast<std::ptrdiff_t>(shown))),
              y);
    paintMarkKey(painter, {left, rect.bottom() - 0.5 * line});
}

// What the marks along the paths mean.
std::vector<PathMark> LandscapeView::markKey() const
{
    return {{tr("start"), {}, colors().text, false, startRadius},
            {tr("t1"), {}, colors().t1, true, markRadius},
            {tr("t2"), {}, colors().t2, true, markRadius}};
}

void LandscapeView::paintMarkKey(QCPPainter& painter, const QPointF& left) const
{
    const QFontMetricsF metrics(painter.font());
    const MarkRoom everywhere{plot()->viewport(), {}, {}};
    QPointF place = left;
    for (PathMark mark : markKey()) {
        mark.at = place + QPointF(startRadius, 0.0);
        paintPathMark(painter, colors(), everywhere, mark);
        painter.setPen(colors().mutedText);
        painter.drawText(place + QPointF(2.0 * startRadius + 4.0, 0.5 * metrics.capHeight()),
                         mark.text);
        place += QPointF(keyDistance + metrics.horizontalAdvance(mark.text), 0.0);
    }
}

} // namespace grokking

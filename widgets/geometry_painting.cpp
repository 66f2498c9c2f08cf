// SPDX-FileCopyrightText: 2026 Grokking Explorer contributors
// SPDX-License-Identifier: GPL-3.0-or-later
// What GeometryView paints.
#include "widgets/geometry_view.h"

#include "widgets/group_marker.h"
#include "widgets/plane_controls.h"
#include "widgets/plot_painting.h"

#include <algorithm>

namespace grokking {

namespace {

constexpr double centroidSize = 2.5; // times the radius of a sample
constexpr double sampleOpacity = 0.65;

} // namespace

// Marks grow a little with the view.
double GeometryView::markRadius() const
{
    const QSize room = plot()->axisRect()->rect().size();
    return std::clamp(std::min(room.width(), room.height()) / 130.0, 2.4, 4.0);
}

double GeometryView::centroidRadius() const
{
    return centroidSize * markRadius();
}

void GeometryView::addPaintings()
{
    new PlotPainting(plot(), "main", [this](QCPPainter& painter) { paintSamples(painter); });
    new PlotPainting(plot(), marksLayer, [this](QCPPainter& painter) {
        paintCentroids(painter);
        paintNames(painter);
    });
    new PlotPainting(plot(), cursorLayer, [this](QCPPainter& painter) { paintMistakes(painter); });
}

void GeometryView::paintSamples(QCPPainter& painter) const
{
    painter.setClipRect(plot()->axisRect()->rect());
    painter.setOpacity(sampleOpacity);
    for (const SampleSplit split : {SampleSplit::Test, SampleSplit::Training}) {
        for (std::size_t sample = 0; sample < m_scene.samples.size(); ++sample)
            if (m_scene.samples[sample].split == split && isShown(sample))
                paintMarker(painter, colors(), m_scene.grouping, m_scene.samples[sample].group,
                            samplePixel(sample), markRadius(),
                            split == SampleSplit::Training ? MarkerFill::Filled
                                                           : MarkerFill::Hollow);
    }
    painter.setOpacity(1.0);
}

void GeometryView::paintCentroids(QCPPainter& painter) const
{
    painter.setClipRect(plot()->axisRect()->rect());
    for (std::size_t group = 0; group < m_scene.centroids.size(); ++group)
        paintMarker(painter, colors(), m_scene.grouping, group, centroidPixel(group),
                    centroidRadius(),
                    isRemoved(m_scene.grouping, group) ? MarkerFill::Hollow : MarkerFill::Filled);
    if (!m_controls->choosesThree())
        return;
    painter.setPen(QPen(colors().text, 1.2, Qt::DotLine));
    painter.setBrush(Qt::NoBrush);
    QPolygonF corners;
    for (const std::size_t group : m_controls->chosen())
        if (group < m_scene.centroids.size())
            corners << centroidPixel(group);
    painter.drawPolygon(corners);
}

// Names centroids at the right or left of their mark, as long as names do not cover each other.
void GeometryView::paintNames(QCPPainter& painter) const
{
    const QFontMetricsF metrics(painter.font());
    const QRectF area = plot()->axisRect()->rect();
    std::vector<QRectF> taken;
    for (std::size_t group = 0; group < m_scene.centroids.size(); ++group) {
        const QPointF mark = centroidPixel(group);
        taken.emplace_back(mark.x() - centroidRadius(), mark.y() - centroidRadius(),
                           2.0 * centroidRadius(), 2.0 * centroidRadius());
    }
    for (std::size_t group = 0; group < m_scene.centroids.size(); ++group) {
        const QString name = QString::fromStdString(m_scene.grouping.names[group]);
        const double width = metrics.horizontalAdvance(name) + 4.0;
        const QPointF mark = centroidPixel(group);
        const double away = centroidRadius() + 2.0;
        for (const double left : {mark.x() + away, mark.x() - away - width}) {
            const QRectF place(left, mark.y() - 0.5 * metrics.height(), width, metrics.height());
            const bool isFree =
                area.contains(place) && std::ranges::none_of(taken, [&place](const QRectF& other) {
                    return other.intersects(place);
                });
            if (!isFree)
                continue;
            painter.fillRect(place, textGround(colors()));
            painter.setPen(colors().text);
            painter.drawText(place, Qt::AlignCenter | Qt::TextDontClip, name);
            taken.push_back(place);
            break;
        }
    }
}

// Crosses out what is mistaken at the cursor, and rings the selected sample.
void GeometryView::paintMistakes(QCPPainter& painter) const
{
    painter.setClipRect(plot()->axisRect()->rect());
    painter.setBrush(Qt::NoBrush);
    painter.setPen(QPen(colors().text, 1.2));
    const double arm = markRadius() + 0.8;
    for (std::size_t sample = 0; sample < m_scene.samples.size(); ++sample) {
        if (!isShown(sample) || !isMistaken(sample))
            continue;
        const QPointF place = samplePixel(sample);
        painter.drawLine(place - QPointF(arm, arm), place + QPointF(arm, arm));
        painter.drawLine(place - QPointF(arm, -arm), place + QPointF(arm, -arm));
    }
    if (!m_selected || *m_selected >= m_scene.samples.size())
        return;
    painter.setPen(QPen(colors().accent, 2.0));
    painter.drawEllipse(samplePixel(*m_selected), 7.0, 7.0);
}

} // namespace grokking

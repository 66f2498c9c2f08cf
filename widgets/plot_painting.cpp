// SPDX-FileCopyrightText: 2026 Grokking Explorer contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/plot_painting.h"

#include "widgets/elided_name.h"

#include <QtMath>

#include <algorithm>
#include <cmath>
#include <numeric>

namespace grokking {

namespace {

constexpr double labelSpacing = 8.0; // pixels between labels in a row
constexpr double axisLabelMargin = 2.0;

QFont fontOf(const QFont& font, const PlotLabel& label)
{
    QFont labelFont = font;
    labelFont.setBold(label.bold);
    return labelFont;
}

QLinearGradient gradientOf(const QPointF& low, const QPointF& high,
                           const std::function<QColor(double)>& colorOf)
{
    QLinearGradient gradient(low, high);
    constexpr int stops = 16;
    for (int stop = 0; stop <= stops; ++stop)
        gradient.setColorAt(stop / double{stops}, colorOf(stop / double{stops}));
    return gradient;
}

} // namespace

void preparePlot(QCustomPlot& plot)
{
    plot.addLayer(groundLayer, plot.layer("grid"), QCustomPlot::limBelow);
    plot.addLayer(overlaysLayer, plot.layer("main"), QCustomPlot::limBelow);
    plot.addLayer(marksLayer, plot.layer("main"), QCustomPlot::limAbove);
    plot.setInteractions(QCP::iRangeDrag | QCP::iRangeZoom);
    plot.setNoAntialiasingOnDrag(true);
    plot.axisRect()->setupFullAxesBox(false);
    plot.xAxis2->setVisible(false);
    plot.yAxis2->setVisible(false);
}

void stylePlot(QCustomPlot& plot, const ThemeColors& colors, const QFont& font)
{
    plot.setBackground(QBrush(colors.surface));
    plot.setFont(font);
    for (QCPAxis* axis : {plot.xAxis, plot.yAxis}) {
        axis->setBasePen(QPen(colors.border, 1.0));
        axis->setTickPen(QPen(colors.border, 1.0));
        axis->setSubTickPen(Qt::NoPen);
        axis->setTickLengthIn(0);
        axis->setTickLengthOut(4);
        axis->setTickLabelColor(colors.mutedText);
        axis->setTickLabelFont(font);
        axis->setLabelColor(colors.mutedText);
        axis->setLabelFont(font);
        axis->setLabelPadding(4);
        axis->grid()->setPen(QPen(colors.grid, 1.0));
        axis->grid()->setZeroLinePen(QPen(colors.grid, 1.0));
    }
}

PlotPainting::PlotPainting(QCustomPlot* plot, const char* layer, Paint paint)
    : QCPLayerable(plot, QString::fromLatin1(layer)), m_paint(std::move(paint))
{
}

void PlotPainting::applyDefaultAntialiasingHint(QCPPainter* painter) const
{
    painter->setAntialiasing(true);
}

void PlotPainting::draw(QCPPainter* painter)
{
    painter->setFont(mParentPlot->font());
    m_paint(*painter);
}

QColor textGround(const ThemeColors& colors)
{
    QColor ground = colors.surface;
    ground.setAlphaF(0.8F);
    return ground;
}

// A name is centered at its axis, and may reach into the margins.
QString fittingAxisLabel(const QCPAxis& axis, QStringList texts)
{
    const bool isAcross = axis.orientation() == Qt::Horizontal;
    const QRect inside = axis.axisRect()->rect();
    const double center = isAcross ? inside.center().x() : inside.center().y();
    const double length =
        isAcross ? axis.parentPlot()->viewport().width() : axis.parentPlot()->viewport().height();
    const double room = 2.0 * (std::min(center, length - center) - axisLabelMargin);
    texts.append(texts.last().section(QLatin1String(" ("), 0, 0));
    const QFontMetricsF metrics(axis.labelFont());
    for (const QString& text : texts)
        if (metrics.horizontalAdvance(text) <= room)
            return text;
    const double least = metrics.horizontalAdvance(u'…'); // a name that is gone would move the plot
    return metrics.elidedText(texts.last(), Qt::ElideRight, std::max(room, least));
}

std::vector<double> spreadCenters(std::vector<double> centers, double size, double low, double high)
{
    const std::vector<double> sizes(centers.size(), size);
    return spreadCenters(std::move(centers), sizes, low, high);
}

std::vector<double> spreadCenters(std::vector<double> centers, const std::vector<double>& sizes,
                                  double low, double high)
{
    for (std::size_t box = 0; box < centers.size(); ++box) {
        centers[box] = std::max(centers[box], low + 0.5 * sizes[box]);
        low = centers[box] + 0.5 * sizes[box]; // of the next box
    }
    for (std::size_t box = centers.size(); box-- > 0;) {
        centers[box] = std::min(centers[box], high - 0.5 * sizes[box]);
        high = centers[box] - 0.5 * sizes[box];
    }
    return centers;
}

void paintColumnOfLabels(QCPPainter& painter, std::vector<PlotLabel> labels, const QRectF& column)
{
    const QFont font = painter.font();
    const double height = QFontMetricsF(font).height();
    labels.resize(std::min(labels.size(), static_cast<std::size_t>(column.height() / height)));
    std::ranges::stable_sort(labels, {}, &PlotLabel::center);
    std::vector<double> centers;
    QStringList texts;
    for (const PlotLabel& label : labels) {
        centers.push_back(label.center);
        texts << label.text;
    }
    centers = spreadCenters(std::move(centers), height, column.top(), column.bottom());
    const int width = qFloor(column.width());
    for (std::size_t i = 0; i < labels.size(); ++i) {
        painter.setFont(fontOf(font, labels[i]));
        painter.setPen(labels[i].color);
        QStringList others = texts;
        others.removeAt(static_cast<qsizetype>(i));
        const QFontMetrics metrics(painter.font());
        painter.drawText(QRectF(column.left(), centers[i] - height / 2.0, 1e4, height),
                         Qt::AlignLeft | Qt::AlignVCenter,
                         elidedApart(labels[i].text, others, metrics, width));
    }
    painter.setFont(font);
}

std::vector<std::optional<double>> centersInRow(const std::vector<double>& wanted,
                                                const std::vector<double>& sizes, double low,
                                                double high, std::size_t kept)
{
    std::vector<std::optional<double>> centers(wanted.size());
    std::vector<std::size_t> order(kept);
    std::iota(order.begin(), order.end(), std::size_t{0});
    std::ranges::stable_sort(order, {}, [&](std::size_t label) { return wanted[label]; });
    std::vector<double> keptWanted;
    std::vector<double> keptSizes;
    for (const std::size_t label : order) {
        keptWanted.push_back(wanted[label]);
        keptSizes.push_back(sizes[label]);
    }
    if (std::accumulate(keptSizes.begin(), keptSizes.end(), 0.0) <= high - low) {
        const std::vector<double> spread =
            spreadCenters(std::move(keptWanted), keptSizes, low, high);
        for (std::size_t place = 0; place < kept; ++place)
            centers[order[place]] = spread[place];
    }
    const auto isFree = [&](double center, double size) {
        for (std::size_t other = 0; other < centers.size(); ++other)
            if (centers[other]
                && std::abs(center - *centers[other]) < 0.5 * (size + sizes[other]) - 1e-6)
                return false;
        return center - 0.5 * size >= low - 1e-6 && center + 0.5 * size <= high + 1e-6;
    };
    for (std::size_t label = 0; label < wanted.size(); ++label) {
        if (centers[label])
            continue;
        const double size = sizes[label];
        std::vector<double> candidates{
            std::clamp(wanted[label], low + 0.5 * size, std::max(low, high - 0.5 * size))};
        for (std::size_t other = 0; other < label; ++other)
            if (centers[other])
                for (const double side : {-0.5, 0.5})
                    candidates.push_back(*centers[other] + side * (size + sizes[other]));
        for (const double candidate : candidates) {
            const double shift = std::abs(candidate - wanted[label]);
            if (isFree(candidate, size) && shift <= size
                && (!centers[label] || shift < std::abs(*centers[label] - wanted[label])))
                centers[label] = candidate;
        }
    }
    return centers;
}

void paintRowOfLabels(QCPPainter& painter, const std::vector<PlotLabel>& labels, double y,
                      double low, double high)
{
    const QFont font = painter.font();
    const double height = QFontMetricsF(font).height();
    std::vector<double> wanted;
    std::vector<double> widths;
    for (const PlotLabel& label : labels) {
        wanted.push_back(label.center);
        widths.push_back(QFontMetricsF(fontOf(font, label)).horizontalAdvance(label.text)
                         + labelSpacing);
    }
    const auto kept = std::ranges::find(labels, false, &PlotLabel::bold) - labels.begin();
    const auto centers = centersInRow(wanted, widths, low, high, static_cast<std::size_t>(kept));
    for (std::size_t i = 0; i < labels.size(); ++i) {
        if (!centers[i])
            continue;
        painter.setFont(fontOf(font, labels[i]));
        painter.setPen(labels[i].color);
        painter.drawText(QRectF(*centers[i] - 0.5 * widths[i], y - height, widths[i], height),
                         Qt::AlignCenter, labels[i].text);
    }
    painter.setFont(font);
}

QVector<qreal> overlayDashes(std::size_t overlay)
{
    static const QVector<qreal> patterns[] = {{6, 3}, {2, 2.5}, {8, 3, 2, 3}, {12, 4}};
    return patterns[overlay % std::size(patterns)];
}

void paintOverlayLine(QCPPainter& painter, const QPolygonF& line, const QPen& pen)
{
    constexpr double tangled = 3.0; // times the way around its bounds
    double length = 0.0;
    for (qsizetype point = 1; point < line.size(); ++point)
        length += (line[point] - line[point - 1]).manhattanLength();
    const QSizeF bounds = line.boundingRect().size();
    const bool isTangle = length > tangled * (bounds.width() + bounds.height());
    painter.setPen(isTangle ? QPen(pen.color(), 1.0) : pen);
    painter.setAntialiasing(!isTangle);
    painter.drawPolyline(line);
    painter.setAntialiasing(true);
}

void paintColorRow(QCPPainter& painter, const QRectF& place,
                   const std::function<QColor(double)>& colorOf, const QString& lowText,
                   const QString& highText)
{
    constexpr double height = 6.0;
    const QFontMetricsF metrics(painter.font());
    const QRectF bar(QPointF(place.left() + metrics.horizontalAdvance(lowText) + 3.0,
                             place.center().y() - 0.5 * height),
                     QPointF(place.right() - metrics.horizontalAdvance(highText) - 3.0,
                             place.center().y() + 0.5 * height));
    if (bar.width() < 2.0 * height)
        return;
    painter.fillRect(bar, gradientOf(bar.topLeft(), bar.topRight(), colorOf));
    painter.drawText(place, Qt::AlignLeft | Qt::AlignVCenter, lowText);
    painter.drawText(place, Qt::AlignRight | Qt::AlignVCenter, highText);
}

void paintColorBar(QCPPainter& painter, const QRectF& bar,
                   const std::function<QColor(double)>& colorOf, const QString& lowText,
                   const QString& highText, const QString& name)
{
    painter.fillRect(bar, gradientOf(bar.bottomLeft(), bar.topLeft(), colorOf));
    const double x = bar.right() + 4.0;
    const QFontMetricsF metrics(painter.font());
    const double height = metrics.height();
    painter.drawText(QRectF(x, bar.top() - height / 4.0, 1e4, height), highText);
    painter.drawText(QRectF(x, bar.bottom() - 0.75 * height, 1e4, height), lowText);
    const double room = bar.height() - 2.5 * height; // between these two
    const QString fitting = metrics.elidedText(name, Qt::ElideRight, room);
    if (fitting.size() < std::min<qsizetype>(name.size(), 4))
        return;
    painter.save();
    painter.translate(x + 0.5 * height, bar.center().y());
    painter.rotate(-90.0);
    painter.drawText(QRectF(-0.5 * room, -0.5 * height, room, height), Qt::AlignCenter, fitting);
    painter.restore();
}

QRectF equalUnits(const QRectF& bounds, const QSizeF& room, double margin)
{
    const double unit =
        std::max({bounds.width() / room.width(), bounds.height() / room.height(), 1e-9})
        * (1.0 + 2.0 * margin);
    QRectF shown(QPointF(), unit * room);
    shown.moveCenter(bounds.center());
    return shown;
}

} // namespace grokking

// SPDX-FileCopyrightText: 2026 Grokking Explorer contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/outcome_view.h"

#include "widgets/group_marker.h"
#include "widgets/outcome_controls.h"
#include "widgets/plot_painting.h"
#include "widgets/scale_ticker.h"

#include <algorithm>
#include <cmath>
#include <limits>

namespace grokking {

namespace {

constexpr double margin = 0.06; // of the range of each axis
constexpr double markerRadius = 4.0;
constexpr double runRadius = 2.8;     // of a single run beside a bar
constexpr double runRoom = 5.0;       // of it, with its outline
constexpr double runDistance = 9.0;   // between the runs of two curves, in pixels
constexpr double capWidth = 4.0;      // of a bar's end, to either side
constexpr double nameDistance = 10.0; // from the plot, in pixels
constexpr int widestName = 18;        // in heights of a text
constexpr double legendIndent = 10.0; // from a mark's middle to its name

// Returns the axis' range with a little room on either side; `alone` for a single value.
QCPRange roomy(double low, double high, double alone)
{
    const double room = high > low ? margin * (high - low) : alone;
    return {low - room, high + room};
}

// Returns the range, or a wider one about its middle in which `room` pixels lie to either side of
// values of this extent, on an axis of this many pixels.
QCPRange withRoom(const QCPRange& range, double extent, double room, double pixels)
{
    const double inside = std::max(pixels - 2.0 * room, 0.5 * pixels);
    const double size = inside > 0.0 ? std::max(range.size(), extent * pixels / inside) : 0.0;
    return size > range.size() ? QCPRange(range.center() - 0.5 * size, range.center() + 0.5 * size)
                               : range;
}

// Returns the room around a single value on a linear axis.
double roomAlone(double value)
{
    return value == 0.0 ? 1.0 : 0.5 * std::abs(value);
}

} // namespace

OutcomeView::OutcomeView(QWidget* parent) : RunView(parent), m_controls(new OutcomeControls)
{
    m_controls->hide();
    addControls(m_controls);
    connect(m_controls, &OutcomeControls::chosen, this, &OutcomeView::chosen);
    setScaleTicker(*plot()->yAxis, m_scale);
    plot()->axisRect()->setAutoMargins(QCP::msLeft | QCP::msBottom);
    setHint(tr("Choose runs that differ in a setting to see what it does."));
    new PlotPainting(plot(), "main", [this](QCPPainter& painter) {
        for (std::size_t number = 0; number < m_picture.curves.size(); ++number)
            paintCurve(painter, number);
        paintLine(painter);
        for (const OutcomeBar& bar : m_picture.bars)
            paintBar(painter, bar);
        if (m_picture.join == OutcomePicture::Join::Lines)
            paintNames(painter);
        else
            paintLegend(painter);
        paintNotes(painter);
    });
    fitToSize();
    restyle(colors());
    fitAxes();
}

QString OutcomeView::title() const
{
    return m_picture.curves.empty() ? tr("Outcomes of several runs")
                                    : tr("%1 against %2").arg(m_picture.outcome, m_picture.setting);
}

QStringList OutcomeView::labels() const
{
    QStringList names;
    for (const OutcomeCurve& curve : m_picture.curves)
        names << curve.name;
    return names + m_picture.notes;
}

QString OutcomeView::csv() const
{
    const auto number = [](double value) {
        return QString::number(value, 'g', QLocale::FloatingPointShortest);
    };
    QString text = QStringLiteral("runs,setting,value,reached\n");
    for (const OutcomeCurve& curve : m_picture.curves) {
        const QString name =
            u'"' + QString(curve.name).replace(u'"', QStringLiteral("\"\"")) + u'"';
        for (const OutcomePoint& point : curve.points)
            text += name + u',' + number(point.setting) + u',' + number(point.value) + u','
                    + (point.isReached ? u'1' : u'0') + u'\n';
    }
    return text;
}

void OutcomeView::showPicture(const OutcomePicture& picture)
{
    m_picture = picture;
    m_scale = ZeroScale(picture.scale);
    for (const OutcomeCurve& curve : m_picture.curves)
        for (const OutcomePoint& point : curve.points)
            m_scale.include(point.value);
    setWindowTitle(title());
    restyle(colors());
    refresh();
}

void OutcomeView::showMessage(const QString& message)
{
    setHint(message);
    showPicture({});
}

void OutcomeView::showOffer(const QString& source, const OutcomeOffer& offer)
{
    m_source = source;
    m_controls->showOffer(offer);
    m_controls->setVisible(!offer.outcomes.empty());
    emit readoutChanged(readout());
}

void OutcomeView::setExportInfo(const ExportInfo& info)
{
    RunView::setExportInfo({.program = info.program});
}

bool OutcomeView::hasUnreached() const
{
    return std::ranges::any_of(m_picture.curves, [](const OutcomeCurve& curve) {
        return std::ranges::any_of(curve.points,
                                   [](const OutcomePoint& point) { return !point.isReached; });
    });
}

void OutcomeView::fitAxes()
{
    double low = std::numeric_limits<double>::infinity();
    double high = -low;
    for (const OutcomeCurve& curve : m_picture.curves) {
        for (const OutcomePoint& point : curve.points) {
            low = std::min(low, point.setting);
            high = std::max(high, point.setting);
        }
    }
    const double beside = m_picture.bars.empty() ? 0.0 : std::abs(shiftOf(0)) + runRoom;
    if (low <= high)
        plot()->xAxis->setRange(withRoom(roomy(low, high, roomAlone(high)), high - low, beside,
                                         plot()->axisRect()->width()));
    applyScale(*plot()->yAxis, m_scale);
    if (m_scale.isLogarithmic()) {
        const QCPRange decades =
            roomy(std::log10(m_scale.lowPosition()), std::log10(m_scale.highPosition()), 0.5);
        plot()->yAxis->setRange(std::pow(10.0, decades.lower), std::pow(10.0, decades.upper));
    } else {
        plot()->yAxis->setRange(roomy(m_scale.lowPosition(), m_scale.highPosition(),
                                      roomAlone(m_scale.highPosition())));
    }
}

void OutcomeView::restyle(const ThemeColors&)
{
    const QFontMetrics metrics(font());
    int room = 0;
    for (const OutcomeCurve& curve : m_picture.curves)
        room = std::max(room, metrics.horizontalAdvance(curve.name));
    room = std::min(room, widestName * metrics.height());
    plot()->axisRect()->setMargins(QMargins(
        0, metrics.height() / 2 + static_cast<int>(m_picture.notes.size()) * metrics.lineSpacing(),
        room + static_cast<int>(2.0 * nameDistance + legendIndent + markerRadius), 0));
    labelAxis(*plot()->xAxis, {m_picture.setting});
    labelAxis(*plot()->yAxis,
              {hasUnreached() ? tr("%1 (hollow: not reached in so many)").arg(m_picture.outcome)
                              : m_picture.outcome,
               m_picture.outcome});
}

QPointF OutcomeView::pixelOf(const OutcomePoint& point) const
{
    return {plot()->xAxis->coordToPixel(point.setting),
            plot()->yAxis->coordToPixel(m_scale.position(point.value))};
}

void OutcomeView::paintCurve(QCPPainter& painter, std::size_t number) const
{
    const QColor color = classColor(colors(), static_cast<int>(number));
    const auto& points = m_picture.curves[number].points;
    QPolygonF line;
    for (const OutcomePoint& point : points)
        line << pixelOf(point) + QPointF(shiftOf(number), 0.0);
    QPen pen(color, 1.6);
    if (number > 0)
        pen.setDashPattern(overlayDashes(number));
    painter.setPen(pen);
    painter.setBrush(Qt::NoBrush);
    if (m_picture.join == OutcomePicture::Join::Lines)
        painter.drawPolyline(line);
    const bool isBehindBars = !m_picture.bars.empty();
    painter.setPen(QPen(color, isBehindBars ? 1.0 : 1.6));
    for (const bool isReached : {true, false}) { // hollow ones lie on top, or they would be hidden
        painter.setBrush(isReached ? color : colors().surface);
        for (std::size_t i = 0; i < points.size(); ++i)
            if (points[i].isReached == isReached)
                painter.drawPath(markerPath(static_cast<int>(number),
                                            line[static_cast<qsizetype>(i)],
                                            isBehindBars ? runRadius : markerRadius));
    }
}

void OutcomeView::paintNames(QCPPainter& painter) const
{
    std::vector<PlotLabel> names;
    for (std::size_t number = 0; number < m_picture.curves.size(); ++number) {
        const OutcomeCurve& curve = m_picture.curves[number];
        if (!curve.points.empty())
            names.push_back({.center = pixelOf(curve.points.back()).y(),
                             .text = curve.name,
                             .color = classColor(colors(), static_cast<int>(number))});
    }
    const QRect rect = plot()->axisRect()->rect();
    painter.setFont(font());
    paintColumnOfLabels(painter, std::move(names),
                        QRectF(QPointF(rect.right() + nameDistance, rect.top()),
                               QPointF(plot()->viewport().right(), rect.bottom())));
}

// One below the other, as nothing leads from a curve's end to its name.
void OutcomeView::paintLegend(QCPPainter& painter) const
{
    const QRect rect = plot()->axisRect()->rect();
    const QFontMetricsF metrics(font());
    QPointF place(rect.right() + nameDistance + markerRadius, rect.top() + metrics.height() / 2.0);
    painter.setFont(font());
    for (std::size_t number = 0; number < m_picture.curves.size(); ++number) {
        const QColor color = classColor(colors(), static_cast<int>(number));
        painter.setPen(QPen(color, 1.6));
        painter.setBrush(color);
        painter.drawPath(markerPath(static_cast<int>(number), place, markerRadius));
        const double width = plot()->viewport().right() - place.x() - legendIndent;
        painter.drawText(place + QPointF(legendIndent, metrics.ascent() - metrics.height() / 2.0),
                         metrics.elidedText(m_picture.curves[number].name, Qt::ElideMiddle, width));
        place += QPointF(0.0, metrics.height() * 1.3);
    }
}

double OutcomeView::shiftOf(std::size_t curve) const
{
    if (m_picture.bars.empty())
        return 0.0;
    const auto last = static_cast<double>(m_picture.curves.size()) - 1.0;
    const double side = 2.0 * static_cast<double>(curve) - last;
    return 0.5 * runDistance * (side + (side >= 0.0 ? 1.0 : -1.0)); // the bar is between them
}

// By its pixels, so that it is right on any scale.
void OutcomeView::paintLine(QCPPainter& painter) const
{
    if (!m_picture.line)
        return;
    const auto& [slope, intercept] = *m_picture.line;
    const QRect rect = plot()->axisRect()->rect();
    QPolygonF line;
    for (int x = rect.left(); x <= rect.right(); ++x) {
        const double setting = plot()->xAxis->pixelToCoord(x);
        const double value = std::exp(slope * setting + intercept);
        line << QPointF(x, plot()->yAxis->coordToPixel(m_scale.position(value)));
    }
    painter.setClipRect(rect);
    painter.setPen(QPen(colors().text, 1.2, Qt::DashLine));
    painter.setBrush(Qt::NoBrush);
    painter.drawPolyline(line);
    painter.setClipping(false);
}

// An end that was not reached is an arrow.
void OutcomeView::paintBar(QCPPainter& painter, const OutcomeBar& bar) const
{
    painter.setPen(QPen(colors().text, 2.0));
    painter.drawLine(pixelOf(bar.low), pixelOf(bar.high));
    for (const OutcomePoint& end : {bar.low, bar.high}) {
        const QPointF tip = pixelOf(end);
        const QPointF back(0.0, end.isReached ? 0.0 : capWidth);
        painter.drawLine(tip, tip + back + QPointF(capWidth, 0.0));
        painter.drawLine(tip, tip + back - QPointF(capWidth, 0.0));
    }
    painter.setBrush(bar.middle.isReached ? colors().text : colors().surface);
    painter.drawEllipse(pixelOf(bar.middle), markerRadius, markerRadius);
}

void OutcomeView::paintNotes(QCPPainter& painter) const
{
    const QFontMetricsF metrics(font());
    const QRect rect = plot()->axisRect()->rect();
    const double height = metrics.lineSpacing() * static_cast<double>(m_picture.notes.size());
    painter.setFont(font());
    painter.setPen(colors().text);
    painter.drawText(QRectF(rect.left(), rect.top() - height - 3.0, plot()->width(), height),
                     Qt::AlignLeft | Qt::AlignTop | Qt::TextDontClip, m_picture.notes.join(u'\n'));
}

} // namespace grokking

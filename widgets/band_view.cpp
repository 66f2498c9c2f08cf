// SPDX-FileCopyrightText: 2026 Grokking Explorer contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/band_view.h"

#include "widgets/group_marker.h"
#include "widgets/number_text.h"
#include "widgets/plot_painting.h"

#include <QAction>

#include <algorithm>
#include <cmath>

namespace grokking {

namespace {

constexpr double bandOpacity = 0.22;
constexpr double margin = 0.05; // of the extent, above and below
constexpr double reach = 8.0;   // pixels from a point at which the mouse finds it
constexpr double markRadius = 3.2;
constexpr double keyWidth = 14.0; // of a mark above the plot
constexpr double keyGap = 14.0;
constexpr int diamond = 3; // of markerPath()

} // namespace

BandView::BandView(MetricLook look, QWidget* parent)
    : CursorView(std::move(look), parent), m_fixedAxes(addFixedAxes())
{
    plot()->axisRect()->setAutoMargins(QCP::msLeft | QCP::msBottom);
    new PlotPainting(plot(), "main", [this](QCPPainter& painter) { paintBand(painter); });
    new PlotPainting(plot(), marksLayer, [this](QCPPainter& painter) {
        paintMarks(painter);
        paintKeys(painter);
    });
    fitToSize();
    restyle(colors());
    fitAxes();
}

std::optional<std::size_t> BandView::index() const
{
    return indexAt(m_steps, cursorStep());
}

std::optional<std::size_t> BandView::referenceIndex() const
{
    return cursor().reference ? indexAt(m_steps, cursor().reference) : std::nullopt;
}

const BandedCurve* BandView::curve() const
{
    return index() ? &m_curves[*index()] : nullptr;
}

const BandedCurve* BandView::reference() const
{
    return referenceIndex() ? &m_curves[*referenceIndex()] : nullptr;
}

QPointF BandView::pixel(double x, double y) const
{
    return {plot()->xAxis->coordToPixel(x), plot()->yAxis->coordToPixel(y)};
}

std::optional<std::size_t> BandView::nearest(double x) const
{
    if (!curve() || curve()->x.empty())
        return std::nullopt;
    const auto& places = curve()->x;
    const auto distance = [x](double place) { return std::abs(place - x); };
    return static_cast<std::size_t>(std::ranges::min_element(places, {}, distance)
                                    - places.begin());
}

QString BandView::curveText(std::size_t place) const
{
    const BandedCurve& at = *curve();
    return tr("%1 %2: %3 (%4 to %5)")
        .arg(m_xAxis, numberText(at.x[place]), numberText(at.y[place]), numberText(at.low[place]),
             numberText(at.high[place]));
}

QString BandView::readout() const
{
    if (!index())
        return {};
    QStringList texts{tr("step %1").arg(countText(m_steps[*index()]))};
    if (const auto place = m_chosen ? nearest(*m_chosen) : std::nullopt)
        texts << curveText(*place);
    else if (!curve()->y.empty())
        texts << tr("band %1 to %2")
                     .arg(numberText(std::ranges::min(curve()->low)),
                          numberText(std::ranges::max(curve()->high)));
    return texts.join(QStringLiteral("  ·  "));
}

std::vector<BandView::Key> BandView::keys() const
{
    std::vector<Key> keys;
    if (index() && referenceIndex()) {
        keys.push_back({Key::Mark::Curve, tr("step %1").arg(countText(m_steps[*index()]))});
        keys.push_back(
            {Key::Mark::Reference, tr("step %1").arg(countText(m_steps[*referenceIndex()]))});
    }
    if (!m_points.train.empty())
        keys.push_back({Key::Mark::Train, tr("train")});
    if (!m_points.test.empty())
        keys.push_back({Key::Mark::Test, tr("test")});
    return keys;
}

QStringList BandView::labels() const
{
    QStringList texts;
    for (const Key& key : keys())
        texts << key.text;
    return texts;
}

QString BandView::csv() const
{
    if (!index())
        return {};
    QString text = QStringLiteral("step,x,y,low,high\n");
    const auto append = [&](std::size_t at) {
        const BandedCurve& each = m_curves[at];
        for (std::size_t place = 0; place < each.x.size(); ++place) {
            text += QString::number(m_steps[at]);
            for (const double value :
                 {each.x[place], each.y[place], each.low[place], each.high[place]})
                text += u',' + QString::number(value, 'g', QLocale::FloatingPointShortest);
            text += u'\n';
        }
    };
    append(*index());
    if (referenceIndex() && referenceIndex() != index())
        append(*referenceIndex());
    return text;
}

QString BandView::pointText(const QPointF& mouse) const
{
    QString text;
    double distance = reach;
    const auto look = [&](const std::vector<QPointF>& points, const QString& split) {
        for (const QPointF& point : points) {
            const double length = QLineF(pixel(point.x(), point.y()), mouse).length();
            if (length < distance) {
                distance = length;
                text = QStringLiteral("%1: %2, %3")
                           .arg(split, numberText(point.x()), numberText(point.y()));
            }
        }
    };
    look(m_points.train, tr("train"));
    look(m_points.test, tr("test"));
    return text;
}

QString BandView::textAt(const QPointF& mouse) const
{
    if (!curve() || !plot()->axisRect()->rect().contains(mouse.toPoint()))
        return {};
    const QString point = pointText(mouse);
    const auto place = nearest(plot()->xAxis->pixelToCoord(mouse.x()));
    return point.isEmpty() && place ? curveText(*place) : point;
}

void BandView::showPoints(const ScenePoints& points)
{
    m_points = points;
    refresh();
}

void BandView::clearRun()
{
    m_steps.clear();
    m_curves.clear();
    m_chosen.reset();
}

void BandView::takeObservations(std::span<const Observed> observations)
{
    for (const Observed& observed : observations) {
        const auto* curve = std::get_if<BandedCurve>(&observed.observation.content);
        if (!curve || observed.observation.id != look().id.toStdString()
            || curve->y.size() != curve->x.size() || curve->low.size() != curve->x.size()
            || curve->high.size() != curve->x.size())
            continue;
        m_steps.push_back(observed.step);
        m_curves.push_back(*curve);
        m_xAxis = QString::fromStdString(observed.observation.xAxis);
        m_yAxis = QString::fromStdString(observed.observation.yAxis);
    }
}

// Returns what is seen at the cursor, or at all steps, in the units of the axes; empty for nothing.
QRectF BandView::bounds() const
{
    QRectF all;
    const auto include = [&all](double x, double y) {
        if (std::isfinite(x) && std::isfinite(y))
            all = all.isNull() ? QRectF(x, y, 1e-300, 1e-300)
                               : all.united(QRectF(x, y, 1e-300, 1e-300));
    };
    const auto includeCurve = [&](const BandedCurve* each) {
        for (std::size_t place = 0; each && place < each->x.size(); ++place) {
            include(each->x[place], each->low[place]);
            include(each->x[place], each->high[place]);
        }
    };
    includeCurve(curve());
    if (const BandedCurve* const before = reference()) // which is drawn without its band
        for (std::size_t place = 0; place < before->x.size(); ++place)
            include(before->x[place], before->y[place]);
    for (std::size_t at = 0; m_fixedAxes->isChecked() && at < m_curves.size(); ++at)
        includeCurve(&m_curves[at]);
    for (const auto* points : {&m_points.train, &m_points.test})
        for (const QPointF& point : *points)
            include(point.x(), point.y());
    return all;
}

void BandView::fitAxes()
{
    labelAxis(*plot()->xAxis, {m_xAxis});
    labelAxis(*plot()->yAxis, {m_yAxis});
    const QRectF all = bounds();
    if (all.width() <= 0.0 || all.height() <= 0.0)
        return;
    const double room = margin * all.height();
    plot()->xAxis->setRange(all.left(), all.right());
    plot()->yAxis->setRange(all.top() - room, all.bottom() + room);
}

void BandView::restyle(const ThemeColors&)
{
    plot()->axisRect()->setMargins(QMargins(0, fontMetrics().height() + 6, 12, 0));
}

// A click on the chosen input again chooses none.
void BandView::choose(const QPointF& mouse)
{
    const auto place = plot()->axisRect()->rect().contains(mouse.toPoint())
                           ? nearest(plot()->xAxis->pixelToCoord(mouse.x()))
                           : std::nullopt;
    const bool isChosen = place && m_chosen && nearest(*m_chosen) == place;
    m_chosen = place && !isChosen ? std::optional(curve()->x[*place]) : std::nullopt;
    refresh();
}

void BandView::paintBand(QCPPainter& painter) const
{
    painter.setClipRect(plot()->axisRect()->rect());
    if (const BandedCurve* const at = curve()) {
        QPolygonF outline;
        for (std::size_t place = 0; place < at->x.size(); ++place)
            if (std::isfinite(at->low[place]) && std::isfinite(at->high[place])) {
                outline.prepend(pixel(at->x[place], at->low[place]));
                outline.append(pixel(at->x[place], at->high[place]));
            }
        painter.setPen(Qt::NoPen);
        painter.setBrush(blended(colors().scaleMiddle, colors().surface, bandOpacity));
        painter.drawPolygon(outline);
    }
    if (const BandedCurve* const before = reference())
        paintCurve(painter, *before, QPen(colors().text, 1.4, Qt::DashLine));
    if (const BandedCurve* const at = curve())
        paintCurve(painter, *at, QPen(colors().scaleMiddle, 2.0));
    painter.setClipping(false);
}

void BandView::paintCurve(QCPPainter& painter, const BandedCurve& curve, const QPen& pen) const
{
    QPolygonF line;
    for (std::size_t place = 0; place < curve.x.size(); ++place)
        if (std::isfinite(curve.y[place]))
            line << pixel(curve.x[place], curve.y[place]);
    painter.setPen(pen);
    painter.setBrush(Qt::NoBrush);
    painter.drawPolyline(line);
}

void BandView::paintMark(QCPPainter& painter, Key::Mark mark, const QPointF& place) const
{
    if (mark == Key::Mark::Train) {
        painter.setPen(QPen(colors().surface, 0.8));
        painter.setBrush(colors().train);
        painter.drawPath(markerPath(0, place, markRadius + 0.6));
    } else {
        painter.setPen(QPen(colors().test, 1.5));
        painter.setBrush(Qt::NoBrush);
        painter.drawPath(markerPath(diamond, place, markRadius));
    }
}

// Those learned from lie on top.
void BandView::paintMarks(QCPPainter& painter) const
{
    painter.setClipRect(plot()->axisRect()->rect());
    for (const QPointF& point : m_points.test)
        paintMark(painter, Key::Mark::Test, pixel(point.x(), point.y()));
    for (const QPointF& point : m_points.train)
        paintMark(painter, Key::Mark::Train, pixel(point.x(), point.y()));
    const auto place = m_chosen ? nearest(*m_chosen) : std::nullopt;
    if (place) {
        painter.setPen(QPen(colors().accent, 2.0));
        painter.setBrush(colors().surface);
        painter.drawEllipse(pixel(curve()->x[*place], curve()->y[*place]), 4.0, 4.0);
    }
    painter.setClipping(false);
}

// What the marks are, in one line above the plot, from its right end.
void BandView::paintKeys(QCPPainter& painter) const
{
    const QRectF rect = plot()->axisRect()->rect();
    const QFontMetricsF metrics(painter.font());
    const double middle = rect.top() - 0.5 * metrics.height() - 3.0;
    double right = rect.right();
    const std::vector<Key> all = keys();
    for (auto key = all.rbegin(); key != all.rend(); ++key) {
        const double width = metrics.horizontalAdvance(key->text);
        painter.setPen(colors().text);
        painter.drawText(
            QRectF(right - width, middle - 0.5 * metrics.height(), width, metrics.height()),
            Qt::AlignCenter | Qt::TextDontClip, key->text);
        right -= width + 5.0 + keyWidth;
        if (key->mark == Key::Mark::Train || key->mark == Key::Mark::Test) {
            paintMark(painter, key->mark, {right + 0.5 * keyWidth, middle});
        } else {
            painter.setPen(key->mark == Key::Mark::Curve ? QPen(colors().scaleMiddle, 2.0)
                                                         : QPen(colors().text, 1.4, Qt::DashLine));
            painter.drawLine(QLineF(right, middle, right + keyWidth, middle));
        }
        right -= keyGap;
    }
}

} // namespace grokking

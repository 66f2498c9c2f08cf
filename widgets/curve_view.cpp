// SPDX-FileCopyrightText: 2026 Grokking Explorer contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/curve_view.h"

#include "widgets/number_text.h"
#include "widgets/plot_painting.h"
#include "widgets/scale_ticker.h"

#include <algorithm>
#include <cmath>

namespace grokking {

namespace {

constexpr double margin = 0.06; // of the value range, above and below
constexpr int overlayLabelLength = 12;
constexpr int labelGap = 6; // pixels between curve end and label
constexpr double overlayOpacity = 0.6;

double widthOf(CurveView::Role role)
{
    return role == CurveView::Role::Test ? 2.4 : 1.5;
}

} // namespace

CurveView::CurveView(std::vector<Curve> curves, ZeroScale::Kind valueScale, QWidget* parent)
    : StepView(parent), m_valueScale(valueScale)
{
    for (Curve& curve : curves) {
        QCPGraph* graph = plot()->addGraph();
        graph->setName(curve.name);
        m_traces.push_back({std::move(curve), {}, graph});
    }
    setScaleTicker(*plot()->yAxis, m_valueScale);
    new PlotPainting(plot(), marksLayer, [this](QCPPainter& painter) { paintEnds(painter); });
    CurveView::restyle(colors());
}

QString CurveView::readout() const
{
    const auto index = cursorIndex();
    if (!index)
        return {};
    QStringList parts{stepText()};
    for (const Trace& trace : m_traces)
        parts << QStringLiteral("%1 %2").arg(trace.curve.name,
                                             readoutText(trace.values[*index]));
    return parts.join(QStringLiteral("  ·  "));
}

QStringList CurveView::labels() const
{
    QStringList texts;
    for (const Trace& trace : m_traces)
        texts << trace.curve.name;
    for (const RunOverlay& overlay : overlays())
        texts << overlay.title;
    return texts + StepView::labels();
}

QString CurveView::csv() const
{
    QStringList names{QStringLiteral("step")};
    for (const Trace& trace : m_traces)
        names << trace.curve.name;
    QString text = names.join(u',') + u'\n';
    for (std::size_t row = 0; row < steps().size(); ++row) {
        text += QString::number(steps()[row]);
        for (const Trace& trace : m_traces)
            text += u',' + QString::number(trace.values[row], 'g', QLocale::FloatingPointShortest);
        text += u'\n';
    }
    return text;
}

const std::vector<double>& CurveView::values(std::size_t curve) const
{
    return m_traces.at(curve).values;
}

QString CurveView::readoutText(double value) const
{
    return numberText(value);
}

std::pair<double, double> CurveView::valueRange(const ZeroScale& scale) const
{
    const double low = scale.lowPosition();
    const double high = scale.highPosition();
    if (scale.isLogarithmic()) {
        const double factor = std::pow(std::max(high / low, 10.0), margin);
        return {low / factor, high * factor};
    }
    const double room = margin * std::max(high - low, 1e-3 * std::max(std::abs(high), 1e-9));
    return {low - room, high + room};
}

void CurveView::clearRun()
{
    StepView::clearRun();
    for (Trace& trace : m_traces) {
        trace.values.clear();
        trace.graph->data()->clear();
    }
    collectValues();
    rescale();
}

void CurveView::takeSamples(std::span<const Sampled> samples)
{
    bool moved = false;
    for (const Sampled& sample : samples) {
        moved = addStep(sample.step) || moved;
        for (Trace& trace : m_traces) {
            const double value = trace.curve.value(sample);
            trace.values.push_back(value);
            moved = m_valueScale.include(value) || moved;
        }
    }
    if (moved) {
        rescale();
        return;
    }
    const std::size_t first = steps().size() - samples.size();
    for (Trace& trace : m_traces)
        for (std::size_t row = first; row < steps().size(); ++row)
            trace.graph->addData(stepPosition(steps()[row]),
                                 m_valueScale.position(trace.values[row]));
}

void CurveView::takeOverlays()
{
    collectValues();
    makeOverlayGraphs();
    StepView::takeOverlays();
}

void CurveView::rescale()
{
    StepView::rescale();
    for (Trace& trace : m_traces)
        placeTrace(trace);
    for (const OverlayTrace& trace : m_overlayTraces)
        placeOverlay(trace);
}

void CurveView::collectValues()
{
    m_valueScale.clear();
    for (const Trace& trace : m_traces) {
        for (const double value : trace.values)
            (void)m_valueScale.include(value);
        for (const RunOverlay& overlay : overlays())
            for (const Sampled& sample : overlay.history->samples())
                (void)m_valueScale.include(trace.curve.value(sample));
    }
}

void CurveView::placeTrace(Trace& trace)
{
    QVector<QCPGraphData> points;
    points.reserve(static_cast<qsizetype>(steps().size()));
    for (std::size_t row = 0; row < steps().size(); ++row)
        points.push_back({stepPosition(steps()[row]), m_valueScale.position(trace.values[row])});
    trace.graph->data()->set(points, true);
}

void CurveView::placeOverlay(const OverlayTrace& trace)
{
    const std::vector<Sampled>& samples = overlays()[trace.overlay].history->samples();
    const Curve& curve = m_traces[trace.curve].curve;
    QVector<QCPGraphData> points;
    points.reserve(static_cast<qsizetype>(samples.size()));
    for (const Sampled& sample : samples)
        points.push_back({stepPosition(sample.step), m_valueScale.position(curve.value(sample))});
    trace.graph->data()->set(points, true);
}

void CurveView::makeOverlayGraphs()
{
    for (const OverlayTrace& trace : m_overlayTraces)
        plot()->removeGraph(trace.graph);
    m_overlayTraces.clear();
    for (std::size_t overlay = 0; overlay < overlays().size(); ++overlay) {
        for (std::size_t curve = 0; curve < m_traces.size(); ++curve) {
            QCPGraph* graph = plot()->addGraph();
            graph->setLayer(QLatin1String(overlaysLayer));
            graph->setName(overlays()[overlay].title);
            m_overlayTraces.push_back({overlay, curve, graph});
        }
    }
    restyle(colors());
}

void CurveView::fitValueAxis()
{
    plot()->yAxis->setLabel(valueLabel());
    applyScale(*plot()->yAxis, m_valueScale);
    const auto [low, high] = valueRange(m_valueScale);
    plot()->yAxis->setRange(low, high);
}

QColor CurveView::colorOf(const Curve& curve) const
{
    switch (curve.role) {
    case Role::Train:
        return colors().train;
    case Role::Test:
        return colors().test;
    case Role::Neutral:
        break;
    }
    return colors().text;
}

void CurveView::restyle(const ThemeColors&)
{
    updateLabelRoom();
    for (const Trace& trace : m_traces)
        trace.graph->setPen(QPen(colorOf(trace.curve), widthOf(trace.curve.role), Qt::SolidLine,
                                 Qt::FlatCap, Qt::RoundJoin));
    for (const OverlayTrace& trace : m_overlayTraces) {
        const Curve& curve = m_traces[trace.curve].curve;
        QColor color = colorOf(curve);
        color.setAlphaF(static_cast<float>(overlayOpacity));
        QPen pen(color, widthOf(curve.role) - 0.6);
        pen.setDashPattern(overlayDashes(trace.overlay));
        trace.graph->setPen(pen);
    }
}

void CurveView::paintAtCursor(QCPPainter& painter, double x)
{
    const std::size_t index = cursorIndex().value();
    painter.setPen(QPen(colors().surface, 1.5));
    for (const Trace& trace : m_traces) {
        const double place = m_valueScale.position(trace.values[index]);
        if (!plot()->yAxis->range().contains(place))
            continue;
        painter.setBrush(colorOf(trace.curve));
        painter.drawEllipse(QPointF(x, plot()->yAxis->coordToPixel(place)), 4.0, 4.0);
    }
}

QString CurveView::endLabel(const RunOverlay& overlay)
{
    return overlay.title.size() <= overlayLabelLength
               ? overlay.title
               : overlay.title.left(overlayLabelLength - 1) + u'…';
}

void CurveView::updateLabelRoom()
{
    QFont bold = font();
    bold.setBold(true);
    int width = 0;
    for (const Trace& trace : m_traces)
        width = std::max(width, QFontMetrics(bold).horizontalAdvance(trace.curve.name));
    for (const RunOverlay& overlay : overlays())
        width = std::max(width, QFontMetrics(font()).horizontalAdvance(endLabel(overlay)));
    setLabelRoom(width + 2 * labelGap);
}

std::optional<double> CurveView::endPixel(const QCPGraph& graph) const
{
    auto point = graph.data()->findEnd(plot()->xAxis->range().upper, false);
    while (point != graph.data()->constBegin()) {
        --point;
        if (std::isfinite(point->value))
            return plot()->yAxis->coordToPixel(point->value);
    }
    return std::nullopt;
}

void CurveView::paintEnds(QCPPainter& painter)
{
    std::vector<PlotLabel> labels;
    for (const Role role : {Role::Test, Role::Train, Role::Neutral})
        for (const Trace& trace : m_traces)
            if (const auto y = endPixel(*trace.graph); y && trace.curve.role == role)
                labels.push_back({*y, trace.curve.name, colorOf(trace.curve), role == Role::Test});
    for (const OverlayTrace& trace : m_overlayTraces)
        if (const auto y = endPixel(*trace.graph); y && trace.curve + 1 == m_traces.size())
            labels.push_back({*y, endLabel(overlays()[trace.overlay]), colors().mutedText});
    const QRectF rect = plot()->axisRect()->rect();
    paintColumnOfLabels(painter, labels, rect.right() + labelGap, rect.top() - 4.0,
                        rect.bottom() + 4.0);
}

} // namespace grokking

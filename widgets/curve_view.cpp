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
    : StepView(parent), m_curves(std::move(curves)), m_valueScale(valueScale)
{
    for (const Curve& curve : m_curves)
        m_traces.push_back(makeTrace(curve.name, "main"));
    connect(plot(), &QCustomPlot::beforeReplot, this, &CurveView::placeAll);
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
    for (std::size_t curve = 0; curve < m_curves.size(); ++curve)
        parts << QStringLiteral("%1 %2").arg(m_curves[curve].name,
                                             readoutText(values(curve)[*index]));
    return parts.join(QStringLiteral("  ·  "));
}

QStringList CurveView::labels() const
{
    QStringList texts;
    for (const Curve& curve : m_curves)
        texts << curve.name;
    for (const RunOverlay& overlay : overlays())
        texts << overlay.title;
    return texts + StepView::labels();
}

QString CurveView::csv() const
{
    QStringList names{QStringLiteral("step")};
    for (const Curve& curve : m_curves)
        names << curve.name;
    QString text = names.join(u',') + u'\n';
    for (std::size_t row = 0; row < steps().size(); ++row) {
        text += QString::number(steps()[row]);
        for (const Trace& trace : m_traces)
            text +=
                u','
                + QString::number(trace.series.values()[row], 'g', QLocale::FloatingPointShortest);
        text += u'\n';
    }
    return text;
}

const std::vector<double>& CurveView::values(std::size_t curve) const
{
    return m_traces.at(curve).series.values();
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
    for (Trace& trace : m_traces)
        trace.series.clear();
    collectValues();
}

void CurveView::takeSamples(std::span<const Sampled> samples)
{
    for (const Sampled& sample : samples) {
        addStep(sample.step);
        for (std::size_t curve = 0; curve < m_curves.size(); ++curve) {
            const double value = m_curves[curve].value(sample);
            m_traces[curve].series.append(value);
            (void)m_valueScale.include(value);
        }
    }
}

void CurveView::takeOverlays()
{
    StepView::takeOverlays();
    removeOverlays();
    for (const RunOverlay& overlay : overlays())
        addOverlay(overlay);
    collectValues();
    restyle(colors());
}

CurveView::Trace CurveView::makeTrace(const QString& name, const char* layer)
{
    QCPGraph* graph = plot()->addGraph();
    graph->setName(name);
    graph->setLayer(QLatin1String(layer));
    return {{}, graph};
}

void CurveView::removeOverlays()
{
    for (const OverlayRun& run : m_overlayRuns)
        for (const Trace& trace : run.traces)
            plot()->removeGraph(trace.graph);
    m_overlayRuns.clear();
}

void CurveView::addOverlay(const RunOverlay& overlay)
{
    OverlayRun& run = m_overlayRuns.emplace_back();
    for (std::size_t curve = 0; curve < m_curves.size(); ++curve)
        run.traces.push_back(makeTrace(overlay.title, overlaysLayer));
    for (const Sampled& sample : overlay.history->samples()) {
        run.steps.push_back(sample.step);
        for (std::size_t curve = 0; curve < m_curves.size(); ++curve)
            run.traces[curve].series.append(m_curves[curve].value(sample));
    }
}

void CurveView::collectValues()
{
    m_valueScale.clear();
    const auto include = [this](const std::vector<Trace>& traces) {
        for (const Trace& trace : traces)
            for (const double value : trace.series.values())
                (void)m_valueScale.include(value);
    };
    include(m_traces);
    for (const OverlayRun& run : m_overlayRuns)
        include(run.traces);
}

// Gives the graphs what lies in the plot, at the places the scales have now.
void CurveView::placeAll()
{
    const Shown own = shown(steps());
    for (const Trace& trace : m_traces)
        placeTrace(trace, steps(), own);
    for (const OverlayRun& run : m_overlayRuns) {
        const Shown part = shown(run.steps);
        for (const Trace& trace : run.traces)
            placeTrace(trace, run.steps, part);
    }
}

void CurveView::placeTrace(const Trace& trace, const std::vector<std::int64_t>& steps,
                           const Shown& part)
{
    QVector<QCPGraphData> points;
    for (const std::size_t index : trace.series.drawn(part.first, part.last, part.dense))
        points.push_back(
            {stepPosition(steps[index]), m_valueScale.position(trace.series.values()[index])});
    trace.graph->data()->set(points, true);
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
    for (std::size_t curve = 0; curve < m_curves.size(); ++curve)
        m_traces[curve].graph->setPen(QPen(colorOf(m_curves[curve]), widthOf(m_curves[curve].role),
                                           Qt::SolidLine, Qt::FlatCap, Qt::RoundJoin));
    for (std::size_t overlay = 0; overlay < m_overlayRuns.size(); ++overlay) {
        for (std::size_t curve = 0; curve < m_curves.size(); ++curve) {
            QColor color = colorOf(m_curves[curve]);
            color.setAlphaF(static_cast<float>(overlayOpacity));
            QPen pen(color, widthOf(m_curves[curve].role) - 0.6);
            pen.setDashPattern(overlayDashes(overlay));
            m_overlayRuns[overlay].traces[curve].graph->setPen(pen);
        }
    }
}

void CurveView::paintAtCursor(QCPPainter& painter, double x)
{
    const std::size_t index = cursorIndex().value();
    painter.setPen(QPen(colors().surface, 1.5));
    for (std::size_t curve = 0; curve < m_curves.size(); ++curve) {
        const double place = m_valueScale.position(values(curve)[index]);
        if (!plot()->yAxis->range().contains(place))
            continue;
        painter.setBrush(colorOf(m_curves[curve]));
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
    for (const Curve& curve : m_curves)
        width = std::max(width, QFontMetrics(bold).horizontalAdvance(curve.name));
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
        for (std::size_t curve = 0; curve < m_curves.size(); ++curve)
            if (const auto y = endPixel(*m_traces[curve].graph); y && m_curves[curve].role == role)
                labels.push_back(
                    {*y, m_curves[curve].name, colorOf(m_curves[curve]), role == Role::Test});
    for (std::size_t overlay = 0; overlay < m_overlayRuns.size(); ++overlay)
        if (const auto y = endPixel(*m_overlayRuns[overlay].traces.back().graph))
            labels.push_back({*y, endLabel(overlays()[overlay]), colors().mutedText});
    const QRectF rect = plot()->axisRect()->rect();
    paintColumnOfLabels(painter, labels, rect.right() + labelGap, rect.top() - 4.0,
                        rect.bottom() + 4.0);
}

} // namespace grokking

// SPDX-FileCopyrightText: 2026 Grokking Explorer contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/curve_view.h"

#include "widgets/cached_painting.h"
#include "widgets/number_text.h"
#include "widgets/scale_ticker.h"

#include <algorithm>
#include <cmath>

namespace grokking {

namespace {

constexpr double margin = 0.06; // of the value range, above and below
constexpr int overlayLabelLength = 12;
constexpr int labelGap = 6; // pixels between curve end and label
constexpr double overlayOpacity = 0.6;

std::vector<OverlayCurves::Value> valuesOf(const std::vector<CurveView::Curve>& curves)
{
    std::vector<OverlayCurves::Value> values;
    for (const CurveView::Curve& curve : curves)
        values.push_back(curve.value);
    return values;
}

// Returns " (+0.12)".
QString differenceText(double difference)
{
    return QStringLiteral(" (%1%2)").arg(difference > 0.0 ? "+" : "", numberText(difference));
}

double widthOf(CurveView::Role role)
{
    return role == CurveView::Role::Test ? 2.4 : 1.5;
}

} // namespace

CurveView::CurveView(std::vector<Curve> curves, ZeroScale::Kind valueScale, QWidget* parent)
    : StepView(parent), m_curves(std::move(curves)),
      m_overlayCurves(valuesOf(m_curves), valueScale), m_ownScale(valueScale),
      m_valueScale(valueScale)
{
    addTraces();
    setScaleTicker(*plot()->yAxis, m_valueScale);
    addPaintings();
    CurveView::restyle(colors());
}

void CurveView::addTraces()
{
    for (const Curve& curve : m_curves) {
        QCPGraph* const graph = plot()->addGraph();
        graph->setName(curve.name);
        m_traces.push_back({{}, graph});
    }
    connect(plot(), &QCustomPlot::afterLayout, this, &CurveView::placeTraces);
}

void CurveView::addPaintings()
{
    const auto paint = [this](QCPPainter& painter) { paintOverlays(painter); };
    const auto state = [this] {
        return std::vector{m_overlayCurves.version(), stepPosition(0), m_valueScale.position(0.0),
                           static_cast<double>(colors().train.rgb())};
    };
    new CachedPainting(plot(), overlaysLayer, paint, state);
    new PlotPainting(plot(), marksLayer, [this](QCPPainter& painter) { paintEnds(painter); });
}

QString CurveView::readout() const
{
    const auto index = cursorIndex();
    if (!index)
        return {};
    const auto reference = referenceIndex();
    QStringList parts{stepText()};
    for (std::size_t curve = 0; curve < m_curves.size(); ++curve) {
        const double value = values(curve)[*index];
        parts << QStringLiteral("%1 %2").arg(m_curves[curve].name, readoutText(value));
        if (reference)
            parts.back() += differenceText(value - values(curve)[*reference]);
    }
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
    m_ownScale.clear();
    m_valueScale.clear();
    m_valueScale.include(m_overlayCurves.scale());
}

void CurveView::takeSamples(std::span<const Sampled> samples)
{
    for (const Sampled& sample : samples) {
        addStep(sample.step);
        for (std::size_t curve = 0; curve < m_curves.size(); ++curve) {
            const double value = m_curves[curve].value(sample);
            m_traces[curve].series.append(value);
            (void)m_ownScale.include(value); // everything is placed when drawn
        }
    }
    m_valueScale.include(m_ownScale);
}

void CurveView::takeOverlays()
{
    StepView::takeOverlays();
    m_overlayCurves.take(overlays());
    m_valueScale.clear();
    m_valueScale.include(m_ownScale);
    m_valueScale.include(m_overlayCurves.scale());
    updateLabelRoom();
}

// Gives the graphs what lies in the plot, at the places the scales have now.
void CurveView::placeTraces()
{
    const std::vector<std::size_t> columns = pixelColumns(steps());
    for (const Trace& trace : m_traces) {
        QVector<QCPGraphData> points;
        for (const std::size_t index : trace.series.drawn(columns))
            points.push_back({stepPosition(steps()[index]),
                              m_valueScale.position(trace.series.values()[index])});
        trace.graph->data()->set(points, true);
    }
}

void CurveView::paintOverlays(QCPPainter& painter) const
{
    painter.setClipRect(plot()->axisRect()->rect());
    for (std::size_t number = 0; number < m_overlayCurves.runs().size(); ++number) {
        const OverlayCurves::Run& run = m_overlayCurves.runs()[number];
        const std::vector<std::size_t> columns = pixelColumns(run.steps);
        for (std::size_t curve = 0; curve < m_curves.size(); ++curve) {
            QColor color = colorOf(m_curves[curve]);
            color.setAlphaF(static_cast<float>(overlayOpacity));
            QPen pen(color, widthOf(m_curves[curve].role) - 0.6);
            pen.setDashPattern(overlayDashes(number));
            paintOverlay(painter, run, curve, columns, pen);
        }
    }
    painter.setClipping(false);
}

void CurveView::paintOverlay(QCPPainter& painter, const OverlayCurves::Run& run, std::size_t curve,
                             std::span<const std::size_t> columns, const QPen& pen) const
{
    QPolygonF line; // up to the next gap
    const auto paintLine = [&painter, &line, &pen] {
        paintOverlayLine(painter, line, pen);
        line.clear();
    };
    for (const std::size_t index : run.curves[curve].drawn(columns)) {
        const double place = m_valueScale.position(run.curves[curve].values()[index]);
        if (std::isnan(place))
            paintLine();
        else
            line << QPointF(stepPixel(run.steps[index]), plot()->yAxis->coordToPixel(place));
    }
    paintLine();
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

// Names of runs differ in their ends.
QString CurveView::endLabel(const RunOverlay& overlay)
{
    constexpr int half = overlayLabelLength / 2;
    return overlay.title.size() <= overlayLabelLength
               ? overlay.title
               : overlay.title.left(half - 1) + u'…' + overlay.title.right(half);
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

std::optional<double> CurveView::endPixel(const std::vector<std::int64_t>& steps,
                                          const CurveSeries& series) const
{
    const auto end = std::ranges::upper_bound(steps, plot()->xAxis->range().upper, {},
                                              [this](auto step) { return stepPosition(step); });
    for (auto index = end - steps.begin(); index-- > 0;) {
        const double value = series.values()[static_cast<std::size_t>(index)];
        if (std::isfinite(value))
            return plot()->yAxis->coordToPixel(m_valueScale.position(value));
    }
    return std::nullopt;
}

void CurveView::paintEnds(QCPPainter& painter)
{
    std::vector<PlotLabel> labels;
    for (const Role role : {Role::Test, Role::Train, Role::Neutral})
        for (std::size_t curve = 0; curve < m_curves.size(); ++curve)
            if (const auto y = endPixel(steps(), m_traces[curve].series);
                y && m_curves[curve].role == role)
                labels.push_back(
                    {*y, m_curves[curve].name, colorOf(m_curves[curve]), role == Role::Test});
    for (std::size_t overlay = 0; overlay < overlays().size(); ++overlay) {
        const OverlayCurves::Run& run = m_overlayCurves.runs()[overlay];
        if (const auto y = endPixel(run.steps, run.curves.back()))
            labels.push_back({*y, endLabel(overlays()[overlay]), colors().mutedText});
    }
    const QRectF rect = plot()->axisRect()->rect();
    paintColumnOfLabels(painter, labels, rect.right() + labelGap, rect.top() - 4.0,
                        rect.bottom() + 4.0);
}

} // namespace grokking

// SPDX-FileCopyrightText: 2026 Grokking Explorer contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/error_complexity_view.h"

#include "widgets/cached_painting.h"
#include "widgets/number_text.h"
#include "widgets/path_painting.h"
#include "widgets/plane_axes_actions.h"
#include "widgets/region_text.h"
#include "widgets/run_marks.h"
#include "widgets/scale_ticker.h"

#include <algorithm>
#include <cmath>
#include <utility>

namespace grokking {

namespace {

constexpr double margin = 0.08;       // of the range of each axis
constexpr double snapDistance = 24.0; // pixels from the path at which the mouse finds it

// Returns "46 %", and "<1 %" for what is not nothing.
QString wholePercent(double share)
{
    const int percent = qRound(100.0 * share);
    return (percent == 0 && share > 0.0 ? QStringLiteral("<1") : QString::number(percent))
           + QStringLiteral(" %");
}

void fitAxis(QCPAxis& axis, const ZeroScale& scale)
{
    applyScale(axis, scale);
    const double low = scale.lowPosition();
    const double high = scale.highPosition();
    if (scale.isLogarithmic()) {
        const double factor = std::pow(std::max(high / low, 2.0), margin);
        axis.setRange(low / factor, high * factor);
    } else {
        const double room = margin * std::max(high - low, 1e-9);
        axis.setRange(low - room, high + room);
    }
}

} // namespace

ErrorComplexityView::ErrorComplexityView(QWidget* parent)
    : RunView(parent), m_axes(new PlaneAxesActions(
                           this, [this](const QString& measure) { return isRecorded(measure); }))
{
    connect(m_axes, &PlaneAxesActions::axesChanged, this, &ErrorComplexityView::readAnew);
    connect(m_axes, &PlaneAxesActions::axesChanged, this, &ErrorComplexityView::axesChanged);
    setScaleTicker(*plot()->xAxis, m_complexity);
    setScaleTicker(*plot()->yAxis, m_error);
    plot()->axisRect()->setAutoMargins(QCP::msLeft | QCP::msBottom);
    setEmptyText(tr("Press Run to see the way from memorized to generalized."),
                 tr("This run has not recorded what is on the complexity axis. Choose another in "
                    "the menu, or press X."));
    plot()->xAxis->grid()->setVisible(false); // the regions are lines enough
    plot()->yAxis->grid()->setVisible(false);
    addPaintings();
    restyle(colors());
    fitAxes();
}

QString ErrorComplexityView::title() const
{
    return tr("Error and complexity");
}

QString ErrorComplexityView::readout() const
{
    if (!hasData())
        return {};
    const PathPoint* point =
        cursorStep() ? shownPath().at(*cursorStep()) : &shownPath().points().back();
    if (!point)
        return {};
    QStringList parts{tr("step %1").arg(countText(point->step)),
                      errorName() + u' ' + numberText(point->error),
                      complexityName() + u' ' + numberText(point->complexity)};
    const auto missing = std::ranges::count_if(m_overlayPaths, [](const OverlayPath& overlay) {
        return overlay.reader.path().points().empty();
    });
    if (missing > 0)
        parts << tr("not recorded by %1 of the runs behind").arg(missing);
    if (lines() && m_regions && m_regions->shares)
        parts << tr("LEHC %1").arg(wholePercent(m_regions->shares->lowErrorHighComplexity));
    return parts.join(QStringLiteral("  ·  "));
}

QStringList ErrorComplexityView::labels() const
{
    QStringList texts;
    for (const PathMark& mark : landmarks())
        texts << mark.text;
    for (const Region& region : regions())
        texts << regionText(region.of, summary()) + shareText(region.of);
    texts << axesNotes().mid(0, 1);
    return texts;
}

ErrorComplexityView::TextSource ErrorComplexityView::csvSource() const
{
    const PlaneMeasure* const measure = m_axes->measure();
    const QString header =
        QStringLiteral("step,%1,%2\n")
            .arg(axes().error == PlaneAxes::Error::Native ? QStringLiteral("error")
                                                          : QStringLiteral("1-train-score"),
                 measure ? measure->id : QStringLiteral("complexity"));
    return [header, points = std::make_shared<const std::vector<PathPoint>>(shownPath().points())] {
        const auto number = [](double value) {
            return QString::number(value, 'g', QLocale::FloatingPointShortest);
        };
        QString text = header;
        for (const PathPoint& point : *points)
            text += QString::number(point.step) + u',' + number(point.error) + u','
                    + number(point.complexity) + u'\n';
        return text;
    };
}

void ErrorComplexityView::clearRun()
{
    m_run.clear();
    m_regions.reset();
    m_ownScales = {};
    m_scaled = 0;
    collectScales();
}

void ErrorComplexityView::takeSamples(std::span<const Sampled> samples)
{
    for (const Sampled& sample : samples)
        m_run.append(sample);
    collectScales();
}

void ErrorComplexityView::takeObservations(std::span<const Observed> observations)
{
    for (const Observed& observed : observations)
        if (m_axes->isMeasure(QString::fromStdString(observed.observation.id)))
            m_run.append(observed);
    collectScales();
}

void ErrorComplexityView::takeOverlays()
{
    std::vector<OverlayPath> paths;
    for (const RunOverlay& overlay : overlays())
        readOn(paths.emplace_back(takeKnownPath(overlay.history)));
    m_overlayPaths = std::move(paths);
    ++m_overlayVersion;
    collectScales();
}

ErrorComplexityView::OverlayPath
ErrorComplexityView::takeKnownPath(const std::shared_ptr<const RunHistory>& history)
{
    const auto known = std::ranges::find(m_overlayPaths, history, &OverlayPath::history);
    return known == m_overlayPaths.end() ? OverlayPath{history, PlaneReader(axes()), {}}
                                         : std::exchange(*known, {});
}

void ErrorComplexityView::readOn(OverlayPath& overlay) const
{
    const std::vector<Sampled>& samples = overlay.history->samples();
    const auto& curves = overlay.history->curves();
    const auto series = curves.find(axes().complexity.toStdString());
    overlay.reader.read(
        samples.size(), [&](std::size_t index) { return planeSample(samples[index]); },
        series == curves.end() ? nullptr : &series->second);
    const auto& points = overlay.reader.path().points();
    for (; overlay.scaled < points.size(); ++overlay.scaled)
        overlay.scales.include(points[overlay.scaled]);
}

void ErrorComplexityView::collectScales()
{
    const auto& points = shownPath().points();
    for (; m_scaled < points.size(); ++m_scaled)
        m_ownScales.include(points[m_scaled]);
    Scales all = m_ownScales;
    for (const OverlayPath& overlay : m_overlayPaths)
        all.include(overlay.scales);
    m_complexity = all.complexity;
    m_error = all.error;
}

void ErrorComplexityView::Scales::include(const PathPoint& point)
{
    (void)complexity.include(point.complexity);
    (void)error.include(point.error);
}

void ErrorComplexityView::Scales::include(const Scales& other)
{
    complexity.include(other.complexity);
    error.include(other.error);
}

void ErrorComplexityView::fitAxes()
{
    labelAxis(*plot()->xAxis, complexityLabels());
    labelAxis(*plot()->yAxis, errorLabels());
    fitAxis(*plot()->xAxis, m_complexity);
    fitAxis(*plot()->yAxis, m_error);
}

void ErrorComplexityView::restyle(const ThemeColors&)
{
    const QFontMetrics metrics(font());
    plot()->axisRect()->setMargins(QMargins(
        0, metrics.height() / 2, metrics.horizontalAdvance(QStringLiteral("1,000,000")) + 8, 0));
}

std::optional<std::int64_t> ErrorComplexityView::stepAt(const QPointF& mouse) const
{
    std::optional<std::int64_t> step;
    double nearest = snapDistance;
    for (const PathPoint& point : shownPath().thinned()) {
        const double distance = QLineF(mouse, pixel(point)).length();
        if (distance < nearest) {
            nearest = distance;
            step = point.step;
        }
    }
    return step;
}

QPointF ErrorComplexityView::pixel(const PathPoint& point) const
{
    return {plot()->xAxis->coordToPixel(m_complexity.position(point.complexity)),
            plot()->yAxis->coordToPixel(m_error.position(point.error))};
}

QString ErrorComplexityView::shareText(const PlaneRegion& region) const
{
    if (!m_regions || !m_regions->shares)
        return {};
    return u' ' + wholePercent((*m_regions->shares).*shareOf(region));
}

std::vector<PathMark> ErrorComplexityView::landmarks() const
{
    if (!hasData())
        return {};
    std::vector<PathMark> marks{
        {tr("start"), pixel(shownPath().points().front()), colors().mutedText, false},
        {tr("end"), pixel(shownPath().points().back()), colors().text, true},
    };
    const auto add = [&](const std::optional<Crossing>& crossing, const QColor& color,
                         const QString& text) {
        const auto place = crossing
                               ? pixelAt(shownPath(), crossing->step,
                                         [this](const PathPoint& point) { return pixel(point); })
                               : std::nullopt; // a measure is taken at some samples only
        if (place)
            marks.push_back({text, *place, color, crossing->confirmed});
    };
    const QStringList texts = crossingLabels(summary());
    add(summary().t1, colors().t1, texts.value(0));
    add(summary().t2, colors().t2, texts.value(texts.size() - 1));
    return marks;
}

void ErrorComplexityView::addPaintings()
{
    new PlotPainting(plot(), groundLayer, [this](QCPPainter& painter) { paintRegions(painter); });
    const auto state = [this] {
        return std::vector{m_overlayVersion, m_complexity.position(0.0), m_error.position(0.0),
                           static_cast<double>(colors().mutedText.rgb())};
    };
    new CachedPainting(
        plot(), overlaysLayer, [this](QCPPainter& painter) { paintOverlays(painter); }, state);
    new PlotPainting(plot(), "main", [this](QCPPainter& painter) { paintPath(painter); });
    new PlotPainting(plot(), marksLayer, [this](QCPPainter& painter) { paintLandmarks(painter); });
    new PlotPainting(plot(), cursorLayer, [this](QCPPainter& painter) { paintCursor(painter); });
}

} // namespace grokking

// SPDX-FileCopyrightText: 2026 Grokking Explorer contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/landscape_view.h"

#include "widgets/color_scale.h"
#include "widgets/landscape_controls.h"
#include "widgets/path_painting.h"
#include "widgets/plot_painting.h"
#include "widgets/run_marks.h"
#include "widgets/verdict_text.h"

#include <QToolTip>

#include <algorithm>
#include <cmath>
#include <limits>

namespace grokking {

namespace {

constexpr auto parametersId = "parameters"; // of the metric
constexpr double clickDistance = 4.0;       // pixels; farther is a drag
constexpr double snapDistance = 10.0;       // pixels from the path at which the mouse finds it

} // namespace

LandscapeView::LandscapeView(QWidget* parent) : RunView(parent), m_controls(new LandscapeControls)
{
    addControls(m_controls);
    setMinimumSize(160, 300); // it is played with
    setHint(tr("The landscape is being computed."));
    plot()->axisRect()->setAutoMargins(QCP::msLeft | QCP::msBottom);
    for (QCPAxis* const axis : {plot()->xAxis, plot()->yAxis})
        axis->grid()->setVisible(false); // the contour lines are lines enough
    addPaintings();
    connectControls();
    connect(plot(), &QCustomPlot::mouseMove, this, [this](const QMouseEvent* mouse) {
        const QString text = m_drag ? QString() : textAt(mouse->position());
        if (text.isEmpty())
            QToolTip::hideText();
        else
            QToolTip::showText(mouse->globalPosition().toPoint(), text, plot());
    });
    connect(plot(), &QCustomPlot::mousePress, this,
            [this](const QMouseEvent* mouse) { m_pressed = mouse->position(); });
    connect(plot(), &QCustomPlot::mouseRelease, this, [this](const QMouseEvent* mouse) {
        if (mouse->button() == Qt::LeftButton && mouse->modifiers() == Qt::NoModifier
            && QLineF(m_pressed, mouse->position()).length() <= clickDistance)
            click(mouse->position());
    });
    restyle(colors());
    fitAxes();
}

void LandscapeView::connectControls()
{
    connect(m_controls, &LandscapeControls::layerChosen, this, [this] {
        updatePicture();
        updateMargins();
        setWindowTitle(title());
        refresh();
    });
    connect(m_controls, &LandscapeControls::planeChosen, this, &LandscapeView::planeChosen);
    connect(m_controls, &LandscapeControls::othersChosen, this, &LandscapeView::othersChosen);
    connect(m_controls, &LandscapeControls::basinRequested, this, &LandscapeView::basinRequested);
    connect(m_controls, &LandscapeControls::basinStopRequested, this,
            &LandscapeView::basinStopRequested);
}

QString LandscapeView::title() const
{
    return m_scene.source.isEmpty() ? tr("Landscape") : tr("Landscape, %1").arg(m_scene.source);
}

LandscapeLayer LandscapeView::layer() const
{
    return m_controls->layer();
}

void LandscapeView::chooseLayer(LandscapeLayer layer)
{
    m_controls->chooseLayer(layer);
}

const std::vector<double>& LandscapeView::values() const
{
    return layer() == LandscapeLayer::Error        ? m_landscape.error
           : layer() == LandscapeLayer::Complexity ? m_landscape.complexity
                                                   : m_landscape.objective;
}

std::vector<double> LandscapeView::parametersAtCursor() const
{
    const auto& steps = m_series.steps();
    const auto after = cursorStep() ? std::ranges::upper_bound(steps, *cursorStep()) : steps.end();
    if (after == steps.begin())
        return {};
    const auto row = m_series.row(static_cast<std::size_t>(after - steps.begin() - 1));
    return {row.begin(), row.end()};
}

QPointF LandscapeView::pixelOf(const QPointF& place) const
{
    return {plot()->xAxis->coordToPixel(place.x()), plot()->yAxis->coordToPixel(place.y())};
}

QPointF LandscapeView::placeAt(const QPointF& pixel) const
{
    return {plot()->xAxis->pixelToCoord(pixel.x()), plot()->yAxis->pixelToCoord(pixel.y())};
}

// Between the four places around it.
double LandscapeView::valueAt(const std::vector<double>& values, const QPointF& place) const
{
    const GridAxis& across = m_landscape.across;
    const GridAxis& up = m_landscape.up;
    const double column = (place.x() - across.first) / across.spacing();
    const double row = (place.y() - up.first) / up.spacing();
    if (values.empty()
        || !(column >= 0.0 && row >= 0.0 && column <= static_cast<double>(across.count - 1)
             && row <= static_cast<double>(up.count - 1)))
        return std::numeric_limits<double>::quiet_NaN();
    const auto left = std::min(static_cast<std::size_t>(column), across.count - 2);
    const auto bottom = std::min(static_cast<std::size_t>(row), up.count - 2);
    const auto at = [&](std::size_t y, std::size_t x) { return values[y * across.count + x]; };
    const double right = column - static_cast<double>(left);
    return std::lerp(std::lerp(at(bottom, left), at(bottom, left + 1), right),
                     std::lerp(at(bottom + 1, left), at(bottom + 1, left + 1), right),
                     row - static_cast<double>(bottom));
}

QPointF LandscapeView::pathPixel(const PathPoint& point) const
{
    return pixelOf({point.complexity, point.error});
}

std::optional<std::size_t> LandscapeView::cellAt(const QPointF& place) const
{
    if (m_basin.cells.empty())
        return std::nullopt;
    const auto nearest = [](const GridAxis& axis, double value) {
        return std::floor((value - axis.first) / axis.spacing() + 0.5);
    };
    const double column = nearest(m_basin.across, place.x());
    const double row = nearest(m_basin.up, place.y());
    if (!(column >= 0.0 && row >= 0.0 && column < static_cast<double>(m_basin.across.count)
          && row < static_cast<double>(m_basin.up.count)))
        return std::nullopt;
    return static_cast<std::size_t>(row) * m_basin.across.count + static_cast<std::size_t>(column);
}

void LandscapeView::updatePicture()
{
    m_scale = LandscapeScale(values());
    const auto width = static_cast<int>(m_landscape.across.count);
    const auto height = static_cast<int>(m_landscape.up.count);
    m_picture = QImage(width, height, QImage::Format_ARGB32_Premultiplied);
    m_picture.fill(Qt::transparent);
    for (std::size_t place = 0; place < values().size(); ++place) {
        const double share = m_scale.share(values()[place]);
        if (!std::isnan(share))
            m_picture.setPixelColor(static_cast<int>(place) % width,
                                    height - 1 - static_cast<int>(place) / width,
                                    shareColor(share));
    }
    updateRegions();
}

// Soft, so that path and pins stand out.
QColor LandscapeView::shareColor(double share) const
{
    return blended(heatColor(colors(), share), colors().surface, 0.85);
}

// The shortest gap stands out from the ground, too.
QColor LandscapeView::gapColor(double share) const
{
    constexpr double least = 0.2;
    return shareColor(least + (1.0 - least) * share);
}

QColor LandscapeView::colorAt(const QPointF& place) const
{
    if (layer() == LandscapeLayer::Basin) {
        const auto cell = cellAt(place);
        return cell ? cellColor(m_basin.cells[*cell]) : QColor();
    }
    const double share = m_scale.share(valueAt(values(), place));
    return std::isnan(share) ? QColor() : shareColor(share);
}

// Those that never grok are pale in the color of their glyph.
QColor LandscapeView::cellColor(const BasinCell& cell) const
{
    if (cell.verdict == Verdict::Running)
        return {};
    if (cell.verdict == Verdict::Grokked && cell.gap)
        return gapColor(m_gaps.share(static_cast<double>(*cell.gap)));
    return blended(verdictColor(cell.verdict, colors()), colors().surface, 0.16);
}

void LandscapeView::showScene(const LandscapeScene& scene)
{
    if (!m_scene.axes.isEmpty() && scene.axes != m_scene.axes) // another kind of model
        chooseLayer(LandscapeLayer::Objective);
    const bool isSamePlane =
        scene.axes == m_scene.axes && scene.across == m_scene.across && scene.up == m_scene.up;
    m_scene = scene;
    m_controls->showScene(scene);
    setWindowTitle(title());
    if (!isSamePlane) {
        m_landscape = {};
        m_basin = {};
        updatePicture();
        rebuildPaths();
        resetZoom();
    }
    refresh();
}

void LandscapeView::showLandscape(const Landscape& landscape)
{
    m_landscape = landscape;
    updatePicture();
    refresh();
}

void LandscapeView::showBasin(const Basin& basin)
{
    m_basin = basin;
    std::vector<double> gaps;
    for (const BasinCell& cell : basin.cells)
        if (cell.verdict == Verdict::Grokked && cell.gap)
            gaps.push_back(static_cast<double>(*cell.gap));
    m_gaps = LandscapeScale(gaps, LandscapeScale::Spacing::Logarithmic);
    ++m_groundVersion;
    refresh();
}

void LandscapeView::showBasinStatus(const BasinStatus& status)
{
    if (m_basinStatus == status)
        return;
    m_basinStatus = status;
    m_controls->showBasinStatus(status);
    updateMargins();
    refresh();
}

void LandscapeView::showSlice(const QString& slice)
{
    if (m_slice == slice)
        return;
    m_slice = slice;
    updateMargins();
    refresh();
}

void LandscapeView::showLines(const std::optional<RegionLines>& lines)
{
    if (m_lines == lines)
        return;
    m_lines = lines;
    updateRegions();
    refresh();
}

std::optional<RegionLines> LandscapeView::lines() const
{
    return m_lines ? m_lines : summary().regions;
}

void LandscapeView::clearRun()
{
    m_series = {};
    m_path.clear();
    m_hasSamples = false;
}

void LandscapeView::takeSamples(std::span<const Sampled> samples)
{
    m_hasSamples = m_hasSamples || !samples.empty();
}

void LandscapeView::takeObservations(std::span<const Observed> observations)
{
    const std::size_t before = m_series.steps().size();
    for (const Observed& observed : observations)
        if (observed.observation.id == parametersId)
            m_series.append(observed);
    appendPath(m_path, m_series, before);
}

void LandscapeView::takeOverlays()
{
    m_overlayPaths.clear();
    for (const RunOverlay& overlay : overlays()) {
        const auto series = overlay.history->curves().find(parametersId);
        PlanePath& path = m_overlayPaths.emplace_back();
        if (series != overlay.history->curves().end())
            appendPath(path, series->second, 0);
    }
    updateMargins();
}

void LandscapeView::rebuildPaths()
{
    m_path.clear();
    appendPath(m_path, m_series, 0);
    takeOverlays();
}

// A run of a learner that does not have both parameters has no path here.
void LandscapeView::appendPath(PlanePath& path, const ObservationSeries& series,
                               std::size_t first) const
{
    const auto& names = series.names();
    const auto across = std::ranges::find(names, axisName(m_scene.across).toStdString());
    const auto up = std::ranges::find(names, axisName(m_scene.up).toStdString());
    if (across == names.end() || up == names.end())
        return;
    for (std::size_t index = first; index < series.steps().size(); ++index) {
        const auto row = series.row(index);
        path.append({.step = series.steps()[index],
                     .error = row[static_cast<std::size_t>(up - names.begin())],
                     .complexity = row[static_cast<std::size_t>(across - names.begin())]});
    }
}

void LandscapeView::fitAxes()
{
    labelAxis(*plot()->xAxis, {axisName(m_scene.across)});
    labelAxis(*plot()->yAxis, {axisName(m_scene.up)});
    if (m_landscape.error.empty())
        return;
    plot()->xAxis->setRange(m_landscape.across.first, m_landscape.across.last);
    plot()->yAxis->setRange(m_landscape.up.first, m_landscape.up.last);
}

void LandscapeView::restyle(const ThemeColors&)
{
    updateMargins();
    updatePicture();
}

std::optional<std::int64_t> LandscapeView::stepAt(const QPointF& mouse) const
{
    std::optional<std::int64_t> step;
    if (!m_scene.isOfRun)
        return step;
    double nearest = snapDistance;
    for (const PathPoint& point : m_path.thinned()) {
        const double distance = QLineF(mouse, pathPixel(point)).length();
        if (distance < nearest) {
            nearest = distance;
            step = point.step;
        }
    }
    return step;
}

std::vector<PathMark> LandscapeView::landmarks() const
{
    if (m_path.points().empty() || !m_scene.isOfRun)
        return {};
    std::vector<PathMark> marks{
        {tr("end"), pathPixel(m_path.points().back()), colors().text, true}};
    const auto add = [&](const std::optional<Crossing>& crossing, const QColor& color,
                         const QString& text) {
        const auto place =
            crossing ? pixelAt(m_path, crossing->step,
                               [this](const PathPoint& point) { return pathPixel(point); })
                     : std::nullopt;
        if (place)
            marks.push_back({text, *place, color, crossing->confirmed});
    };
    const PathPoint& first = m_path.points().front();
    const QPointF begin(first.complexity, first.error);
    if (begin != m_scene.start
        && std::ranges::find(m_scene.pins, begin, &LandscapePin::place) == m_scene.pins.end())
        marks.push_back({tr("start"), pixelOf(begin), colors().text});
    const QStringList texts = crossingLabels(summary());
    add(summary().t1, colors().t1, texts.value(0));
    add(summary().t2, colors().t2, texts.value(texts.size() - 1));
    return marks;
}

} // namespace grokking

// SPDX-FileCopyrightText: 2026 Grokking Explorer contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/step_view.h"

#include "widgets/number_text.h"
#include "widgets/plot_painting.h"
#include "widgets/run_marks.h"
#include "widgets/scale_ticker.h"

#include <algorithm>
#include <cassert>
#include <cmath>

namespace grokking {

namespace {

constexpr double roomBeforeFirst = 0.8; // of the first position, on a log axis
constexpr double linearMargin = 0.01;   // of the range

} // namespace

StepView::StepView(QWidget* parent) : RunView(parent)
{
    setScaleTicker(*plot()->xAxis, m_scale);
    labelAxis(*plot()->xAxis, {tr("Training step"), tr("Step")});
    plot()->axisRect()->setAutoMargins(QCP::msLeft | QCP::msBottom);
    setLabelRoom(0);
    addPaintings();
    const auto rangeChanged = qOverload<const QCPRange&>(&QCPAxis::rangeChanged);
    connect(plot()->xAxis, rangeChanged, this, [this](const QCPRange& range) {
        const StepRange chosen{range.lower, range.upper};
        if (!isZoomed() || m_range == chosen)
            return;
        m_range = chosen;
        emit stepRangeChosen(m_range);
    });
}

void StepView::showStepRange(std::optional<StepRange> range)
{
    if (m_range == range)
        return;
    m_range = range;
    if (!range)
        RunView::resetZoom();
    else if (isZoomed())
        plot()->xAxis->setRange(range->lower, range->upper);
    refresh();
}

void StepView::resetZoom()
{
    m_range.reset();
    RunView::resetZoom();
    emit stepRangeChosen(std::nullopt);
}

QStringList StepView::labels() const
{
    QStringList texts = crossingLabels(summary());
    if (marksSlingshots() && !m_slingshots.empty())
        texts << slingshotsLabel(m_slingshots);
    for (const ParameterChanged& change : changes())
        texts << changeLabel(change);
    return texts;
}

void StepView::showSlingshots(const std::vector<std::int64_t>& steps)
{
    if (m_slingshots == steps)
        return;
    m_slingshots = steps;
    if (marksSlingshots())
        refresh();
}

std::vector<std::size_t> StepView::pixelColumns(const std::vector<std::int64_t>& steps) const
{
    const QCPAxis& axis = *plot()->xAxis;
    const auto position = [this](std::int64_t step) { return stepPosition(step); };
    auto place = std::ranges::lower_bound(steps, axis.range().lower, {}, position);
    auto end = std::ranges::upper_bound(place, steps.end(), axis.range().upper, {}, position);
    place -= place == steps.begin() ? 0 : 1;
    end += end == steps.end() ? 0 : 1;
    std::vector<std::size_t> bounds;
    while (place != end) {
        bounds.push_back(static_cast<std::size_t>(place - steps.begin()));
        const double nextColumn = axis.pixelToCoord(std::floor(stepPixel(*place)) + 1.0);
        place = std::ranges::lower_bound(place + 1, end, nextColumn, {}, position);
    }
    bounds.push_back(static_cast<std::size_t>(end - steps.begin()));
    return bounds;
}

void StepView::addStep(std::int64_t step)
{
    assert(m_steps.empty() || step >= m_steps.back());
    m_steps.push_back(step);
    (void)m_scale.include(static_cast<double>(step)); // everything is placed when drawn
}

double StepView::stepPosition(std::int64_t step) const
{
    return m_scale.position(static_cast<double>(step));
}

double StepView::stepPixel(std::int64_t step) const
{
    return plot()->xAxis->coordToPixel(stepPosition(step));
}

std::optional<std::size_t> StepView::cursorIndex() const
{
    return indexAt(m_steps, cursorStep());
}

std::optional<std::size_t> StepView::referenceIndex() const
{
    return cursor().reference ? indexAt(m_steps, cursor().reference) : std::nullopt;
}

QString StepView::stepText() const
{
    const auto index = cursorIndex();
    if (!index)
        return {};
    const QString text = tr("step %1").arg(countText(m_steps[*index]));
    const auto reference = referenceIndex();
    if (!reference)
        return text;
    const std::int64_t distance = m_steps[*index] - m_steps[*reference];
    return QStringLiteral("%1 (Δ %2%3)").arg(text, distance > 0 ? "+" : "", countText(distance));
}

void StepView::setAxisEnd(std::optional<std::int64_t> step)
{
    if (m_axisEnd == step)
        return;
    m_axisEnd = step;
    collectSteps();
    refresh();
}

void StepView::setLabelRoom(int pixels)
{
    const int top = QFontMetrics(font()).height() + 6;
    plot()->axisRect()->setMargins(QMargins(0, top, std::max(pixels, 12), 0));
}

void StepView::clearRun()
{
    m_steps.clear();
    m_slingshots.clear();
    m_range.reset();
    collectSteps();
}

void StepView::takeOverlays()
{
    collectSteps();
}

void StepView::rescale()
{
    m_range.reset();
    m_scale.setWanted(stepScale() == StepScale::Logarithmic ? ZeroScale::Kind::Logarithmic
                                                            : ZeroScale::Kind::Linear);
}

// The first two steps and the last one decide the scale, for steps ascend.
void StepView::collectSteps()
{
    m_scale.clear();
    const auto include = [this](const auto& values, auto stepOf) {
        for (const std::size_t index : {std::size_t{0}, std::size_t{1}, values.size() - 1})
            if (index < values.size())
                (void)m_scale.include(static_cast<double>(stepOf(values[index])));
    };
    include(m_steps, [](std::int64_t step) { return step; });
    if (m_axisEnd)
        (void)m_scale.include(static_cast<double>(*m_axisEnd));
    for (const RunOverlay& overlay : overlays())
        include(overlay.history->samples(), [](const Sampled& sample) { return sample.step; });
}

void StepView::fitAxes()
{
    applyScale(*plot()->xAxis, m_scale);
    const double low = m_scale.lowPosition();
    const double high = std::max(m_scale.highPosition(), m_scale.isLogarithmic() ? 10.0 : 1.0);
    if (m_scale.isLogarithmic())
        plot()->xAxis->setRange(low * roomBeforeFirst, high);
    else
        plot()->xAxis->setRange(std::min(low, 0.0) - linearMargin * high, high);
    if (m_range)
        plot()->xAxis->setRange(m_range->lower, m_range->upper);
    fitValueAxis();
}

std::optional<std::int64_t> StepView::stepAt(const QPointF& pixel) const
{
    if (m_steps.empty())
        return std::nullopt;
    const double position = plot()->xAxis->pixelToCoord(pixel.x());
    const auto after = std::ranges::lower_bound(
        m_steps, position, {}, [this](std::int64_t step) { return stepPosition(step); });
    if (after == m_steps.begin())
        return m_steps.front();
    if (after == m_steps.end())
        return m_steps.back();
    const auto distance = [this, &pixel](std::int64_t step) {
        return std::abs(plot()->xAxis->coordToPixel(stepPosition(step)) - pixel.x());
    };
    return distance(*after) < distance(*(after - 1)) ? *after : *(after - 1);
}

QPointF StepView::zoomCenter() const
{
    const QRectF inside = plot()->axisRect()->rect();
    const auto index = cursorIndex();
    const double x = cursorStep() && index ? stepPixel(m_steps[*index]) : inside.center().x();
    const bool isSeen = x >= inside.left() && x <= inside.right();
    return {isSeen ? x : inside.center().x(), inside.center().y()};
}

void StepView::addPaintings()
{
    const auto place = [this] { return MarkPlace{*plot()->xAxis, m_scale, colors()}; };
    new PlotPainting(plot(), groundLayer,
                     [this, place](QCPPainter& painter) { paintGap(painter, place(), summary()); });
    new PlotPainting(plot(), marksLayer, [this, place](QCPPainter& painter) {
        paintMarks(painter, place(),
                   {summary(), changes(),
                    marksSlingshots() ? std::span<const std::int64_t>(m_slingshots)
                                      : std::span<const std::int64_t>()});
    });
    new PlotPainting(plot(), cursorLayer, [this](QCPPainter& painter) { paintCursor(painter); });
}

void StepView::paintCursor(QCPPainter& painter)
{
    if (const auto reference = referenceIndex())
        paintStepLine(painter, stepPixel(m_steps[*reference]),
                      QPen(colors().accent, 1.0, Qt::DashLine));
    const auto index = cursorIndex();
    if (!cursorStep() || !index)
        return;
    const double x = stepPixel(m_steps[*index]);
    const QRectF rect = plot()->axisRect()->rect();
    if (x < rect.left() - 1.0 || x > rect.right() + 1.0)
        return;
    paintStepLine(painter, x,
                  cursor().pinned ? QPen(colors().accent, 1.6)
                                  : QPen(blended(colors().text, colors().surface, 0.6), 1.0));
    paintAtCursor(painter, x);
}

void StepView::paintStepLine(QCPPainter& painter, double x, const QPen& pen) const
{
    const QRectF rect = plot()->axisRect()->rect();
    if (x < rect.left() - 1.0 || x > rect.right() + 1.0)
        return;
    painter.setPen(pen);
    painter.drawLine(QLineF(x, rect.top(), x, rect.bottom()));
}

} // namespace grokking

// SPDX-FileCopyrightText: 2026 Grokking Explorer contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/window/metric_views.h"

#include "app/window/experiment_controller.h"
#include "core/metrics/metric_catalog.h"
#include "core/util/overloaded.h"
#include "widgets/band_view.h"
#include "widgets/bars_view.h"
#include "widgets/curve_look.h"
#include "widgets/matrix_view.h"
#include "widgets/norm_view.h"
#include "widgets/observation_curves_view.h"
#include "widgets/points_view.h"
#include "widgets/spectrum_view.h"
#include "widgets/view_grid.h"

namespace grokking {

namespace {

constexpr auto normId = "layer-norms"; // has a view that adds up the whole

ZeroScale::Kind scaleOf(MetricCurves::Axis axis)
{
    return axis == MetricCurves::Axis::Logarithmic ? ZeroScale::Kind::Logarithmic
                                                   : ZeroScale::Kind::Linear;
}

MetricLook lookOf(const CatalogEntry& entry, const std::string& axisLabel = {})
{
    return {.id = QString::fromStdString(entry.id),
            .title = QString::fromStdString(entry.title),
            .axisLabel = QString::fromStdString(axisLabel),
            .help = QString::fromStdString(entry.help)};
}

RunView* viewOf(const CatalogEntry& entry, const MetricCurves& curves)
{
    if (entry.id == normId)
        return new NormView;
    return new ObservationCurvesView(lookOf(entry, curves.axisLabel), scaleOf(curves.axis));
}

RunView* viewOf(const CatalogEntry& entry, const MetricSpectrum& spectrum)
{
    return new SpectrumView(lookOf(entry, spectrum.axisLabel),
                            QString::fromStdString(spectrum.nameAxis), scaleOf(spectrum.axis));
}

RunView* viewOf(const CatalogEntry& entry, const MetricBars& bars)
{
    return new BarsView(lookOf(entry, bars.axisLabel), QString::fromStdString(bars.nameAxis));
}

RunView* viewOf(const CatalogEntry& entry, const MetricTable& table)
{
    QStringList categories;
    for (const std::string& category : table.categories)
        categories << QString::fromStdString(category);
    return new MatrixView(lookOf(entry, table.axisLabel), categories);
}

RunView* viewOf(const CatalogEntry& entry, const MetricPoints& points)
{
    return new PointsView(lookOf(entry),
                          points.isCyclic ? PointsView::Order::Cyclic : PointsView::Order::None);
}

RunView* viewOf(const CatalogEntry& entry, const MetricBand&)
{
    return new BandView(lookOf(entry));
}

RunView* viewOf(const CatalogEntry&, std::monostate)
{
    return nullptr;
}

QString groupOf(MetricTopic topic)
{
    switch (topic) {
    case MetricTopic::Training:
        break;
    case MetricTopic::Network:
        return MetricViews::tr("Inside the model");
    case MetricTopic::Operation:
        return MetricViews::tr("Arithmetic and groups");
    }
    return {};
}

} // namespace

std::vector<PlaneMeasure> planeMeasures()
{
    std::vector<PlaneMeasure> measures;
    for (const Metric& metric : metrics()) {
        const auto* const curves = std::get_if<MetricCurves>(&metric.picture);
        if (!metric.isComplexity || !curves)
            continue;
        const MetricLook look = lookOf(metric.entry, curves->axisLabel);
        measures.push_back({.id = look.id, .title = look.title, .axisLabel = look.axisLabel});
    }
    return measures;
}

RunView* makeMetricView(const Metric& metric)
{
    return std::visit([&](const auto& picture) { return viewOf(metric.entry, picture); },
                      metric.picture);
}

MetricViews::MetricViews(ViewGrid& grid, ExperimentController& experiment, SpecEditor& editor,
                         QObject* parent)
    : QObject(parent), m_grid(grid)
{
    for (const Metric& metric : metrics()) {
        RunView* const view = makeMetricView(metric);
        if (!view)
            continue;
        grid.addView(view,
                     metric.entry.id == normId ? ViewGrid::Initially::Shown
                                               : ViewGrid::Initially::Hidden,
                     groupOf(metric.topic));
        m_views.emplace_back(&metric, view);
    }
    m_look = new CurveLookActions(&grid);
    for (RunView* const view : grid.views())
        if (auto* const curves = qobject_cast<CurveView*>(view))
            m_look->addView(curves);
    connect(&editor, &SpecEditor::checked, this, [this, &experiment](const ExperimentSpec& spec) {
        m_form = spec;
        if (experiment.shownFile().isEmpty())
            offer(spec);
    });
    connect(&experiment, &ExperimentController::viewsCleared, this, &MetricViews::showForm);
    connect(&experiment, &ExperimentController::runShown, this, [this, &experiment] {
        if (const auto spec = experiment.shownSpec())
            offer(*spec);
    });
}

void MetricViews::showForm()
{
    if (m_form)
        offer(*m_form);
}

void MetricViews::offer(const ExperimentSpec& spec)
{
    for (const auto& [metric, view] : m_views)
        m_grid.setViewOffered(view, !metric->applies || metric->applies(spec));
}

} // namespace grokking

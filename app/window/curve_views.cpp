// SPDX-FileCopyrightText: 2026 Grokking Explorer contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/window/curve_views.h"

#include "core/metrics/metric_catalog.h"
#include "widgets/curve_look.h"
#include "widgets/norm_view.h"
#include "widgets/observation_curves_view.h"
#include "widgets/view_grid.h"

namespace grokking {

namespace {

constexpr auto normId = "layer-norms"; // has a view that adds up the whole

} // namespace

RunView* makeMetricView(const Metric& metric)
{
    if (metric.entry.id == normId)
        return new NormView;
    const auto& curves = std::get<MetricCurves>(metric.picture);
    return new ObservationCurvesView({.id = QString::fromStdString(metric.entry.id),
                                      .title = QString::fromStdString(metric.entry.title),
                                      .axisLabel = QString::fromStdString(curves.axisLabel),
                                      .help = QString::fromStdString(metric.entry.help),
                                      .scale = curves.axis == MetricCurves::Axis::Logarithmic
                                                   ? ZeroScale::Kind::Logarithmic
                                                   : ZeroScale::Kind::Linear});
}

CurveLookActions* addMetricViews(ViewGrid& grid)
{
    for (const Metric& metric : metrics()) {
        if (!isDrawnAsCurves(metric))
            continue;
        grid.addView(makeMetricView(metric), metric.entry.id == normId
                                                 ? ViewGrid::Initially::Shown
                                                 : ViewGrid::Initially::Hidden);
    }
    auto* const look = new CurveLookActions(&grid);
    for (RunView* const view : grid.views())
        if (auto* const curves = qobject_cast<CurveView*>(view))
            look->addView(curves);
    return look;
}

} // namespace grokking

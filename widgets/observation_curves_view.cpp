// SPDX-FileCopyrightText: 2026 Grokking Explorer contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/observation_curves_view.h"

#include <algorithm>
#include <limits>

namespace grokking {

namespace {

CurveView::Role roleOf(const std::string& name)
{
    if (name.starts_with("train"))
        return CurveView::Role::Train;
    if (name.starts_with("test"))
        return CurveView::Role::Test;
    return CurveView::Role::Neutral;
}

} // namespace

ObservationCurvesView::ObservationCurvesView(MetricLook look, ZeroScale::Kind scale,
                                             QWidget* parent)
    : CurveView(scale, parent), m_look(std::move(look)), m_id(m_look.id.toStdString())
{
    setEmptyText(tr("Press Run to watch this. %1").arg(m_look.help),
                 tr("This run has recorded nothing of this. %1").arg(m_look.help));
    fitAxes();
}

ObservationCurvesView::Row ObservationCurvesView::rowOf(const std::vector<std::string>& names,
                                                        std::span<const double> values) const
{
    return {names, {values.begin(), values.end()}};
}

void ObservationCurvesView::clearRun()
{
    CurveView::clearRun();
    m_series = {};
}

void ObservationCurvesView::declare(const std::vector<std::string>& names)
{
    if (m_names == names)
        return;
    m_names = names;
    std::vector<Curve> curves;
    for (const std::string& name : names)
        curves.push_back({QString::fromStdString(name), roleOf(name)});
    setCurves(std::move(curves));
    CurveView::takeOverlays();
}

void ObservationCurvesView::readAnew()
{
    m_names.clear();
    if (!m_series.steps().empty())
        declare(rowOf(m_series.names(), m_series.row(0)).names);
    for (std::size_t index = 0; index < m_series.steps().size(); ++index)
        append(m_series.steps()[index], ordered(rowOf(m_series.names(), m_series.row(index))));
    takeOverlays();
    refresh();
}

std::vector<double> ObservationCurvesView::ordered(const Row& row) const
{
    if (row.names == m_names)
        return row.values;
    std::vector<double> values;
    for (const std::string& name : m_names) {
        const auto place =
            static_cast<std::size_t>(std::ranges::find(row.names, name) - row.names.begin());
        values.push_back(place < row.values.size() ? row.values[place]
                                                   : std::numeric_limits<double>::quiet_NaN());
    }
    return values;
}

void ObservationCurvesView::takeObservations(std::span<const Observed> observations)
{
    for (const Observed& observed : observations) {
        if (observed.observation.id != m_id || curveValues(observed.observation).empty())
            continue;
        const std::size_t place = m_series.steps().size();
        m_series.append(observed);
        const Row row = rowOf(m_series.names(), m_series.row(place));
        if (place == 0)
            declare(row.names);
        append(observed.step, ordered(row));
    }
}

void ObservationCurvesView::takeOverlays()
{
    for (const RunOverlay& overlay : overlays()) {
        const auto found = overlay.history->curves().find(m_id);
        if (m_names.empty() && found != overlay.history->curves().end())
            declare(rowOf(found->second.names(), found->second.row(0)).names);
    }
    CurveView::takeOverlays();
}

void ObservationCurvesView::readOverlay(OverlayCurves::Run& run) const
{
    const auto found = run.history->curves().find(m_id);
    if (found == run.history->curves().end())
        return;
    const ObservationSeries& series = found->second;
    const std::size_t known = run.steps.size();
    if (known == series.steps().size())
        return;
    for (std::size_t index = known; index < series.steps().size(); ++index)
        run.append(series.steps()[index], ordered(rowOf(series.names(), series.row(index))));
    const auto& samples = run.history->samples();
    for (auto sample = std::ranges::lower_bound(samples, run.steps[known], {}, &Sampled::step);
         sample != samples.end() && sample->step <= run.steps.back(); ++sample)
        if (sample->kind == SampleKind::Manual)
            run.manualSteps.push_back(sample->step);
}

} // namespace grokking

// SPDX-FileCopyrightText: 2026 Grokking Explorer contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/overlay_curves.h"

#include <algorithm>
#include <utility>

namespace grokking {

OverlayCurves::OverlayCurves(std::vector<Value> values, ZeroScale::Kind scale)
    : m_values(std::move(values)), m_scale(scale)
{
}

void OverlayCurves::take(const std::vector<RunOverlay>& overlays)
{
    std::vector<Run> runs;
    for (const RunOverlay& overlay : overlays) {
        runs.push_back(takeKnown(overlay.history));
        readNew(runs.back());
    }
    m_runs = std::move(runs);
    m_scale.clear();
    for (const Run& run : m_runs)
        m_scale.include(run.scale);
    ++m_version;
}

OverlayCurves::Run OverlayCurves::takeKnown(const std::shared_ptr<const RunHistory>& history)
{
    const auto known = std::ranges::find(m_runs, history, &Run::history);
    if (known != m_runs.end())
        return std::exchange(*known, {});
    return {.history = history,
            .steps = {},
            .curves = std::vector<CurveSeries>(m_values.size()),
            .scale = ZeroScale(ZeroScale::Kind::Linear)};
}

void OverlayCurves::readNew(Run& run)
{
    const std::vector<Sampled>& samples = run.history->samples();
    for (std::size_t index = run.steps.size(); index < samples.size(); ++index) {
        run.steps.push_back(samples[index].step);
        for (std::size_t curve = 0; curve < m_values.size(); ++curve) {
            const double value = m_values[curve](samples[index]);
            run.curves[curve].append(value);
            (void)run.scale.include(value);
        }
    }
}

} // namespace grokking

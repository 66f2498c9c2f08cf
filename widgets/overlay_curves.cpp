// SPDX-FileCopyrightText: 2026 Grokking Explorer contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/overlay_curves.h"

#include <algorithm>
#include <utility>

namespace grokking {

void OverlayCurves::Run::append(std::int64_t step, std::span<const double> values)
{
    steps.push_back(step);
    for (std::size_t curve = 0; curve < curves.size(); ++curve) {
        curves[curve].append(values[curve]);
        (void)scale.include(values[curve]);
    }
}

void OverlayCurves::take(const std::vector<RunOverlay>& overlays, std::size_t curves)
{
    std::vector<Run> runs;
    for (const RunOverlay& overlay : overlays) {
        runs.push_back(takeKnown(overlay.history, curves));
        m_read(runs.back());
    }
    m_runs = std::move(runs);
    m_scale.clear();
    for (const Run& run : m_runs)
        m_scale.include(run.scale);
    ++m_version;
}

void OverlayCurves::clear()
{
    m_runs.clear();
    m_scale.clear();
    ++m_version;
}

OverlayCurves::Run OverlayCurves::takeKnown(const std::shared_ptr<const RunHistory>& history,
                                            std::size_t curves)
{
    const auto known = std::ranges::find(m_runs, history, &Run::history);
    if (known != m_runs.end() && known->curves.size() == curves)
        return std::exchange(*known, {});
    Run run;
    run.history = history;
    run.curves.resize(curves);
    return run;
}

} // namespace grokking

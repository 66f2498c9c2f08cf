// SPDX-FileCopyrightText: 2026 Grokking Explorer contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/window/region_keeper.h"

#include "core/detection/regions.h"

#include <algorithm>

namespace grokking {

RegionKeeper::RegionKeeper(ErrorComplexityView& view, QObject* parent)
    : QObject(parent), m_view(view)
{
    connect(&view, &ErrorComplexityView::linesChosen, this, &RegionKeeper::choose);
    connect(&view, &ErrorComplexityView::linesReset, this, &RegionKeeper::reset);
}

void RegionKeeper::showRun(const QString& file, const RunSummary& summary)
{
    m_file = file;
    showSummary(summary);
}

void RegionKeeper::showSummary(const RunSummary& summary)
{
    m_summary = summary;
    update();
}

void RegionKeeper::renameRun(const QString& from, const QString& to)
{
    if (m_chosen.contains(from))
        m_chosen.insert(to, m_chosen.take(from));
    if (m_file == from)
        m_file = to;
}

void RegionKeeper::setOverlays(const std::vector<RunOverlay>& overlays)
{
    m_overlayLines.clear();
    const auto shown = std::ranges::find_if(overlays, &RunOverlay::isShown);
    for (const RunOverlay& overlay : overlays)
        if (shown != overlays.end() && overlay.group == shown->group && overlay.summary.regions
            && !overlay.isShown)
            m_overlayLines.push_back(*overlay.summary.regions);
    update();
}

void RegionKeeper::choose(const RegionLines& lines)
{
    m_chosen.insert(m_file, lines);
    update();
}

void RegionKeeper::reset()
{
    m_chosen.remove(m_file);
    update();
}

void RegionKeeper::update()
{
    const auto chosen = m_chosen.constFind(m_file);
    const bool isChosen = chosen != m_chosen.cend();
    const auto lines = isChosen ? std::optional(*chosen) : computedLines();
    if (!lines) {
        m_view.showRegions(std::nullopt);
        return;
    }
    m_view.showRegions(PlaneRegions{.lines = *lines,
                                    .shares = regionShares(m_view.path().points(), *lines),
                                    .isChosen = isChosen});
}

std::optional<RegionLines> RegionKeeper::computedLines() const
{
    std::vector<RegionLines> lines = m_overlayLines;
    if (m_summary.regions)
        lines.push_back(*m_summary.regions);
    return medianLines(lines);
}

} // namespace grokking

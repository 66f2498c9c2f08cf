// SPDX-FileCopyrightText: 2026 Grokking Explorer contributors
// SPDX-License-Identifier: GPL-3.0-or-later
// Where the regions of the error-complexity plane lie in a landscape, and where there is room for
// their names.
#include "widgets/landscape_view.h"

#include "widgets/region_text.h"

#include <array>
#include <cmath>
#include <deque>

namespace grokking {

namespace {

using PlaceRegion = std::optional<PlaneRegion>; // none where nothing is known

constexpr int noRoom = -1; // not known yet

// Returns of each place how many places it is from the nearest one that is in no region or in
// another, or beyond the edge: by breadth-first search.
std::vector<int> roomOf(const std::vector<PlaceRegion>& regions, std::size_t columns)
{
    const auto width = static_cast<std::ptrdiff_t>(columns);
    const auto count = std::ssize(regions);
    const auto at = [&](std::ptrdiff_t place) { return regions[static_cast<std::size_t>(place)]; };
    std::vector<int> rooms(regions.size(), noRoom);
    std::deque<std::ptrdiff_t> border;
    const auto neighbors = [&](std::ptrdiff_t place) {
        const std::ptrdiff_t column = place % width;
        return std::array{column > 0 ? place - 1 : -1, column + 1 < width ? place + 1 : -1,
                          place - width, place + width < count ? place + width : -1};
    };
    for (std::ptrdiff_t place = 0; place < count; ++place)
        for (const std::ptrdiff_t next : neighbors(place))
            if (rooms[static_cast<std::size_t>(place)] == noRoom
                && (next < 0 || at(next) != at(place) || !at(place))) {
                rooms[static_cast<std::size_t>(place)] = 0;
                border.push_back(place);
            }
    while (!border.empty()) {
        const std::ptrdiff_t place = border.front();
        border.pop_front();
        for (const std::ptrdiff_t next : neighbors(place))
            if (next >= 0 && rooms[static_cast<std::size_t>(next)] == noRoom) {
                rooms[static_cast<std::size_t>(next)] = rooms[static_cast<std::size_t>(place)] + 1;
                border.push_back(next);
            }
    }
    return rooms;
}

} // namespace

void LandscapeView::updateRegions()
{
    ++m_groundVersion;
    m_regions.clear();
    if (!lines() || m_landscape.error.empty())
        return;
    std::vector<PlaceRegion> regions;
    for (std::size_t place = 0; place < m_landscape.error.size(); ++place) {
        const PathPoint point{.error = m_landscape.error[place],
                              .complexity = m_landscape.complexity[place]};
        regions.push_back(std::isfinite(point.error + point.complexity)
                              ? PlaceRegion(regionOf(point, *lines()))
                              : std::nullopt);
    }
    const std::size_t columns = m_landscape.across.count;
    const std::vector<int> rooms = roomOf(regions, columns);
    for (const PlaneRegion region : {PlaneRegion{true, true}, PlaneRegion{true, false},
                                     PlaneRegion{false, true}, PlaneRegion{false, false}}) {
        std::optional<std::size_t> best;
        for (std::size_t place = 0; place < regions.size(); ++place)
            if (regions[place] == region && (!best || rooms[place] > rooms[*best]))
                best = place;
        if (!best)
            continue;
        m_regions.push_back({.name = regionText(region, summary()),
                             .isGeneralized = region.isLelc(),
                             .place = {m_landscape.across.value(*best % columns),
                                       m_landscape.up.value(*best / columns)},
                             .room = static_cast<double>(rooms[*best])});
    }
}

} // namespace grokking

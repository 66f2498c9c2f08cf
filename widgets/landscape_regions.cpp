// SPDX-FileCopyrightText: 2026 Grokking Explorer contributors
// SPDX-License-Identifier: GPL-3.0-or-later
// Where the regions of the error-complexity plane lie in a landscape, and where there is room for
// their names.
#include "widgets/landscape_view.h"

#include <array>
#include <cmath>
#include <deque>

namespace grokking {

namespace {

constexpr int noRegion = -1;

// Returns of each place how many places it is from the nearest one that is in no region or in
// another, or beyond the edge: by breadth-first search.
std::vector<int> roomOf(const std::vector<int>& regions, std::size_t columns)
{
    const auto width = static_cast<std::ptrdiff_t>(columns);
    const auto count = std::ssize(regions);
    const auto at = [&](std::ptrdiff_t place) { return regions[static_cast<std::size_t>(place)]; };
    std::vector<int> rooms(regions.size(), noRegion);
    std::deque<std::ptrdiff_t> border;
    const auto neighbors = [&](std::ptrdiff_t place) {
        const std::ptrdiff_t column = place % width;
        return std::array{column > 0 ? place - 1 : -1, column + 1 < width ? place + 1 : -1,
                          place - width, place + width < count ? place + width : -1};
    };
    for (std::ptrdiff_t place = 0; place < count; ++place)
        for (const std::ptrdiff_t next : neighbors(place))
            if (rooms[static_cast<std::size_t>(place)] == noRegion
                && (next < 0 || at(next) != at(place) || at(place) == noRegion)) {
                rooms[static_cast<std::size_t>(place)] = 0;
                border.push_back(place);
            }
    while (!border.empty()) {
        const std::ptrdiff_t place = border.front();
        border.pop_front();
        for (const std::ptrdiff_t next : neighbors(place))
            if (next >= 0 && rooms[static_cast<std::size_t>(next)] == noRegion) {
                rooms[static_cast<std::size_t>(next)] = rooms[static_cast<std::size_t>(place)] + 1;
                border.push_back(next);
            }
    }
    return rooms;
}

} // namespace

// Numbers: bit 0 says that the error is low, bit 1 that the complexity is high.
void LandscapeView::updateRegions()
{
    ++m_groundVersion;
    m_regions.clear();
    if (!lines() || m_landscape.error.empty())
        return;
    std::vector<int> numbers;
    for (std::size_t place = 0; place < m_landscape.error.size(); ++place) {
        const double error = m_landscape.error[place];
        const double complexity = m_landscape.complexity[place];
        numbers.push_back(!std::isfinite(error + complexity)
                              ? noRegion
                              : (error <= lines()->error ? 1 : 0)
                                    + (complexity >= lines()->complexity ? 2 : 0));
    }
    const std::size_t columns = m_landscape.across.count;
    const std::vector<int> rooms = roomOf(numbers, columns);
    for (const int number : {3, 1, 2, 0}) {
        std::optional<std::size_t> best;
        for (std::size_t place = 0; place < numbers.size(); ++place)
            if (numbers[place] == number && (!best || rooms[place] > rooms[*best]))
                best = place;
        if (!best)
            continue;
        const bool isLow = (number & 1) != 0;
        const bool isComplex = (number & 2) != 0;
        const bool isGeneralized = isLow && !isComplex;
        QString name = isLow ? (isComplex ? tr("LEHC memorized") : tr("LELC"))
                             : (isComplex ? tr("HEHC") : tr("HELC"));
        if (isGeneralized && summary().t2)
            name = tr("LELC generalized");
        m_regions.push_back({.name = name,
                             .isGeneralized = isGeneralized,
                             .place = {m_landscape.across.value(*best % columns),
                                       m_landscape.up.value(*best / columns)},
                             .room = static_cast<double>(rooms[*best])});
    }
}

} // namespace grokking

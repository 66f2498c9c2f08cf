// SPDX-FileCopyrightText: 2026 Grokking Explorer contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/plane_path.h"

#include <algorithm>
#include <cmath>

namespace grokking {

namespace {

constexpr double stretchesPerDecade = 150.0;

std::int64_t stretchOf(std::int64_t step)
{
    const double decades = std::log10(static_cast<double>(step) + 1.0);
    return static_cast<std::int64_t>(std::floor(stretchesPerDecade * decades));
}

} // namespace

void PlanePath::append(const PathPoint& point)
{
    m_points.push_back(point);
    const std::int64_t stretch = stretchOf(point.step);
    if (stretch != m_stretch) {
        m_stretch = stretch;
        beginStretch(point);
    }
    if (point.complexity < m_extremes[0].complexity)
        m_extremes[0] = point;
    if (point.complexity > m_extremes[1].complexity)
        m_extremes[1] = point;
    if (point.error < m_extremes[2].error)
        m_extremes[2] = point;
    if (point.error > m_extremes[3].error)
        m_extremes[3] = point;
    writeStretch();
}

const PathPoint* PlanePath::at(std::int64_t step) const
{
    const auto after = std::ranges::upper_bound(m_points, step, {}, &PathPoint::step);
    return after == m_points.begin() ? nullptr : &*(after - 1);
}

void PlanePath::beginStretch(const PathPoint& point)
{
    m_stretchBegin = m_thinned.size();
    m_first = point;
    m_extremes.assign(4, point);
}

// Replaces the current stretch's points by first, extremes and last.
void PlanePath::writeStretch()
{
    m_thinned.resize(m_stretchBegin);
    m_thinned.push_back(m_first);
    m_thinned.insert(m_thinned.end(), m_extremes.begin(), m_extremes.end());
    m_thinned.push_back(m_points.back());
    const auto begin = m_thinned.begin() + static_cast<std::ptrdiff_t>(m_stretchBegin);
    std::stable_sort(begin, m_thinned.end(),
                     [](const PathPoint& a, const PathPoint& b) { return a.step < b.step; });
    m_thinned.erase(std::unique(begin, m_thinned.end()), m_thinned.end());
}

} // namespace grokking

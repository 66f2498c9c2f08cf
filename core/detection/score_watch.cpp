// SPDX-FileCopyrightText: 2026 Grokking Explorer contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/detection/score_watch.h"

#include <algorithm>

namespace grokking {

namespace {

// Returns whether at least `window` evaluations follow the rise.
bool isConfirmed(const std::vector<CurvePoint>& points, const ErfRise& rise, std::int64_t window)
{
    std::int64_t after = 0;
    for (const CurvePoint& point : points)
        if (point.x > rise.end())
            after += point.samples;
    return after >= window;
}

} // namespace

ScoreWatch::ScoreWatch(double threshold, std::int64_t window)
    : m_threshold(threshold), m_window(window), m_sustained(threshold, window), m_first(threshold),
      m_dropAfterSustained(threshold, window), m_dropAfterFirst(threshold, window)
{
}

void ScoreWatch::append(std::int64_t step, double score)
{
    if (!m_firstStep)
        m_firstStep = step;
    m_sustained.append(step, score);
    m_first.append(step, score);
    m_dropAfterSustained.append(step, score, m_sustained.crossing());
    m_dropAfterFirst.append(step, score, m_first.crossing());
    m_curve.append(step, score);
}

std::optional<FittedCrossing> ScoreWatch::fitted(std::optional<double> from) const
{
    const auto reached = m_sustained.crossing();
    if (reached && reached->step == m_firstStep)
        return FittedCrossing{*reached, std::nullopt};
    const auto drop = m_dropAfterSustained.step();
    const auto points = m_curve.points(drop ? std::optional(*drop - 1) : std::nullopt);
    std::optional<ErfRise> rise;
    if (from)
        rise = riseAfter(points, *from);
    if (!rise)
        rise = fitRise(points, m_threshold);
    if (!rise)
        return std::nullopt;
    return FittedCrossing{{rise->step(), drop || isConfirmed(points, *rise, m_window)}, rise};
}

std::optional<ErfRise> ScoreWatch::riseAfter(const std::vector<CurvePoint>& points,
                                             double from) const
{
    const auto begin = std::ranges::lower_bound(points, from, {}, &CurvePoint::x);
    if (begin == points.end() || begin->score >= m_threshold)
        return std::nullopt;
    return fitRise({begin, points.end()}, m_threshold);
}

} // namespace grokking

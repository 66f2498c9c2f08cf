// SPDX-FileCopyrightText: 2026 Grokking Explorer contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/detection/crossing.h"

namespace grokking {

void SustainedCrossing::append(std::int64_t step, double score)
{
    if (m_crossing && m_crossing->confirmed)
        return;
    if (!(score >= m_threshold)) {
        m_crossing.reset();
        m_support = 0;
        return;
    }
    if (!m_crossing)
        m_crossing = Crossing{.step = step, .confirmed = false};
    m_crossing->confirmed = ++m_support >= m_window;
}

void FirstCrossing::append(std::int64_t step, double score)
{
    if (!m_crossing && score > m_threshold)
        m_crossing = Crossing{.step = step, .confirmed = true};
}

void SustainedDrop::append(std::int64_t step, double score, const std::optional<Crossing>& reached)
{
    if (!reached || step <= reached->step || score >= m_threshold) {
        m_below = 0;
        m_since.reset();
        return;
    }
    if (!m_since)
        m_since = step;
    if (++m_below >= m_window && !m_step)
        m_step = m_since;
}

} // namespace grokking

// SPDX-FileCopyrightText: 2026 Grokking Explorer contributors
// SPDX-License-Identifier: GPL-3.0-or-later
// Watches the score of one split by all three definitions of "reached", sample by sample. One
// owner, one thread.
#pragma once

#include "core/detection/crossing.h"
#include "core/detection/erf_fit.h"

#include <optional>

namespace grokking {

// What the erf fit says; no rise if the score was there from the first sample on.
struct FittedCrossing {
    Crossing crossing;
    std::optional<ErfRise> rise;
};

class ScoreWatch
{
public:
    ScoreWatch(double threshold, std::int64_t window);

    void append(std::int64_t step, double score);

    // Return the crossing with a window, and the first one.
    [[nodiscard]] std::optional<Crossing> sustained() const { return m_sustained.crossing(); }
    [[nodiscard]] std::optional<Crossing> first() const { return m_first.crossing(); }

    // Return the first step of a whole window below after that crossing.
    [[nodiscard]] std::optional<std::int64_t> dropAfterSustained() const
    {
        return m_dropAfterSustained.step();
    }
    [[nodiscard]] std::optional<std::int64_t> dropAfterFirst() const
    {
        return m_dropAfterFirst.step();
    }

    // Returns the middle of the fitted rise (fitRise()), up to a drop. If the score is below the
    // threshold at `from` (an x of the curve), the rise after it is fitted first, and the whole
    // curve only if there is none. Confirmed once a window of evaluations follows the rise.
    [[nodiscard]] std::optional<FittedCrossing> fitted(std::optional<double> from) const;

private:
    [[nodiscard]] std::optional<ErfRise> riseAfter(const std::vector<CurvePoint>& points,
                                                   double from) const;

    double m_threshold;
    std::int64_t m_window;
    SustainedCrossing m_sustained;
    FirstCrossing m_first;
    SustainedDrop m_dropAfterSustained;
    SustainedDrop m_dropAfterFirst;
    ScoreCurve m_curve;
    std::optional<std::int64_t> m_firstStep;
};

} // namespace grokking

// SPDX-FileCopyrightText: 2026 Grokking Explorer contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/run_phases.h"

#include <algorithm>
#include <limits>

namespace grokking {

namespace {

constexpr double riseBegins = 0.1; // of the way of the test score

// Returns the first evaluation whose train score exceeds that of the untrained learner.
std::int64_t learningBegins(std::span<const ScorePoint> scores)
{
    const auto first = std::ranges::find_if(
        scores, [&](const ScorePoint& point) { return point.train > scores.front().train; });
    return first == scores.end() ? scores.back().step : first->step;
}

// Returns the last evaluation between t1 and t2 with less than a tenth of the way from the best
// test score up to t1 (sigma_S of Def. 3.1) to the test score at t2 behind it.
std::int64_t transitionBegins(std::span<const ScorePoint> scores, std::int64_t t1, std::int64_t t2)
{
    const auto afterT1 = std::ranges::upper_bound(scores, t1, {}, &ScorePoint::step);
    const auto atT2 = std::ranges::lower_bound(scores, t2, {}, &ScorePoint::step);
    if (atT2 == scores.end())
        return t2;
    double before = -std::numeric_limits<double>::infinity();
    for (auto point = scores.begin(); point != afterT1; ++point)
        before = std::max(before, point->test);
    const double level = before + riseBegins * (atT2->test - before);
    for (auto point = atT2; point != afterT1; --point)
        if ((point - 1)->test <= level)
            return (point - 1)->step;
    return t1;
}

class Bands
{
public:
    // Ends the band before and begins one of this kind, up to `end`.
    void add(PhaseKind kind, std::int64_t end)
    {
        if (end > m_end)
            m_phases.push_back({kind, m_end, end});
        m_end = std::max(m_end, end);
    }
    void startAt(std::int64_t step) { m_end = step; }
    [[nodiscard]] std::vector<RunPhase>& phases() { return m_phases; }

private:
    std::vector<RunPhase> m_phases;
    std::int64_t m_end = 0;
};

void addGeneralization(Bands& bands, std::span<const ScorePoint> scores, const RunSummary& summary)
{
    const std::int64_t last = scores.back().step;
    const std::int64_t t1 = summary.t1->step;
    const std::int64_t t2 = summary.t2->step;
    if (t2 > t1) {
        bands.add(PhaseKind::Plateau, transitionBegins(scores, t1, t2));
        bands.add(PhaseKind::Transition, t2);
    }
    if (summary.verdict == Verdict::Ungrokked && summary.stability)
        bands.add(PhaseKind::Generalized, t2 + *summary.stability);
    bands.add(summary.verdict == Verdict::Ungrokked ? PhaseKind::Lost : PhaseKind::Generalized,
              last);
}

} // namespace

std::vector<RunPhase> phasesOf(std::span<const ScorePoint> scores, const RunSummary& summary)
{
    if (scores.empty())
        return {};
    const std::int64_t last = scores.back().step;
    Bands bands;
    bands.startAt(scores.front().step);
    const std::int64_t memorized = summary.t1 ? summary.t1->step : last;
    bands.add(PhaseKind::Start, std::min(learningBegins(scores), memorized));
    bands.add(summary.verdict == Verdict::Failed ? PhaseKind::NotMemorized : PhaseKind::Memorizing,
              memorized);
    if (summary.t1 && summary.t2)
        addGeneralization(bands, scores, summary);
    else if (summary.t1)
        bands.add(PhaseKind::Plateau, last);
    if (summary.verdict == Verdict::Diverged)
        bands.phases().push_back({PhaseKind::Diverged, last, last});
    return bands.phases();
}

} // namespace grokking

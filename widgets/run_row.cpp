// SPDX-FileCopyrightText: 2026 Grokking Explorer contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/run_row.h"

#include <algorithm>
#include <limits>
#include <vector>

namespace grokking {

namespace {

constexpr std::int64_t never = std::numeric_limits<std::int64_t>::max();

// Returns the median of what was reached, where "never" is larger than any number.
class MedianOfSteps
{
public:
    void add(std::optional<std::int64_t> steps, std::int64_t tried)
    {
        m_steps.push_back(steps.value_or(never));
        if (!steps)
            m_tried = std::min(m_tried, tried);
    }

    std::optional<MedianSteps> median()
    {
        if (m_steps.empty())
            return std::nullopt;
        std::ranges::sort(m_steps);
        const std::int64_t low = m_steps[(m_steps.size() - 1) / 2];
        const std::int64_t high = m_steps[m_steps.size() / 2];
        if (high == never)
            return low == high || m_steps.size() % 2 == 0 ? MedianSteps{m_tried, false}
                                                          : MedianSteps{low};
        return MedianSteps{low + (high - low) / 2};
    }

private:
    std::vector<std::int64_t> m_steps;
    std::int64_t m_tried = never;
};

std::optional<std::int64_t> stepOf(const std::optional<Crossing>& crossing)
{
    return crossing ? std::optional(crossing->step) : std::nullopt;
}

// A run that goes on has not failed to reach anything yet.
bool isDecided(const RunRow& run)
{
    return run.error.isEmpty() && !run.live && run.summary.verdict != Verdict::Diverged;
}

std::optional<double> meanScore(std::span<const RunRow> runs, SplitScore Sampled::*split)
{
    double sum = 0.0;
    int count = 0;
    for (const RunRow& run : runs) {
        if (!run.last || run.summary.verdict == Verdict::Diverged)
            continue;
        sum += ((*run.last).*split).score;
        ++count;
    }
    return count > 0 ? std::optional(sum / count) : std::nullopt;
}

} // namespace

RunGroupRow summarizeGroup(std::span<const RunRow> runs)
{
    RunGroupRow group{.runs = static_cast<int>(runs.size()),
                      .lowestSeed = runs.front().seed,
                      .highestSeed = runs.front().seed,
                      .created = runs.front().created};
    MedianOfSteps t1;
    MedianOfSteps t2;
    MedianOfSteps gap;
    for (const RunRow& run : runs) {
        const RunSummary& summary = run.summary;
        group.live += run.live ? 1 : 0;
        group.overlaid += run.overlaid ? 1 : 0;
        group.grokked += summary.verdict == Verdict::Grokked ? 1 : 0;
        group.lastStep = std::max(group.lastStep, run.last ? run.last->step : 0);
        group.lowestSeed = std::min(group.lowestSeed, run.seed);
        group.highestSeed = std::max(group.highestSeed, run.seed);
        group.created = std::min(group.created, run.created);
        if (!isDecided(run))
            continue;
        t1.add(stepOf(summary.t1), summary.lastStep);
        t2.add(stepOf(summary.t2), summary.lastStep);
        gap.add(summary.gap, summary.lastStep - stepOf(summary.t1).value_or(0));
    }
    group.t1 = t1.median();
    group.t2 = t2.median();
    group.gap = gap.median();
    group.trainScore = meanScore(runs, &Sampled::train);
    group.testScore = meanScore(runs, &Sampled::test);
    return group;
}

} // namespace grokking

// SPDX-FileCopyrightText: 2026 Grokking Explorer contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/run_row.h"

#include <algorithm>
#include <vector>

namespace grokking {

namespace {

StepCount countOf(std::optional<std::int64_t> steps, std::int64_t tried)
{
    return {static_cast<double>(steps.value_or(tried)), steps.has_value()};
}

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
    std::vector<StepCount> t1;
    std::vector<StepCount> t2;
    std::vector<StepCount> gap;
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
        t1.push_back(countOf(stepOf(summary.t1), summary.lastStep));
        t2.push_back(countOf(stepOf(summary.t2), summary.lastStep));
        gap.push_back(countOf(summary.gap, summary.lastStep - stepOf(summary.t1).value_or(0)));
    }
    group.t1 = quantile(t1, 0.5);
    group.t2 = quantile(t2, 0.5);
    group.gap = quantile(gap, 0.5);
    group.trainScore = meanScore(runs, &Sampled::train);
    group.testScore = meanScore(runs, &Sampled::test);
    return group;
}

} // namespace grokking

// SPDX-FileCopyrightText: 2026 Grokking Explorer contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/detection/group_summary.h"

#include <algorithm>
#include <numeric>
#include <utility>

namespace grokking {

namespace {

using Runs = std::vector<const GroupedRun*>;

std::optional<StepCount> medianOf(const Runs& runs, StepCount (*count)(const GroupedRun&))
{
    std::vector<StepCount> counts;
    for (const GroupedRun* run : runs)
        counts.push_back(count(*run));
    return quantile(counts, 0.5);
}

MeanScore meanOf(std::int64_t step, const std::vector<double>& scores)
{
    if (scores.empty())
        return {.step = step};
    const auto [lowest, highest] = std::ranges::minmax(scores);
    return {.step = step,
            .runs = scores.size(),
            .mean = std::accumulate(scores.begin(), scores.end(), 0.0)
                    / static_cast<double>(scores.size()),
            .lowest = lowest,
            .highest = highest};
}

bool isDiverged(const GroupedRun& run)
{
    return run.summary.verdict == Verdict::Diverged;
}

MeanScore testScoreAt(const Runs& runs, std::int64_t step)
{
    std::vector<double> scores;
    for (const GroupedRun* run : runs) {
        if (run->summary.lastStep < step) // it ended before, or diverged
            continue;
        const auto after = std::ranges::upper_bound(run->samples, step, {}, &Sampled::step);
        if (after != run->samples.begin())
            scores.push_back((after - 1)->test.score);
    }
    return meanOf(step, scores);
}

MeanScore finalScore(const Runs& runs, SplitScore Sampled::*split)
{
    std::vector<double> scores;
    std::int64_t step = 0;
    for (const GroupedRun* run : runs) {
        if (isDiverged(*run) || run->samples.empty())
            continue;
        scores.push_back((run->samples.back().*split).score);
        step = std::max(step, run->samples.back().step);
    }
    return meanOf(step, scores);
}

MeanScore bestTestScore(const Runs& runs)
{
    std::vector<double> scores;
    std::int64_t step = 0;
    for (const GroupedRun* run : runs) {
        if (isDiverged(*run) || run->samples.empty())
            continue;
        const auto score = [](const Sampled& sample) { return sample.test.score; };
        scores.push_back(score(*std::ranges::max_element(run->samples, {}, score)));
        step = std::max(step, run->samples.back().step);
    }
    return meanOf(step, scores);
}

std::optional<RegionLines> commonRegions(const Runs& runs)
{
    std::vector<RegionLines> lines;
    for (const GroupedRun* run : runs)
        if (run->summary.regions && !isDiverged(*run))
            lines.push_back(*run->summary.regions);
    return medianLines(lines);
}

std::optional<double> medianLehcShare(const Runs& runs, const RegionLines& lines)
{
    std::vector<double> shares;
    for (const GroupedRun* run : runs)
        if (const auto share = lehcShareOf(*run, lines))
            shares.push_back(*share);
    return quantile(shares, 0.5);
}

} // namespace

std::optional<double> lehcShareOf(const GroupedRun& run, const RegionLines& lines)
{
    if (isDiverged(run))
        return std::nullopt;
    std::vector<PathPoint> path;
    for (const Sampled& sample : run.samples) {
        if (sample.kind != SampleKind::Manual)
            path.push_back({sample.step, sample.error, sample.complexity});
    }
    return lehcShare(path, lines);
}

StepCount stepsToT1(const GroupedRun& run)
{
    const auto& t1 = run.summary.t1;
    return t1 ? StepCount{static_cast<double>(t1->step)}
              : StepCount{static_cast<double>(run.steps), false};
}

StepCount stepsToT2(const GroupedRun& run)
{
    const auto& t2 = run.summary.t2;
    return t2 ? StepCount{static_cast<double>(t2->step)}
              : StepCount{static_cast<double>(run.steps), false};
}

StepCount stepsOfGap(const GroupedRun& run)
{
    const auto& [t1, t2] = std::pair{run.summary.t1, run.summary.t2};
    if (t1 && t2)
        return {static_cast<double>(t2->step - t1->step)};
    return {static_cast<double>(run.steps - (t1 ? t1->step : 0)), false};
}

RunGroupSummary summarize(std::span<const GroupedRun> group, std::span<const std::int64_t> steps)
{
    Runs runs;
    RunGroupSummary summary;
    for (const GroupedRun& run : group) {
        if (!run.finished) {
            ++summary.unfinished;
            continue;
        }
        runs.push_back(&run);
        ++summary.verdicts[run.summary.verdict];
        if (const auto phase = phaseOf(run.summary, run.minimumGap))
            ++summary.phases[*phase];
    }
    summary.runs = runs.size();
    summary.t1 = medianOf(runs, stepsToT1);
    summary.t2 = medianOf(runs, stepsToT2);
    for (const GroupedRun* run : runs)
        if (run->summary.t1)
            summary.gaps.push_back(stepsOfGap(*run));
    if (!summary.gaps.empty())
        summary.gap = medianOf(runs, stepsOfGap);
    for (const std::int64_t step : steps)
        summary.testScores.push_back(testScoreAt(runs, step));
    summary.finalTrain = finalScore(runs, &Sampled::train);
    summary.finalTest = finalScore(runs, &Sampled::test);
    summary.bestTest = bestTestScore(runs);
    summary.regions = commonRegions(runs);
    if (summary.regions)
        summary.lehcShare = medianLehcShare(runs, *summary.regions);
    return summary;
}

} // namespace grokking

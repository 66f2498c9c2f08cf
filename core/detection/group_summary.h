// SPDX-FileCopyrightText: 2026 Grokking Explorer contributors
// SPDX-License-Identifier: GPL-3.0-or-later
// What many runs came to that differ only in their seed. Runs that never generalize count: they
// are censored observations, not missing ones. Stateless; any thread.
#pragma once

#include "core/detection/phase.h"
#include "core/detection/regions.h"
#include "core/events/training_event.h"
#include "core/util/quantile.h"

#include <cstddef>
#include <cstdint>
#include <map>
#include <optional>
#include <span>
#include <vector>

namespace grokking {

// One run of a group.
struct GroupedRun {
    bool finished = false;  // completed or diverged; others are only counted
    std::int64_t steps = 0; // of its spec: so long it had time
    RunSummary summary;
    std::vector<Sampled> samples; // in order of steps
    std::int64_t minimumGap = 0;  // of its spec
};

// The mean of a score over the runs for which it is known.
struct MeanScore {
    std::int64_t step = 0;
    std::size_t runs = 0; // 0: the rest says nothing
    double mean = 0.0;
    double lowest = 0.0;
    double highest = 0.0;

    bool operator==(const MeanScore&) const = default;
};

struct RunGroupSummary {
    std::size_t runs = 0; // finished
    std::size_t unfinished = 0;
    std::map<Verdict, std::size_t> verdicts; // of the finished; those that occur
    std::map<Phase, std::size_t> phases;     // likewise
    // Medians over all finished runs, "never" being infinity. A run that diverged before had all
    // the steps of its spec in vain. The gap is none if no run has a t1.
    std::optional<StepCount> t1;
    std::optional<StepCount> t2;
    std::optional<StepCount> gap;
    std::vector<StepCount> gaps;       // of each finished run that has a t1
    std::vector<MeanScore> testScores; // at the steps asked for
    MeanScore finalTrain;              // of the last evaluation of runs that completed
    MeanScore finalTest;
    MeanScore bestTest; // highest of each run that completed, at any step; up to their last step
    std::optional<RegionLines> regions; // medians of the runs' lines; none if no run has any
    std::optional<double> lehcShare;    // median share of steps at low error and high complexity,
                                        // by these common lines
};

// Summarizes a group. Scores are given at `steps`: of each run that came so far its last
// evaluation at or before.
[[nodiscard]] RunGroupSummary summarize(std::span<const GroupedRun> group,
                                        std::span<const std::int64_t> steps);

// Returns the share of its steps that a run spent at low error and high complexity; nullopt of one
// that diverged or has no length.
[[nodiscard]] std::optional<double> lehcShareOf(const GroupedRun& run, const RegionLines& lines);

// Returns the steps to t1 and t2 of a finished run, and between them.
[[nodiscard]] StepCount stepsToT1(const GroupedRun& run);
[[nodiscard]] StepCount stepsToT2(const GroupedRun& run);
[[nodiscard]] StepCount stepsOfGap(const GroupedRun& run);

} // namespace grokking

// SPDX-FileCopyrightText: 2026 Grokking Explorer contributors
// SPDX-License-Identifier: GPL-3.0-or-later
// Statistics over runs, against figures worked out by hand.
#include "core/detection/group_summary.h"

#include <QtTest>

#include <array>
#include <cmath>

using namespace grokking;

namespace {

constexpr std::int64_t runSteps = 1000;

Sampled sampleAt(std::int64_t step, double testScore, double error = 1.0, double complexity = 1.0)
{
    Sampled sample{.step = step, .error = error, .complexity = complexity};
    sample.train.score = step == 0 ? 0.25 : 1.0;
    sample.test.score = testScore;
    return sample;
}

// A finished run that memorized at t1 and generalized at t2, if it did.
GroupedRun runOf(Verdict verdict, std::optional<std::int64_t> t1, std::optional<std::int64_t> t2)
{
    GroupedRun run{.finished = true, .steps = runSteps, .minimumGap = 600};
    run.summary.verdict = verdict;
    run.summary.lastStep = runSteps;
    if (t1)
        run.summary.t1 = Crossing{*t1};
    if (t2)
        run.summary.t2 = Crossing{*t2};
    return run;
}

bool isNear(double value, double expected)
{
    return std::abs(value - expected) < 1e-12; // a few roundings of numbers near 1
}

} // namespace

class TestGroupSummary : public QObject
{
    Q_OBJECT

private slots:
    // t1: 10, 20, 40, never, never -> 40. t2: 500, 700, three never -> > 1000.
    // Gaps: 490, 680, and in vain 960 (1000 - 40), 1000, 1000 -> > 960.
    void mediansAreOverAllFinishedRuns()
    {
        std::vector runs{runOf(Verdict::Grokked, 10, 500), runOf(Verdict::Grokked, 20, 700),
                         runOf(Verdict::Memorized, 40, std::nullopt),
                         runOf(Verdict::Failed, std::nullopt, std::nullopt),
                         runOf(Verdict::Diverged, std::nullopt, std::nullopt)};
        runs[4].summary.lastStep = 30; // it would never have got there in all its steps
        runs.push_back({.finished = false, .steps = runSteps});
        const RunGroupSummary summary = summarize(runs, {});
        // Of the gaps the one of 490 steps is below the minimum.
        QVERIFY((summary.phases
                 == std::map<Phase, std::size_t>{{Phase::Comprehension, 1},
                                                 {Phase::Grokking, 1},
                                                 {Phase::Memorization, 1},
                                                 {Phase::Confusion, 2}}));
        QCOMPARE(summary.runs, std::size_t(5));
        QCOMPARE(summary.unfinished, std::size_t(1));
        QCOMPARE(summary.verdicts, (std::map<Verdict, std::size_t>{{Verdict::Grokked, 2},
                                                                   {Verdict::Memorized, 1},
                                                                   {Verdict::Failed, 1},
                                                                   {Verdict::Diverged, 1}}));
        QVERIFY(summary.t1 == StepCount({40, true}));
        QVERIFY(summary.t2 == StepCount({1000, false}));
        QVERIFY(summary.gap == StepCount({960, false}));
    }

    void gapMayBeNegative()
    {
        const std::array runs{runOf(Verdict::Together, 30, 10)};
        QVERIFY(summarize(runs, {}).gap == StepCount({-20, true}));
    }

    void withoutAnyMemorizationThereIsNoGap()
    {
        const std::array runs{runOf(Verdict::Failed, std::nullopt, std::nullopt)};
        const RunGroupSummary summary = summarize(runs, {});
        QVERIFY(!summary.gap);
        QVERIFY(summary.t1 == StepCount({1000, false}));
    }

    void emptyGroupHasNothingToSay()
    {
        const std::array steps{std::int64_t(100)};
        const RunGroupSummary summary = summarize({}, steps);
        QCOMPARE(summary.runs, std::size_t(0));
        QVERIFY(!summary.t1 && !summary.t2 && !summary.gap && !summary.lehcShare);
        QVERIFY(summary.testScores == (std::vector<MeanScore>{{.step = 100}}));
    }

    // At 150: the evaluations at 100 (.5 and .7), mean .6. At 1000: (.9 + 1.0) / 2.
    void testScoreIsThatOfTheLastEvaluationAtOrBefore()
    {
        std::vector runs{runOf(Verdict::Grokked, 10, 500), runOf(Verdict::Grokked, 10, 500)};
        runs[0].samples = {sampleAt(0, 0.2), sampleAt(100, 0.5), sampleAt(200, 0.8),
                           sampleAt(1000, 0.9)};
        runs[1].samples = {sampleAt(0, 0.3), sampleAt(100, 0.7), sampleAt(1000, 1.0)};
        const std::array<std::int64_t, 4> steps{0, 150, 1000, 1001};
        const RunGroupSummary summary = summarize(runs, steps);
        QVERIFY(isNear(summary.testScores[0].mean, 0.25));
        QVERIFY(isNear(summary.testScores[1].mean, 0.6));
        QVERIFY(isNear(summary.testScores[2].mean, 0.95));
        QCOMPARE(summary.testScores[3].runs, std::size_t(0)); // no run came so far
        QVERIFY(isNear(summary.finalTest.mean, 0.95));
        QCOMPARE(summary.finalTest.lowest, 0.9);
        QCOMPARE(summary.finalTest.highest, 1.0);
        QCOMPARE(summary.finalTrain.mean, 1.0);
    }

    // The highest of each run: .8 and 1, though they end at .6 and 1. A diverged run does not
    // count.
    void bestTestScoreIsTheMeanOfTheHighest()
    {
        std::vector runs{runOf(Verdict::Ungrokked, 10, 500), runOf(Verdict::Grokked, 10, 500),
                         runOf(Verdict::Diverged, std::nullopt, std::nullopt)};
        runs[0].samples = {sampleAt(0, 0.2), sampleAt(500, 0.8), sampleAt(1000, 0.6)};
        runs[1].samples = {sampleAt(0, 0.3), sampleAt(1000, 1.0)};
        runs[2].samples = {sampleAt(0, 0.1)};
        const RunGroupSummary summary = summarize(runs, {});
        QVERIFY(isNear(summary.bestTest.mean, 0.9));
        QCOMPARE(summary.bestTest.runs, std::size_t(2));
        QCOMPARE(summary.bestTest.lowest, 0.8);
    }

    void divergedRunCountsUpToItsEndOnly()
    {
        std::vector runs{runOf(Verdict::Grokked, 10, 500),
                         runOf(Verdict::Diverged, std::nullopt, std::nullopt)};
        runs[0].samples = {sampleAt(0, 0.2), sampleAt(1000, 0.9)};
        runs[1].samples = {sampleAt(0, 0.4), sampleAt(50, 0.1)};
        runs[1].summary.lastStep = 50;
        const std::array<std::int64_t, 2> steps{0, 1000};
        const RunGroupSummary summary = summarize(runs, steps);
        QVERIFY(isNear(summary.testScores[0].mean, 0.3));
        QVERIFY(summary.testScores[1] == MeanScore({1000, 1, 0.9, 0.9, 0.9}));
        QVERIFY(summary.finalTest == MeanScore({1000, 1, 0.9, 0.9, 0.9}));
    }

    // Lines: errors .2, .4, .6 -> .4; complexities 10, 30, 20 -> 20. Shares by these lines: the
    // path is inside from 100 to 600 (.5), from 100 to 300 (.2), never (0) -> .2.
    void lehcShareIsByTheMedianLinesOfTheGroup()
    {
        std::vector<GroupedRun> runs;
        const std::array lines{RegionLines{0.2, 10}, RegionLines{0.4, 30}, RegionLines{0.6, 20}};
        const std::array<std::int64_t, 2> ends{600, 300};
        for (std::size_t i = 0; i < lines.size(); ++i) {
            runs.push_back(runOf(Verdict::Grokked, 100, 600));
            runs[i].summary.regions = lines[i];
            runs[i].samples = {sampleAt(0, 0.2, 2.0, 50)};
            if (i < ends.size())
                runs[i].samples.insert(runs[i].samples.end(), {sampleAt(100, 0.5, 0.3, 25),
                                                               sampleAt(ends[i], 1, 0.3, 15)});
            runs[i].samples.push_back(sampleAt(1000, 1, 0.3, 5));
        }
        const RunGroupSummary summary = summarize(runs, {});
        QVERIFY(summary.regions == RegionLines({0.4, 20}));
        QVERIFY(isNear(*summary.lehcShare, 0.2));
        for (const auto& [run, share] : {std::pair{0, 0.5}, {1, 0.2}, {2, 0.0}})
            QVERIFY(isNear(
                lehcShareOf(runs[static_cast<std::size_t>(run)], *summary.regions).value(), share));
    }
};

QTEST_APPLESS_MAIN(TestGroupSummary)
#include "tst_group_summary.moc"

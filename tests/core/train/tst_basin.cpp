// SPDX-FileCopyrightText: 2026 Grokking Explorer contributors
// SPDX-License-Identifier: GPL-3.0-or-later
// The basin of grokking of Miller et al. (2023, arXiv 2310.17247), Fig. 5, against runs of the
// same starts.
#include "core/train/basin.h"

#include "core/events/event_queue.h"
#include "core/learners/learner_catalog.h"
#include "tests/support/figure_5.h"

#include <QtTest>

#include <set>

using namespace grokking;
using namespace grokking::test;

namespace {

// A plane whose cells have these starts in their middle.
LandscapePlane planeOf(const ExperimentSpec& spec, std::pair<double, double> logLengthscales,
                       std::pair<double, double> logOutputscales, std::size_t count)
{
    const LandscapeAxes axes = landscapeAxes(spec);
    return {axes.all[0],
            axes.all[1],
            {axes.all[0].title, logLengthscales.first, logLengthscales.second, count},
            {axes.all[1].title, logOutputscales.first, logOutputscales.second, count}};
}

RunSummary summaryOf(const ExperimentSpec& spec)
{
    EventQueue queue;
    TrainingSession session(spec, {&queue});
    session.start();
    while (!session.isFinished())
        std::this_thread::yield();
    RunSummary summary;
    for (const TrainingEvent& event : queue.takeAll())
        if (const auto* finished = std::get_if<Finished>(&event))
            summary = finished->summary;
    return summary;
}

} // namespace

class TestBasin : public QObject
{
    Q_OBJECT

private slots:
    // Log lengthscale -6 and 0, log outputscale -4 and 4: the first column has A below B. C lies
    // at 0 and 2.
    void onlyStartBOfFigure5Groks()
    {
        const ExperimentSpec spec = figure5({"training.steps=400"});
        const auto basin =
            computeBasin(spec, planeOf(spec, {-6.0, 0.0}, {-4.0, 4.0}, 2), {.jobs = 2});
        QVERIFY(bool(basin));
        QCOMPARE(basin->cells.size(), std::size_t{4});
        QVERIFY(basin->cells[0].verdict != Verdict::Grokked); // A
        const BasinCell& b = basin->cells[2];
        QCOMPARE(b.verdict, Verdict::Grokked);
        QCOMPARE(b.t1, std::optional<std::int64_t>(0));
        QVERIFY(b.gap >= 20 && b.gap == b.t2);
        const auto c = computeBasin(spec, planeOf(spec, {0.0, 1.0}, {2.0, 3.0}, 2), {});
        QVERIFY(c && c->cells[0].verdict == Verdict::Together);
    }

    // However many at a time, and cell by cell what a run of that start comes to.
    void cellsAreRunsOfTheirStarts()
    {
        const ExperimentSpec spec = figure5({"training.steps=200", "data.n=20"});
        const LandscapePlane plane = planeOf(spec, {-6.0, 1.0}, {-2.0, 4.0}, 3);
        const auto basin = computeBasin(spec, plane, {.jobs = 1});
        QVERIFY(bool(basin));
        QVERIFY(*basin == *computeBasin(spec, plane, {.jobs = 3}));
        std::set<Verdict> verdicts;
        for (std::size_t cell = 0; cell < 9; ++cell) {
            ExperimentSpec run = spec;
            setStart(run, plane, plane.across.value(cell % 3), plane.up.value(cell / 3));
            const RunSummary summary = summaryOf(run);
            QCOMPARE(basin->cells[cell].verdict, summary.verdict);
            QCOMPARE(basin->cells[cell].gap, summary.gap);
            verdicts.insert(summary.verdict);
        }
        QVERIFY(verdicts.size() > 1);
    }

    void endedRunsAreTold()
    {
        const ExperimentSpec spec = figure5({"training.steps=5", "data.n=5"});
        std::vector<std::size_t> told;
        const auto basin =
            computeBasin(spec, planeOf(spec, {-6.0, 0.0}, {-4.0, 4.0}, 4), {}, {},
                         [&told](std::size_t cell, const BasinCell&) { told.push_back(cell); });
        QVERIFY(bool(basin));
        QCOMPARE(told, coarseFirst(4, 4));
    }

    void stopLeavesTheRestUntrained()
    {
        const ExperimentSpec spec = figure5({"training.steps=5", "data.n=5"});
        std::stop_source stop;
        int ended = 0;
        const auto basin = computeBasin(spec, planeOf(spec, {-6.0, 0.0}, {-4.0, 4.0}, 6), {},
                                        stop.get_token(), [&](std::size_t, const BasinCell&) {
                                            if (++ended == 7)
                                                stop.request_stop();
                                        });
        QVERIFY(bool(basin));
        QCOMPARE(std::ranges::count(basin->cells, Verdict::Running, &BasinCell::verdict), 36 - 7);
    }

    void coarseGridComesFirst()
    {
        const auto order = coarseFirst(10, 9);
        QCOMPARE(order.size(), std::size_t{90});
        QCOMPARE(std::set(order.begin(), order.end()).size(), std::size_t{90});
        QCOMPARE(std::vector(order.begin(), order.begin() + 4),
                 (std::vector<std::size_t>{0, 8, 80, 88}));
    }
};

QTEST_GUILESS_MAIN(TestBasin)
#include "tst_basin.moc"

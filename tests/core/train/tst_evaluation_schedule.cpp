// SPDX-FileCopyrightText: 2026 Grokking Explorer contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/train/evaluation_schedule.h"

#include <QtTest>

#include <vector>

using namespace grokking;

namespace {

std::vector<std::int64_t> evaluated(const TrainingSpec& training, std::int64_t last)
{
    const EvaluationSchedule schedule(training);
    std::vector<std::int64_t> steps;
    for (std::int64_t step = 0; step <= last; ++step) {
        if (schedule.isEvaluated(step))
            steps.push_back(step);
    }
    return steps;
}

using Steps = std::vector<std::int64_t>;

} // namespace

class TestEvaluationSchedule : public QObject
{
    Q_OBJECT

private slots:
    void everyHundredStepsWithTheEarlyOnes()
    {
        const Steps expected{0, 1, 2, 5, 10, 20, 50, 100, 200, 300};
        QVERIFY(evaluated({.evaluateEvery = 100, .evaluateEarly = true}, 399) == expected);
    }

    void everyHundredStepsAlone()
    {
        const Steps expected{0, 100, 200};
        QVERIFY(evaluated({.evaluateEvery = 100, .evaluateEarly = false}, 200) == expected);
    }

    // round(10^(k/2)): 1, 3.16, 10, 31.6, 100, 316.2, 1000
    void evenlyOnALogAxis()
    {
        const Steps expected{0, 1, 3, 10, 32, 100, 316, 1000};
        QVERIFY(evaluated({.evaluation = "log", .evaluationsPerDecade = 2, .evaluateEarly = false},
                          1000)
                == expected);
    }

    void evaluationsAreCounted_data()
    {
        QTest::addColumn<bool>("logarithmic");
        QTest::addColumn<int>("density"); // every so many steps, or per decade
        QTest::addColumn<bool>("early");
        QTest::newRow("every step") << false << 1 << true;
        QTest::newRow("every seventh") << false << 7 << true;
        QTest::newRow("never but at the ends") << false << 1'000'000 << false;
        QTest::newRow("dense on a log axis") << true << 1000 << false;
        QTest::newRow("on a log axis with the early ones") << true << 7 << true;
        QTest::newRow("sparse on a log axis") << true << 1 << false;
    }

    void evaluationsAreCounted()
    {
        QFETCH(bool, logarithmic);
        QFETCH(int, density);
        QFETCH(bool, early);
        const TrainingSpec training{.evaluation = logarithmic ? "log" : "every",
                                    .evaluateEvery = density,
                                    .evaluationsPerDecade = density,
                                    .evaluateEarly = early};
        const EvaluationSchedule schedule(training);
        for (const std::int64_t steps : {0, 1, 2, 9, 49, 60, 999, 1000, 20'000})
            QCOMPARE(schedule.count(steps), // and the last step
                     steps == 0 ? 1 : std::ssize(evaluated(training, steps - 1)) + 1);
    }

    // N = 4000 in batches of 200: a pass costs 20 steps, so one every 1000 steps is 2 %.
    void thoroughEvaluationsAreRare_data()
    {
        QTest::addColumn<bool>("logarithmic");
        QTest::addColumn<qint64>("batchesPerEpoch");
        QTest::newRow("every 100 steps, full batch") << false << qint64{1};
        QTest::newRow("every 100 steps, 20 batches") << false << qint64{20};
        QTest::newRow("every 100 steps, 1000 batches") << false << qint64{1000};
        QTest::newRow("20 a decade, 20 batches") << true << qint64{20};
    }

    void thoroughEvaluationsAreRare()
    {
        QFETCH(bool, logarithmic);
        QFETCH(qint64, batchesPerEpoch);
        const TrainingSpec training{.evaluation = logarithmic ? "log" : "every",
                                    .evaluateEvery = 100,
                                    .evaluationsPerDecade = 20};
        const EvaluationSchedule schedule(training);
        Steps thorough;
        for (const std::int64_t step : evaluated(training, 49'999))
            if (schedule.isThorough(step, batchesPerEpoch))
                thorough.push_back(step);
        QCOMPARE(thorough.front(), 0);
        const auto early = std::ranges::count_if(thorough, [](auto step) { return step < 100; });
        const auto late = std::ssize(thorough) - early;
        QVERIFY(late >= 2 * 4);                                       // something in each decade
        QVERIFY(late <= 3 * 4 + 50'000 / (50 * batchesPerEpoch) + 1); // and 2 % of the steps
        QVERIFY(std::ssize(thorough) <= schedule.thoroughAtMost(49'999, batchesPerEpoch));
        if (!logarithmic && batchesPerEpoch == 1)
            QCOMPARE(std::ssize(thorough), std::ssize(evaluated(training, 49'999)));
    }

    void snapshotsPerDecade()
    {
        const EvaluationSchedule schedule({.snapshotsPerDecade = 1});
        QVERIFY(schedule.isSnapshot(0) && schedule.isSnapshot(1) && schedule.isSnapshot(1000));
        QVERIFY(!schedule.isSnapshot(500));
        QVERIFY(!EvaluationSchedule({.snapshotsPerDecade = 0}).isSnapshot(0));
    }
};

QTEST_APPLESS_MAIN(TestEvaluationSchedule)
#include "tst_evaluation_schedule.moc"

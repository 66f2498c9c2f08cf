// SPDX-FileCopyrightText: 2026 Grokking Explorer contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/shared/grouped.h"
#include "app/shared/progress.h"

#include <QtTest>

using namespace grokking;

class TestProgress : public QObject
{
    Q_OBJECT

private slots:
    void numbersAreGrouped()
    {
        QCOMPARE(grouped(0), std::string("0"));
        QCOMPARE(grouped(999), std::string("999"));
        QCOMPARE(grouped(1000), std::string("1,000"));
        QCOMPARE(grouped(1234567), std::string("1,234,567"));
        QCOMPARE(grouped(-1000), std::string("-1,000"));
    }

    void halfwayThereSaysRateAndTimeLeft()
    {
        ProgressState state{.step = 500, .steps = 1000, .trained = 500, .left = 500};
        state.last = Sampled{.train = {.score = 1.0}, .test = {.score = 0.5}};
        const auto text = progressText(state, 5.0);
        QCOMPARE(text, std::string("[############------------] 50 %  500 / 1,000 steps  100 steps/s"
                                   "  5 s left  train 1.000  test 0.500"));
    }

    void resumedRunCountsItsRateFromWhereItBegan()
    {
        const auto text =
            progressText({.step = 600, .steps = 1000, .trained = 100, .left = 400}, 1.0);
        QVERIFY(text.find("100 steps/s  4 s left") != std::string::npos);
    }

    void preparationHasItsOwnBar()
    {
        QCOMPARE(progressText({.steps = 1000, .left = 1000, .prepared = 0.5}, 1.0),
                 std::string("[############------------] 50 %  training the network that the data "
                             "need"));
    }

    void manyRunsAreCounted()
    {
        const auto text =
            progressText({.step = 10, .steps = 40, .finishedRuns = 1, .runs = 4}, 1.0);
        QVERIFY(text.find("1 of 4 runs") != std::string::npos);
    }
};

QTEST_APPLESS_MAIN(TestProgress)
#include "tst_progress.moc"

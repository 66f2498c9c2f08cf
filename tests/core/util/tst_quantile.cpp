// SPDX-FileCopyrightText: 2026 Grokking Explorer contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/util/quantile.h"

#include <QtTest>

#include <vector>

using namespace grokking;

class TestQuantile : public QObject
{
    Q_OBJECT

private slots:
    void interpolatesBetweenNeighbors_data()
    {
        QTest::addColumn<QList<double>>("numbers");
        QTest::addColumn<double>("fraction");
        QTest::addColumn<double>("expected"); // numpy.quantile(numbers, fraction)
        const QList<double> ten{1, 2, 3, 4, 5, 6, 7, 8, 9, 10};
        QTest::newRow("one number") << QList<double>{7} << 0.75 << 7.0;
        QTest::newRow("median of an odd number") << QList<double>{1, 2, 10} << 0.5 << 2.0;
        QTest::newRow("median of an even number") << QList<double>{1, 2, 4, 10} << 0.5 << 3.0;
        QTest::newRow("lower quartile of ten") << ten << 0.25 << 3.25;
        QTest::newRow("upper quartile of ten") << ten << 0.75 << 7.75;
        QTest::newRow("lowest") << ten << 0.0 << 1.0;
        QTest::newRow("highest") << ten << 1.0 << 10.0;
    }

    void interpolatesBetweenNeighbors()
    {
        QFETCH(QList<double>, numbers);
        QFETCH(double, fraction);
        QFETCH(double, expected);
        const std::vector<double> sorted(numbers.begin(), numbers.end());
        QCOMPARE(quantileOfSorted(sorted, fraction), expected);
        QCOMPARE(quantile(std::vector<double>(sorted.rbegin(), sorted.rend()), fraction), expected);
    }

    void nothingHasNoQuantile()
    {
        QVERIFY(!quantile(std::vector<double>{}, 0.5));
        QVERIFY(!quantile(std::vector<StepCount>{}, 0.5));
    }

    void neverCountsAsInfinity_data()
    {
        QTest::addColumn<QList<double>>("reached");
        QTest::addColumn<QList<double>>("inVain");
        QTest::addColumn<double>("share");
        QTest::addColumn<double>("steps");
        QTest::addColumn<bool>("isReached");
        using Steps = QList<double>;
        QTest::newRow("two of three") << Steps{10, 20} << Steps{100} << 0.5 << 20.0 << true;
        QTest::newRow("one of three") << Steps{10} << Steps{100, 100} << 0.5 << 100.0 << false;
        // Between 20 and infinity lies infinity.
        QTest::newRow("two of four") << Steps{10, 20} << Steps{100, 100} << 0.5 << 100.0 << false;
        QTest::newRow("three of four") << Steps{10, 20, 40} << Steps{100} << 0.5 << 30.0 << true;
        QTest::newRow("upper quartile of five, four reached")
            << Steps{10, 20, 30, 40} << Steps{100} << 0.75 << 40.0 << true;
        QTest::newRow("none, of different lengths")
            << Steps{} << Steps{300, 200} << 0.5 << 200.0 << false;
    }

    void neverCountsAsInfinity()
    {
        QFETCH(QList<double>, reached);
        QFETCH(QList<double>, inVain);
        QFETCH(double, share);
        QFETCH(double, steps);
        QFETCH(bool, isReached);
        std::vector<StepCount> counts;
        for (const double value : inVain)
            counts.push_back({value, false});
        for (const double value : reached)
            counts.push_back({value});
        const auto result = quantile(counts, share);
        QCOMPARE(result->steps, steps);
        QCOMPARE(result->reached, isReached);
    }
};

QTEST_APPLESS_MAIN(TestQuantile)
#include "tst_quantile.moc"

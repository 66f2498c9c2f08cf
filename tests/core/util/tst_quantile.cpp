// SPDX-FileCopyrightText: 2026 Grokking Explorer contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/util/quantile.h"

#include <QtTest>

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
        QCOMPARE(
            quantile(std::span(numbers.data(), static_cast<std::size_t>(numbers.size())), fraction),
            expected);
    }
};

QTEST_APPLESS_MAIN(TestQuantile)
#include "tst_quantile.moc"

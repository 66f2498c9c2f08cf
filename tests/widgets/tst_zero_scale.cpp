// SPDX-FileCopyrightText: 2026 Grokking Explorer contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/zero_scale.h"

#include <QTest>

#include <cmath>

using namespace grokking;

class TestZeroScale : public QObject
{
    Q_OBJECT

private slots:
    void zeroLiesLeftOfTheSmallestPositiveValue()
    {
        ZeroScale scale(ZeroScale::Kind::Logarithmic);
        (void)scale.include(0.0);
        (void)scale.include(100.0);
        QVERIFY(scale.isLogarithmic());
        QVERIFY(scale.position(0.0) > 0.0);
        QVERIFY(scale.position(0.0) < 100.0);
        QCOMPARE(scale.value(scale.position(0.0)), 0.0);
        QCOMPARE(scale.lowPosition(), scale.position(0.0));
    }

    void saysWhenZeroMoves()
    {
        ZeroScale scale(ZeroScale::Kind::Logarithmic);
        (void)scale.include(0.0);
        (void)scale.include(1.0);
        QVERIFY(!scale.include(5.0));
        QVERIFY(scale.include(1e-6));
        QVERIFY(scale.zeroPosition() < 1e-6);
    }

    void negativeValuesMakeItLinear()
    {
        ZeroScale scale(ZeroScale::Kind::Logarithmic);
        (void)scale.include(1.0);
        QVERIFY(scale.include(-1.0));
        QVERIFY(!scale.isLogarithmic());
        QCOMPARE(scale.position(-1.0), -1.0);
    }

    void undefinedValuesAreGaps()
    {
        ZeroScale scale(ZeroScale::Kind::Logarithmic);
        QVERIFY(!scale.include(std::nan("")));
        QVERIFY(!scale.include(HUGE_VAL));
        QVERIFY(scale.isEmpty());
        QVERIFY(std::isnan(scale.position(HUGE_VAL)));
    }
};

QTEST_GUILESS_MAIN(TestZeroScale)
#include "tst_zero_scale.moc"

// SPDX-FileCopyrightText: 2026 Grokking Explorer contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/events/run_summary.h"
#include "widgets/number_text.h"

#include <QTest>

#include <cmath>

using namespace grokking;

class TestNumberText : public QObject
{
    Q_OBJECT

private slots:
    void writesValues_data()
    {
        QTest::addColumn<double>("value");
        QTest::addColumn<QString>("text");
        QTest::newRow("zero") << 0.0 << "0";
        QTest::newRow("three digits") << 17.23 << "17.2";
        QTest::newRow("thousands are grouped") << 12300.0 << "12,300";
        QTest::newRow("small decimal") << 0.00031 << "0.00031";
        QTest::newRow("tiny") << 2.5e-7 << "2.5×10⁻⁷";
        QTest::newRow("power of ten") << 1e-5 << "10⁻⁵";
        QTest::newRow("large") << 2.5e8 << "2.5×10⁸";
        QTest::newRow("rounded up to the next power of ten") << 9.996e8 << "10⁹";
        QTest::newRow("negative and rounded up") << -9.999e-7 << "-1×10⁻⁶";
        QTest::newRow("rounded up to where powers begin") << 9.999e6 << "10⁷";
        QTest::newRow("rounded up to where decimals begin") << 9.9996e-5 << "0.0001";
        QTest::newRow("not rounded up") << 9.994e8 << "9.99×10⁸";
        QTest::newRow("decimals rounded up") << 99.96 << "100";
        QTest::newRow("infinite") << HUGE_VAL << "∞";
        QTest::newRow("undefined") << std::nan("") << "NaN";
    }
    void writesValues()
    {
        QFETCH(double, value);
        QTEST(numberText(value), "text");
    }

    void onlyAPerfectScoreReadsAsPerfect()
    {
        QCOMPARE(scoreText(1.0), QString("1.000"));
        QCOMPARE(scoreText(0.99999994), QString("0.9999"));
        QCOMPARE(percentText(1.0), QString("100 %"));
        QCOMPARE(percentText(0.99999), QString("99.99 %"));
        QCOMPARE(percentText(0.939), QString("93.9 %"));
    }

    void writesCrossings()
    {
        QCOMPARE(crossingText(std::nullopt), QString());
        QCOMPARE(crossingText(Crossing{12'300, true}), QString("12,300"));
        QCOMPARE(crossingText(Crossing{12'300, false}), QString("12,300?"));
    }

    void writesDurations()
    {
        QCOMPARE(durationText(5.2), QString("6 s"));
        QCOMPARE(durationText(130.0), QString("2 min 10 s"));
        QCOMPARE(durationText(3 * 3600.0 + 300.0), QString("3 h 5 min"));
    }
};

QTEST_GUILESS_MAIN(TestNumberText)
#include "tst_number_text.moc"

// SPDX-FileCopyrightText: 2026 Grokking Explorer contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/curve_series.h"

#include <QTest>

#include <algorithm>

using namespace grokking;

class TestCurveSeries : public QObject
{
    Q_OBJECT

private slots:
    void drawsEveryPointWhereThereIsRoom()
    {
        const CurveSeries series = ramp(1'000);
        const auto drawn = series.drawn(10, 500, 500);
        QCOMPARE(drawn.size(), std::size_t{490});
        QCOMPARE(drawn.front(), std::size_t{10});
        QCOMPARE(drawn.back(), std::size_t{499});
    }

    void thinsWhereItIsDense()
    {
        const CurveSeries series = ramp(64'000);
        const auto drawn = series.drawn(0, 64'000, 640);
        QVERIFY(drawn.size() < 640 + 4 * 1'000);
        QVERIFY(std::ranges::is_sorted(drawn));
        QCOMPARE(drawn.back(), std::size_t{63'999});
    }

    void neverLosesASpike()
    {
        CurveSeries series = ramp(10'000);
        series.append(1e9);
        for (int i = 0; i < 10'000; ++i)
            series.append(0.0);
        const auto drawn = series.drawn(0, 20'001, 0);
        QVERIFY(std::ranges::find(drawn, std::size_t{10'000}) != drawn.end());
    }

    void emptyPartDrawsNothing() { QVERIFY(CurveSeries().drawn(0, 0, 0).empty()); }

private:
    static CurveSeries ramp(int count)
    {
        CurveSeries series;
        for (int i = 0; i < count; ++i)
            series.append(i);
        return series;
    }
};

QTEST_GUILESS_MAIN(TestCurveSeries)
#include "tst_curve_series.moc"

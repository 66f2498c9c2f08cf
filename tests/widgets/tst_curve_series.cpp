// SPDX-FileCopyrightText: 2026 Grokking Explorer contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/curve_series.h"

#include <QTest>

#include <algorithm>
#include <array>
#include <cmath>
#include <numeric>

using namespace grokking;

class TestCurveSeries : public QObject
{
    Q_OBJECT

private slots:
    void drawsEveryPointWhereThereIsRoom()
    {
        const CurveSeries series = ramp(1'000);
        std::vector<std::size_t> bounds(491);
        std::iota(bounds.begin(), bounds.end(), std::size_t{10});
        const auto drawn = series.drawn(bounds);
        QCOMPARE(drawn.size(), std::size_t{490});
        QCOMPARE(drawn.front(), std::size_t{10});
        QCOMPARE(drawn.back(), std::size_t{499});
    }

    void thinsWhatSharesAColumn()
    {
        const CurveSeries series = ramp(64'000);
        const auto drawn = series.drawn(std::array{0UL, 1'000UL, 33'333UL, 64'000UL});
        QCOMPARE(drawn, (std::vector<std::size_t>{0, 999, 1'000, 33'332, 33'333, 63'999}));
    }

    void neverLosesASpike_data()
    {
        QTest::addColumn<std::size_t>("begin");
        QTest::addColumn<std::size_t>("end");
        QTest::newRow("all of it") << std::size_t{0} << std::size_t{20'001};
        QTest::newRow("from within its block") << std::size_t{9'990} << std::size_t{20'000};
        QTest::newRow("to within its block") << std::size_t{1} << std::size_t{10'002};
        QTest::newRow("its neighbors") << std::size_t{9'998} << std::size_t{10'003};
    }

    void neverLosesASpike()
    {
        QFETCH(std::size_t, begin);
        QFETCH(std::size_t, end);
        for (const double sign : {1.0, -1.0}) {
            const CurveSeries series = spike(sign * 1e9);
            const auto drawn = series.drawn(std::array{begin, end});
            QVERIFY(std::ranges::find(drawn, std::size_t{10'000}) != drawn.end());
            QVERIFY(std::ranges::is_sorted(drawn));
        }
    }

    // A gap at the beginning of a block or column once hid the extremes after it.
    void gapsHideNoSpike()
    {
        CurveSeries series;
        for (int i = 0; i < 200; ++i)
            series.append(i % 64 == 0 ? std::nan("") : i == 100 ? 1e9 : i == 110 ? -1e9 : 0.0);
        const auto drawn = series.drawn(std::array{0UL, 200UL});
        for (const std::size_t index : {std::size_t{100}, std::size_t{110}})
            QVERIFY(std::ranges::find(drawn, index) != drawn.end());
    }

    void emptyPartDrawsNothing() { QVERIFY(CurveSeries().drawn(std::array{0UL}).empty()); }

private:
    // Returns 20,001 values, all 0 but the one in the middle.
    static CurveSeries spike(double height)
    {
        CurveSeries series;
        for (int i = 0; i <= 20'000; ++i)
            series.append(i == 10'000 ? height : 0.0);
        return series;
    }

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

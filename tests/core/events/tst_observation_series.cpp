// SPDX-FileCopyrightText: 2026 Grokking Explorer contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/events/run_history.h"

#include <QtTest>

#include <cmath>

using namespace grokking;

namespace {

Observed observed(std::int64_t step, NamedVector vector)
{
    return {step,
            {.id = "norms",
             .title = "Norms",
             .unit = {},
             .xAxis = {},
             .yAxis = {},
             .content = std::move(vector)}};
}

Observed cloud()
{
    return {0,
            {.id = "cloud",
             .title = "Cloud",
             .unit = {},
             .xAxis = {},
             .yAxis = {},
             .content = PointCloud{}}};
}

using Row = std::vector<double>;

Row rowOf(const ObservationSeries& series, std::size_t index)
{
    const auto row = series.row(index);
    return {row.begin(), row.end()};
}

} // namespace

class TestObservationSeries : public QObject
{
    Q_OBJECT

private slots:
    void keepsNamesOnceAndValuesByStep()
    {
        ObservationSeries series;
        series.append(observed(0, {{"a", "b"}, {1.0, 2.0}}));
        series.append(observed(100, {{"a", "b"}, {3.0, 4.0}}));
        QVERIFY((series.names() == std::vector<std::string>{"a", "b"}));
        QVERIFY((series.steps() == std::vector<std::int64_t>{0, 100}));
        QVERIFY((rowOf(series, 1) == Row{3.0, 4.0}));
    }

    void goesByNameNotByPlace()
    {
        ObservationSeries series;
        series.append(observed(0, {{"a", "b"}, {1.0, 2.0}}));
        series.append(observed(1, {{"new", "b"}, {8.0, 9.0}}));
        QVERIFY(std::isnan(series.row(1)[0]));
        QCOMPARE(series.row(1)[1], 9.0);
    }

    void numberIsNamedByItsTitle()
    {
        Observed rank = cloud();
        rank.observation.title = "Rank";
        rank.observation.content = Scalar{3.0};
        ObservationSeries series;
        series.append(rank);
        QVERIFY((series.names() == std::vector<std::string>{"Rank"}));
        QVERIFY((rowOf(series, 0) == Row{3.0}));
    }

    void otherKindsAreNoCurves()
    {
        ObservationSeries series;
        series.append(cloud());
        QVERIFY(series.steps().empty());
    }

    void historyKeepsCurvesInBothWays()
    {
        for (const auto kept :
             {RunHistory::Observations::Whole, RunHistory::Observations::Curves}) {
            RunHistory history(kept);
            history.append(observed(0, {{"a"}, {1.0}}));
            history.append(cloud());
            QCOMPARE(history.curves().size(), std::size_t{1});
            QVERIFY((rowOf(history.curves().at("norms"), 0) == Row{1.0}));
            QCOMPARE(history.observations().size(),
                     std::size_t{kept == RunHistory::Observations::Whole ? 2U : 0U});
        }
    }
};

QTEST_APPLESS_MAIN(TestObservationSeries)
#include "tst_observation_series.moc"

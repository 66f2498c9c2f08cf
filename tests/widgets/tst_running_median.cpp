// SPDX-FileCopyrightText: 2026 Grokking Explorer contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/running_median.h"

#include <QTest>

#include <limits>
#include <vector>

using namespace grokking;

namespace {

using Kind = MedianWindow::Kind;

std::vector<double> smoothed(const std::vector<std::int64_t>& steps,
                             const std::vector<double>& values, const MedianWindow& window)
{
    std::vector<double> result;
    for (std::size_t index = 0; index < steps.size(); ++index)
        result.push_back(runningMedian(steps, values, index, window));
    return result;
}

} // namespace

class TestRunningMedian : public QObject
{
    Q_OBJECT

private slots:
    // One to either side, none at the ends: medians of {9}, {9 1 2}, {1 2 8}, {2 8 4}, {4}.
    void neighborsWithinADistance()
    {
        const auto result =
            smoothed({0, 10, 20, 30, 40}, {9.0, 1.0, 2.0, 8.0, 4.0}, {Kind::Distance, 10.0});
        QVERIFY((result == std::vector<double>{9.0, 2.0, 2.0, 4.0, 4.0}));
    }

    // Of steps 50 to 200 around 100, and nothing but itself around step 0 and the ends.
    void neighborsWithinAFactor()
    {
        const auto result = smoothed({0, 1, 50, 100, 200, 1000}, {5.0, 6.0, 1.0, 9.0, 3.0, 7.0},
                                     {Kind::Factor, 2.0});
        QCOMPARE(result[0], 5.0);
        QCOMPARE(result[1], 6.0);
        QCOMPARE(result[3], 3.0);
        QCOMPARE(result[5], 7.0);
    }

    // The test accuracy of a run that groks: the jump stays where it is, as steep as it was.
    void aJumpStaysAJump()
    {
        std::vector<std::int64_t> steps;
        std::vector<double> values;
        for (std::int64_t step = 100; step <= 20'000; step += 100) {
            steps.push_back(step);
            values.push_back(step < 12'300 ? 0.6 : 0.99);
        }
        QVERIFY(smoothed(steps, values, {Kind::Factor, 1.26}) == values);
        QVERIFY(smoothed(steps, values, {Kind::Distance, 900.0}) == values);
    }

    void aSpikeGoes()
    {
        const auto result =
            smoothed({0, 10, 20, 30, 40}, {1.0, 1.0, 99.0, 1.0, 1.0}, {Kind::Distance, 10.0});
        QVERIFY((result == std::vector<double>(5, 1.0)));
    }

    void undefinedValuesStayGapsAndCountForNothing()
    {
        const double nan = std::numeric_limits<double>::quiet_NaN();
        const auto result = smoothed({0, 10, 20}, {1.0, nan, 3.0}, {Kind::Distance, 10.0});
        QVERIFY(std::isnan(result[1]));
        QCOMPARE(smoothed({0, 10, 20}, {nan, 2.0, 4.0}, {Kind::Distance, 10.0})[1], 3.0);
    }

    // Every so-many-th of 100,001 neighbors: the median of a ramp is its middle.
    void aWideWindowIsThinnedEvenly()
    {
        std::vector<std::int64_t> steps(200'001);
        std::vector<double> values(steps.size());
        for (std::size_t i = 0; i < steps.size(); ++i) {
            steps[i] = static_cast<std::int64_t>(i);
            values[i] = static_cast<double>(i);
        }
        const double median = runningMedian(steps, values, 100'000, {Kind::Distance, 50'000.0});
        QVERIFY(std::abs(median - 100'000.0) <= 100'001.0 / 254.0);
    }
};

QTEST_APPLESS_MAIN(TestRunningMedian)
#include "tst_running_median.moc"

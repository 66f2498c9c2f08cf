// SPDX-FileCopyrightText: 2026 Grokking Explorer contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/detection/gap_fit.h"

#include <QtTest>

#include <cmath>
#include <numbers>
#include <vector>

using namespace grokking;

namespace {

bool isNear(double value, double expected, double share = 1e-12)
{
    return std::abs(value - expected) <= share * std::abs(expected);
}

// Returns points on the line 0.1 x + 1, but for alternating steps beside it.
std::vector<GapPoint> pointsBeside(double distance, int count)
{
    std::vector<GapPoint> points;
    for (int i = 0; i < count; ++i) {
        const double x = 10.0 * (i / 2);
        const double beside = i % 2 == 0 ? distance : -distance;
        points.push_back({x, StepCount{std::exp(0.1 * x + 1.0 + beside)}});
    }
    return points;
}

} // namespace

class TestGapFit : public QObject
{
    Q_OBJECT

private slots:
    void lineIsThatOfTheLogarithms()
    {
        const auto fit = fitGap(pointsBeside(0.5, 10), UnreachedGaps::CountAsReached);
        QVERIFY(fit);
        QCOMPARE(fit->runs, std::size_t{10});
        QVERIFY(isNear(fit->slope, 0.1) && isNear(fit->intercept, 1.0));
        // Sums of squares: of x 2 * 1000, so of the line 20, and of the rest 10 * 0.25.
        QVERIFY(isNear(fit->correlation, std::sqrt(20.0 / 22.5)));
    }

    // Of 3 pairs t has one degree of freedom, Cauchy's distribution: P = 1 - 2 atan(t) / pi. Of 4
    // it has two, P = 1 - t / sqrt(t^2 + 2), which is 1 - r.
    void probabilityIsExactForFewPairs()
    {
        const std::vector<GapPoint> three{{0, StepCount{std::exp(0.0)}},
                                          {1, StepCount{std::exp(2.0)}},
                                          {2, StepCount{std::exp(1.0)}}};
        const auto ofThree = fitGap(three, UnreachedGaps::CountAsReached);
        QVERIFY(ofThree && isNear(ofThree->correlation, 0.5));
        const double t = 0.5 / std::sqrt(1.0 - 0.25);
        QVERIFY(isNear(ofThree->pValue, 1.0 - 2.0 * std::atan(t) / std::numbers::pi, 1e-9));
        const auto ofFour = fitGap(pointsBeside(0.5, 4), UnreachedGaps::CountAsReached);
        QVERIFY(ofFour && isNear(ofFour->pValue, 1.0 - ofFour->correlation, 1e-9));
    }

    // Miller et al. give p = 1.46e-37 for 90 runs of r = .92, to two digits.
    void probabilityIsExactWhereItIsTiny()
    {
        double low = 0.0;
        double high = 100.0;
        double p = 0.0;
        while (high - low > 1e-9) { // until r is .92
            const double distance = 0.5 * (low + high);
            const auto fit = fitGap(pointsBeside(distance, 90), UnreachedGaps::CountAsReached);
            (fit->correlation > 0.92 ? low : high) = distance;
            p = fit->pValue;
        }
        QVERIFY2(p > 1e-38 && p < 1e-36, qPrintable(QString::number(p)));
    }

    // By the formula without ties, 1 - 6 sum d^2 / (n (n^2 - 1)): ranks 1 2 3 4 and 2 1 4 3 give
    // sum d^2 = 4 and 1 - 24 / 60. With ties Pearson's r of the mean ranks: 1.5 1.5 3 and 1 2 3
    // give 1.5 / sqrt(1.5 * 2).
    void rankCorrelationIsThatOfTheOrderAlone()
    {
        const auto rankOf = [](const std::vector<GapPoint>& points) {
            return fitGap(points, UnreachedGaps::CountAsReached)->rankCorrelation;
        };
        QVERIFY(isNear(rankOf({{1, StepCount{7}},
                               {2, StepCount{3}},
                               {30, StepCount{9'000}},
                               {31, StepCount{50}}}),
                       0.6));
        QVERIFY(isNear(rankOf({{1, StepCount{5}}, {1, StepCount{6}}, {2, StepCount{70}}}),
                       1.5 / std::sqrt(3.0)));
        QVERIFY(isNear(rankOf({{3, StepCount{-5}}, {2, StepCount{6}}, {1, StepCount{70}}}), -1.0));
    }

    void gapsNotReachedCountOrAreLeftOut()
    {
        std::vector<GapPoint> points = pointsBeside(0.5, 10);
        points.push_back({100, {std::exp(2.0), false}});
        const auto all = fitGap(points, UnreachedGaps::CountAsReached);
        QVERIFY(all && all->runs == 11 && all->unreached == 1 && all->slope < 0.09);
        const auto reached = fitGap(points, UnreachedGaps::LeaveOut);
        QVERIFY(reached && reached->runs == 10 && reached->unreached == 0);
        QVERIFY(isNear(reached->slope, 0.1));
    }

    void noGapHasTheLogarithmZero()
    {
        const std::vector<GapPoint> points{
            {0, StepCount{0.0}}, {1, StepCount{-5.0}}, {2, StepCount{std::exp(3.0)}}};
        const auto fit = fitGap(points, UnreachedGaps::CountAsReached);
        QVERIFY(fit && isNear(fit->slope, 1.5) && isNear(fit->intercept, -0.5));
    }

    void nothingCanBeFittedToTooFewOrAlike()
    {
        const auto fit = [](const std::vector<GapPoint>& points) {
            return fitGap(points, UnreachedGaps::CountAsReached);
        };
        QVERIFY(!fit({}));
        QVERIFY(!fit({{0, StepCount{1}}, {1, StepCount{2}}}));
        QVERIFY(!fit({{1, StepCount{1}}, {1, StepCount{2}}, {1, StepCount{3}}}));
        QVERIFY(!fit({{1, StepCount{2}}, {2, StepCount{2}}, {3, StepCount{2}}}));
    }
};

QTEST_APPLESS_MAIN(TestGapFit)
#include "tst_gap_fit.moc"

// SPDX-FileCopyrightText: 2026 Grokking Explorer contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/detection/regions.h"

#include <QtTest>

#include <array>
#include <cmath>

using namespace grokking;

class TestRegions : public QObject
{
    Q_OBJECT

private slots:
    // Error line: the larger of the error at t1 (.2) and 1.1 x the final error.
    void errorLineIsErrorAtMemorizationOrTheFinalOne()
    {
        const std::array path{PathPoint{0, 5.0, 100.0}, PathPoint{10, 0.2, 90.0},
                              PathPoint{20, 0.1, 10.0}};
        QCOMPARE(defaultRegions(path, 10)->error, 0.2);
        auto rising = path;
        rising[2].error = 0.4;
        QVERIFY(std::abs(defaultRegions(rising, 10)->error - 0.44) < 1e-15);
    }

    // Between complexity at t1 (90) and its later minimum (10): sqrt(900) = 30.
    void complexityLineIsTheGeometricMeanOfPositiveValues()
    {
        const std::array path{PathPoint{0, 5.0, 1.0}, PathPoint{10, 0.2, 90.0},
                              PathPoint{20, 0.1, 10.0}, PathPoint{30, 0.1, 12.0}};
        QVERIFY(std::abs(defaultRegions(path, 10)->complexity - 30.0) < 1e-12);
    }

    void complexityLineIsTheMidpointIfAValueIsNegative()
    {
        const std::array path{PathPoint{10, 0.2, 3.0}, PathPoint{20, 0.1, -1.0}};
        QCOMPARE(defaultRegions(path, 10)->complexity, 1.0);
    }

    void noPointAtMemorizationMeansNoLines()
    {
        const std::array path{PathPoint{0, 5.0, 1.0}};
        QVERIFY(!defaultRegions(path, 10));
    }

    // On both lines: low error, high complexity. NaN is neither low nor high.
    void pointOnALineHasLowErrorAndHighComplexity()
    {
        const RegionLines lines{.error = 0.2, .complexity = 30.0};
        QCOMPARE(regionOf({0, 0.2, 30.0}, lines), (PlaneRegion{true, true}));
        QCOMPARE(regionOf({0, 0.21, 30.0}, lines), (PlaneRegion{false, true}));
        QCOMPARE(regionOf({0, 0.2, 29.0}, lines), (PlaneRegion{true, false}));
        QCOMPARE(regionOf({0, std::nan(""), std::nan("")}, lines), (PlaneRegion{false, false}));
        QVERIFY(regionOf({0, 0.2, 29.0}, lines).isLelc());
        QVERIFY(!regionOf({0, 0.2, 30.0}, lines).isLelc());
    }

    // Steps 0-100 outside (error), 100-900 inside, 900-1000 outside (complexity): .8 of the steps,
    // though only one of four samples.
    void lehcShareCountsStepsNotSamples()
    {
        const std::array path{PathPoint{0, 2.0, 90.0}, PathPoint{100, 0.1, 90.0},
                              PathPoint{900, 0.1, 10.0}, PathPoint{1000, 0.1, 9.0}};
        QVERIFY(std::abs(lehcShare(path, {.error = 0.2, .complexity = 30.0}).value() - 0.8)
                < 1e-15);
        QVERIFY(!lehcShare(std::span(path).first(1), {.error = 0.2, .complexity = 30.0}));
    }

    // 1,000 steps: 100 at high error and complexity, 600 in LEHC, 200 in LELC, 100 back at high
    // error with low complexity. The last point has no length.
    void sharesOfAllRegionsAddUpToOne()
    {
        const std::array path{PathPoint{0, 2.0, 90.0}, PathPoint{100, 0.1, 90.0},
                              PathPoint{700, 0.1, 10.0}, PathPoint{900, 2.0, 10.0},
                              PathPoint{1000, 0.1, 90.0}};
        const auto shares = regionShares(path, {.error = 0.2, .complexity = 30.0}).value();
        QCOMPARE(shares, (RegionShares{0.6, 0.2, 0.1, 0.1}));
        QVERIFY(!regionShares(std::span(path).first(1), {}));
        QVERIFY(!regionShares({}, {}));
    }

    // Each line for itself: errors 1, 2, 9; complexities 40, 10, 20; then the mean of 2 and 4.
    void groupSharesTheMedianOfItsLines()
    {
        const std::array lines{RegionLines{9.0, 10.0}, RegionLines{1.0, 20.0},
                               RegionLines{2.0, 40.0}, RegionLines{4.0, 30.0}};
        QVERIFY(!medianLines({}));
        QCOMPARE(medianLines(std::span(lines).first(1)).value(), lines[0]);
        QCOMPARE(medianLines(std::span(lines).first(3)).value(), (RegionLines{2.0, 20.0}));
        QCOMPARE(medianLines(lines).value(), (RegionLines{3.0, 25.0}));
    }
};

QTEST_APPLESS_MAIN(TestRegions)
#include "tst_regions.moc"

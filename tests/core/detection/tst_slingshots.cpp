// SPDX-FileCopyrightText: 2026 Grokking Explorer contributors
// SPDX-License-Identifier: GPL-3.0-or-later
// Slingshots in series made by hand: a flat loss of 1e-3 with jumps, a norm with and without leaps.
#include "core/detection/slingshots.h"

#include <QTest>

#include <cmath>

using namespace grokking;

namespace {

struct Point {
    double loss = 0.0;
    double norm = 0.0;
};

// Returns samples every 10 steps: `quiet` of loss 1e-3 and norm 20, then these, then 10 quiet ones
// with the norm of the last of these.
std::vector<Sampled> series(int quiet, const std::vector<Point>& points)
{
    std::vector<Point> all(static_cast<std::size_t>(quiet), Point{1e-3, 20.0});
    all.insert(all.end(), points.begin(), points.end());
    all.insert(all.end(), 10, Point{1e-3, points.back().norm});
    std::vector<Sampled> samples;
    for (const Point& point : all) {
        Sampled sample{.step = 10 * std::ssize(samples)};
        sample.train.loss = point.loss;
        sample.weightNorm = point.norm;
        samples.push_back(sample);
    }
    return samples;
}

} // namespace

class TestSlingshots : public QObject
{
    Q_OBJECT

private slots:
    void jumpWithALeapOfTheNorm()
    {
        const auto found =
            findSlingshots(series(30, {{0.02, 20.5}, {0.5, 21.0}, {0.1, 21.5}, {2e-3, 22.0}}));
        QCOMPARE(found.size(), std::size_t{1});
        QCOMPARE(found.front().step, std::int64_t{310}); // the highest of the jump
        QCOMPARE(found.front().lossRatio, 500.0);
        QCOMPARE(found.front().normGrowth, 1.1); // 22 to 20
    }

    void eachJumpCounts()
    {
        const auto found = findSlingshots(
            series(30, {{0.5, 21.0}, {1e-3, 21.0}, {1e-3, 21.0}, {0.3, 22.0}, {1e-3, 22.0}}));
        QCOMPARE(found.size(), std::size_t{2});
        QCOMPARE(found.front().step, std::int64_t{300});
        QCOMPARE(found.back().step, std::int64_t{330});
    }

    void noSlingshot_data()
    {
        QTest::addColumn<int>("quiet");
        QTest::addColumn<double>("loss");
        QTest::addColumn<double>("norm");
        QTest::newRow("the norm stays") << 30 << 0.5 << 20.0;
        QTest::newRow("the norm shrinks") << 30 << 0.5 << 19.0;
        QTest::newRow("the jump is too small") << 30 << 9.9e-3 << 22.0;
        QTest::newRow("too little has been seen") << 4 << 0.5 << 22.0;
        QTest::newRow("no number") << 30 << std::nan("") << 22.0;
    }

    void noSlingshot()
    {
        QFETCH(int, quiet);
        QFETCH(double, loss);
        QFETCH(double, norm);
        QVERIFY(findSlingshots(series(quiet, {{loss, norm}, {1e-3, norm}})).empty());
    }

    // A changed setting can lift the loss for good; jumps from there on are seen again.
    void newLevelIsNoJump()
    {
        std::vector<Point> points(40, Point{0.1, 30.0});
        points.push_back({5.0, 31.0});
        points.push_back({0.1, 31.0});
        const auto found = findSlingshots(series(30, points));
        QCOMPARE(found.size(), std::size_t{1});
        QCOMPARE(found.front().step, std::int64_t{700});
        QCOMPARE(found.front().lossRatio, 50.0);
    }

    void fallingLossIsQuiet()
    {
        std::vector<Sampled> samples;
        for (int i = 0; i < 200; ++i) {
            Sampled sample{.step = i};
            sample.train.loss = 2.0 * std::exp(-0.1 * i);
            sample.weightNorm = 20.0 + i;
            samples.push_back(sample);
        }
        QVERIFY(findSlingshots(samples).empty());
    }

    // From rounding errors to rounding errors is no jump.
    void lossBelowTheFloorIsQuiet()
    {
        std::vector<Sampled> samples = series(30, {{0.0, 21.0}});
        for (Sampled& sample : samples)
            sample.train.loss = 0.0;
        samples[31].train.loss = 9e-8;
        QVERIFY(findSlingshots(samples).empty());
    }

    // One that is seen at a pause, and one that is not over yet.
    void manualAndOpenJumpsDoNotCount()
    {
        auto samples = series(30, {{0.5, 22.0}});
        samples[30].kind = SampleKind::Manual;
        QVERIFY(findSlingshots(samples).empty());
        samples[30].kind = SampleKind::Scheduled;
        QCOMPARE(findSlingshots(samples).size(), std::size_t{1});
        QVERIFY(findSlingshots(std::span(samples).first(31)).empty());
    }
};

QTEST_APPLESS_MAIN(TestSlingshots)
#include "tst_slingshots.moc"

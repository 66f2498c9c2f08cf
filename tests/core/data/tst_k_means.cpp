// SPDX-FileCopyrightText: 2026 Grokking Explorer contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/data/k_means.h"
#include "core/util/random.h"

#include <QtTest>

#include <algorithm>
#include <chrono>
#include <cmath>
#include <set>
#include <thread>

using namespace grokking;

namespace {

Array<double> column(const std::vector<double>& values)
{
    Array<double> points({std::ssize(values), 1});
    std::ranges::copy(values, points.values().begin());
    return points;
}

// `perCloud` points around (0, 0), (10, 0) and (0, 10), cloud after cloud.
Array<double> threeClouds(std::int64_t perCloud)
{
    Array<double> points({3 * perCloud, 2});
    RandomStream random(5, Stream::TrainingData);
    for (std::int64_t i = 0; i < points.rows(); ++i) {
        points.row(i)[0] = random.normal() + (i / perCloud == 1 ? 10.0 : 0.0);
        points.row(i)[1] = random.normal() + (i / perCloud == 2 ? 10.0 : 0.0);
    }
    return points;
}

std::vector<std::int64_t> sizes(const Clusters& clusters)
{
    std::vector<std::int64_t> counts(static_cast<std::size_t>(clusters.centroids.rows()));
    for (const std::int32_t member : clusters.members)
        ++counts[static_cast<std::size_t>(member)];
    return counts;
}

} // namespace

class TestKMeans : public QObject
{
    Q_OBJECT

private slots:
    // 1 + 0 + 1 + 1/4 + 1/4 = 2.5, the least of all ways to cut the line.
    void smallExampleIsSolvedByHand()
    {
        const Clusters found = kMeans(column({10.5, 1.0, 2.0, 3.0, 11.5, 2.0}), 2, 7, 0);
        QCOMPARE(found.members, (std::vector<std::int32_t>{1, 0, 0, 0, 1, 0}));
        QCOMPARE(found.centroids.row(0)[0], 2.0); // the larger one first
        QCOMPARE(found.centroids.row(1)[0], 11.0);
        QCOMPARE(found.inertia, 2.5);
    }

    void cloudsAreFoundFromEverySeed()
    {
        const Array<double> points = threeClouds(40);
        for (std::uint64_t seed = 0; seed < 20; ++seed) {
            const Clusters found = kMeans(points, 3, seed, 0);
            QCOMPARE(sizes(found), (std::vector<std::int64_t>{40, 40, 40}));
            for (std::size_t i = 0; i < 120; ++i)
                QCOMPARE(found.members[i], found.members[i / 40 * 40]);
        }
    }

    // What Lloyd's algorithm ends with: each point with its nearest mean, each mean of its points.
    void resultIsAFixedPoint()
    {
        const Array<double> points = threeClouds(50);
        const Clusters found = kMeans(points, 7, 3, 0);
        double inertia = 0.0;
        Array<double> sums({7, 2});
        for (std::int64_t i = 0; i < points.rows(); ++i) {
            const std::int32_t member = found.members[static_cast<std::size_t>(i)];
            QCOMPARE(nearestCentroid(found.centroids, points.row(i)), member);
            for (std::size_t k = 0; k < 2; ++k) {
                sums.row(member)[k] += points.row(i)[k];
                inertia += std::pow(points.row(i)[k] - found.centroids.row(member)[k], 2);
            }
        }
        QVERIFY(std::abs(inertia - found.inertia) < 1e-9 * inertia);
        const auto counts = sizes(found);
        QVERIFY(std::ranges::is_sorted(counts, std::ranges::greater()));
        for (std::int64_t cluster = 0; cluster < 7; ++cluster)
            for (std::size_t k = 0; k < 2; ++k)
                QVERIFY(
                    std::abs(sums.row(cluster)[k]
                                 / static_cast<double>(counts[static_cast<std::size_t>(cluster)])
                             - found.centroids.row(cluster)[k])
                    < 1e-12);
    }

    void sameSeedGivesTheSameAndStepsDiffer()
    {
        Array<double> points({100, 3});
        RandomStream random(1, Stream::TestData);
        std::ranges::generate(points.values(), [&] { return random.uniform(); });
        QVERIFY(kMeans(points, 9, 4, 2) == kMeans(points, 9, 4, 2));
        QVERIFY(kMeans(points, 9, 4, 2).members != kMeans(points, 9, 4, 3).members);
        QVERIFY(kMeans(points, 9, 4, 2).members != kMeans(points, 9, 5, 2).members);
    }

    void noClusterIsEmpty_data()
    {
        QTest::addColumn<std::vector<double>>("values");
        QTest::addColumn<int>("count");
        QTest::newRow("one point each") << std::vector<double>{1, 2, 3, 4} << 4;
        QTest::newRow("all points equal") << std::vector<double>(10, 3.0) << 4;
        QTest::newRow("two places, three clusters")
            << std::vector<double>{0, 0, 0, 0, 5, 5, 5, 5} << 3;
        QTest::newRow("one cluster") << std::vector<double>{1, 2} << 1;
    }

    void noClusterIsEmpty()
    {
        QFETCH(std::vector<double>, values);
        QFETCH(int, count);
        const Clusters found = kMeans(column(values), count, 1, 0);
        QCOMPARE(found.members.size(), values.size());
        for (const std::int64_t size : sizes(found))
            QVERIFY(size > 0);
        for (const double center : found.centroids.values())
            QVERIFY(std::isfinite(center));
    }

    // It ends before the first round, and so without members.
    void requestToStopEndsIt()
    {
        std::stop_source source;
        QCOMPARE(kMeans(threeClouds(1000), 50, 1, 0, source.get_token()).members.size(), 3000U);
        source.request_stop();
        QVERIFY(kMeans(threeClouds(1000), 50, 1, 0, source.get_token()).members.empty());
    }

    // This one takes many seconds to its end.
    void requestToStopIsSeenAtOnce()
    {
        std::stop_source source;
        std::jthread asking([&source] {
            std::this_thread::sleep_for(std::chrono::milliseconds(100));
            source.request_stop();
        });
        QVERIFY(
            kMeans(Array<double>({20'000, 500}), 200, 1, 0, source.get_token()).members.empty());
    }
};

QTEST_APPLESS_MAIN(TestKMeans)
#include "tst_k_means.moc"

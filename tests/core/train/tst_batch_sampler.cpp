// SPDX-FileCopyrightText: 2026 Grokking Explorer contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/train/batch_sampler.h"

#include <QtTest>

#include <algorithm>
#include <vector>

using namespace grokking;

namespace {

std::vector<std::int32_t> epochOrder(BatchSampler& sampler, std::int64_t epoch)
{
    std::vector<std::int32_t> order;
    for (std::int64_t batch = 0; batch < sampler.batchesPerEpoch(); ++batch) {
        const auto examples = sampler.batch(epoch * sampler.batchesPerEpoch() + batch);
        order.insert(order.end(), examples.begin(), examples.end());
    }
    return order;
}

} // namespace

class TestBatchSampler : public QObject
{
    Q_OBJECT

private slots:
    void anEpochVisitsEachExampleOnceAndEndsWithTheRest()
    {
        BatchSampler sampler(25, 10, 1);
        QCOMPARE(sampler.batchesPerEpoch(), 3);
        QCOMPARE(sampler.batch(0).size(), std::size_t{10});
        QCOMPARE(sampler.batch(2).size(), std::size_t{5});
        auto order = epochOrder(sampler, 0);
        std::ranges::sort(order);
        for (std::int32_t i = 0; i < 25; ++i)
            QCOMPARE(order[static_cast<std::size_t>(i)], i);
    }

    void epochsDiffer()
    {
        BatchSampler sampler(25, 10, 1);
        QVERIFY(epochOrder(sampler, 0) != epochOrder(sampler, 1));
    }

    void anyStepCanBeAskedForFirst()
    {
        BatchSampler forward(25, 10, 1);
        const auto expected = epochOrder(forward, 7);
        BatchSampler jumping(25, 10, 1);
        QVERIFY(epochOrder(jumping, 7) == expected);
        QVERIFY(epochOrder(jumping, 2) == epochOrder(forward, 2));
    }

    void batchOfTheWholeSetIsAFullBatch_data()
    {
        QTest::addColumn<int>("batchSize");
        QTest::newRow("0 means all") << 0;
        QTest::newRow("exactly all") << 25;
        QTest::newRow("more than there are") << 100;
    }

    void batchOfTheWholeSetIsAFullBatch()
    {
        QFETCH(int, batchSize);
        BatchSampler sampler(25, batchSize, 1);
        QCOMPARE(sampler.batchesPerEpoch(), 1);
        QVERIFY(sampler.batch(3).empty());
    }
};

QTEST_APPLESS_MAIN(TestBatchSampler)
#include "tst_batch_sampler.moc"

// SPDX-FileCopyrightText: 2026 Grokking Explorer contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/util/processor.h"
#include "core/util/random.h"

#include <QtTest>

#include <algorithm>
#include <array>
#include <cmath>
#include <limits>
#include <thread>
#include <vector>

using namespace grokking;

class TestRandom : public QObject
{
    Q_OBJECT

private slots:
    // Computed with numpy's independent implementation:
    // Philox(counter=[2**64-1]*4, key=[42, 5]).random_raw(5), whose first
    // block has counter 0 (it counts before it draws). Pins the bits, so that stored runs can be
    // repeated by later versions.
    void firstWordsAreThoseOfAnIndependentPhilox()
    {
        RandomStream random(42, Stream::Initialization);
        for (const std::uint64_t expected :
             {0xb8a88ce806b28218ULL, 0xc26026423a9c60b5ULL, 0xed6c5e1efe8a69d3ULL,
              0xb567b6e50afe34c2ULL, 0x4cc291d126c3fb92ULL})
            QCOMPARE(random.bits(), expected);
    }

    void sameStreamGivesSameNumbers()
    {
        RandomStream first(7, Stream::Noise, 3);
        RandomStream second(7, Stream::Noise, 3);
        for (int i = 0; i < 100; ++i)
            QCOMPARE(first.bits(), second.bits());
    }

    void seedStreamAndStepEachGiveOtherNumbers()
    {
        RandomStream reference(7, Stream::Noise, 3);
        const auto number = reference.bits();
        QVERIFY(RandomStream(8, Stream::Noise, 3).bits() != number);
        QVERIFY(RandomStream(7, Stream::Batches, 3).bits() != number);
        QVERIFY(RandomStream(7, Stream::Noise, 4).bits() != number);
    }

    void uniformNumbersHaveTheMomentsOfTheUniformDistribution()
    {
        RandomStream random(1, Stream::TrainingData);
        constexpr int count = 200'000;
        double sum = 0.0;
        double squares = 0.0;
        for (int i = 0; i < count; ++i) {
            const double x = random.uniform();
            QVERIFY(x >= 0.0 && x < 1.0);
            sum += x;
            squares += x * x;
        }
        // Five standard errors: 5 sqrt(1/12/n) and 5 sqrt(4/45/n).
        QVERIFY(std::abs(sum / count - 0.5) < 5.0 * std::sqrt(1.0 / 12.0 / count));
        QVERIFY(std::abs(squares / count - 1.0 / 3.0) < 5.0 * std::sqrt(4.0 / 45.0 / count));
    }

    void normalNumbersHaveTheMomentsOfTheNormalDistribution()
    {
        RandomStream random(2, Stream::TrainingData);
        constexpr int count = 200'000;
        double sum = 0.0;
        double squares = 0.0;
        double fourths = 0.0;
        for (int i = 0; i < count; ++i) {
            const double x = random.normal();
            sum += x;
            squares += x * x;
            fourths += x * x * x * x;
        }
        QVERIFY(std::abs(sum / count) < 5.0 * std::sqrt(1.0 / count));
        QVERIFY(std::abs(squares / count - 1.0) < 5.0 * std::sqrt(2.0 / count));
        QVERIFY(std::abs(fourths / count - 3.0) < 5.0 * std::sqrt(96.0 / count));
    }

    void belowIsUniform()
    {
        RandomStream random(3, Stream::Batches);
        std::array<int, 7> counts{};
        constexpr int draws = 70'000;
        for (int i = 0; i < draws; ++i)
            ++counts.at(random.below(counts.size()));
        for (const int count : counts) // five standard deviations of a binomial count
            QVERIFY(std::abs(count - 10'000) < 5.0 * std::sqrt(draws * (1.0 / 7) * (6.0 / 7)));
    }

    void permutationHoldsEachIndexOnce()
    {
        RandomStream random(4, Stream::Batches);
        auto order = randomPermutation(1000, random);
        QVERIFY(!std::ranges::is_sorted(order));
        std::ranges::sort(order);
        for (std::int32_t i = 0; i < 1000; ++i)
            QCOMPARE(order[static_cast<std::size_t>(i)], i);
    }

    void flushedThreadTreatsDenormalsAsZero()
    {
        bool flushedBefore = true;
        bool flushedAfter = false;
        float half = 1.0F;
        std::thread([&] {
            flushedBefore = denormalsFlushed();
            flushDenormals();
            flushedAfter = denormalsFlushed();
            volatile float smallest = std::numeric_limits<float>::min();
            half = smallest * 0.5F;
        }).join();
        QVERIFY(!flushedBefore);
        QVERIFY(flushedAfter);
        QCOMPARE(half, 0.0F);
    }

    void flushingIsUndone()
    {
        std::vector<bool> flushed;
        std::thread([&] {
            {
                const FlushedDenormals outer;
                {
                    const FlushedDenormals inner;
                }
                flushed.push_back(denormalsFlushed());
            }
            flushed.push_back(denormalsFlushed());
        }).join();
        QCOMPARE(flushed, (std::vector<bool>{true, false}));
    }
};

QTEST_APPLESS_MAIN(TestRandom)
#include "tst_random.moc"

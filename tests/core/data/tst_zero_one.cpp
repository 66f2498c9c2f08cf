// SPDX-FileCopyrightText: 2026 Grokking Explorer contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/data/zero_one.h"

#include <QtTest>

#include <algorithm>
#include <cmath>

using namespace grokking;

namespace {

Dataset make(std::initializer_list<std::pair<std::string, Value>> changes, std::uint64_t seed = 42)
{
    const DatasetKind kind = zeroOneDataset();
    Parameters values = defaultParameters(kind.entry);
    for (const auto& [id, value] : changes)
        values[id] = value;
    return *kind.make(values, {.data = seed}, {});
}

const std::vector<std::int32_t>& labelsOf(const Examples& examples)
{
    return std::get<ClassTargets>(examples.targets).labels;
}

} // namespace

class TestZeroOne : public QObject
{
    Q_OBJECT

private slots:
    // Miller et al. (2023), data set 8: x[:20] is trained on, x[80:] tested, of rand(100, 1) - .5.
    // The first numbers after numpy.random.seed(42) are well known: .3745401188473625,
    // .9507143064099162, .7319939418114051.
    void samplesOfNumpyAreTheFirstAndTheLast()
    {
        const Dataset data = make({{"randomNumbers", "numpy"}});
        QCOMPARE(data.train.size(), 20);
        QCOMPARE(data.test.size(), 20);
        const auto train = data.train.inputs.values();
        QCOMPARE(train[0], 0.3745401188473625 - 0.5);
        QCOMPARE(train[1], 0.9507143064099162 - 0.5);
        QCOMPARE(train[2], 0.7319939418114051 - 0.5);
        const Dataset all = make({{"randomNumbers", "numpy"}, {"n", std::int64_t{100}}});
        QVERIFY(std::ranges::equal(train, all.train.inputs.values().first(20)));
        QVERIFY(std::ranges::equal(data.test.inputs.values(), all.train.inputs.values().last(20)));
        QVERIFY(std::ranges::equal(all.test.inputs.values(),
                                   make({{"randomNumbers", "numpy"}, {"n", std::int64_t{120}}})
                                       .train.inputs.values()
                                       .last(20)));
    }

    void classSaysWhichSideOfZeroTheInputIs()
    {
        for (const char* const numbers : {"own", "numpy"}) {
            const Dataset data = make({{"randomNumbers", numbers}, {"halfWidth", 3.0}});
            for (const Split split : {Split::Train, Split::Test}) {
                const Examples& examples = data.split(split);
                QCOMPARE(classCount(examples.targets), 2);
                for (std::size_t i = 0; i < labelsOf(examples).size(); ++i) {
                    const double x = examples.inputs.values()[i];
                    QVERIFY(std::abs(x) <= 3.0);
                    QCOMPARE(labelsOf(examples)[i] == 1, x > 0.0);
                }
            }
        }
    }

    // Half of them to five standard errors.
    void classesAreEquallyLikely()
    {
        const Dataset data = make({{"testSize", std::int64_t{20'000}}});
        const auto ones = static_cast<double>(std::ranges::count(labelsOf(data.test), 1));
        QVERIFY(std::abs(ones / 20'000.0 - 0.5) < 5.0 * 0.5 / std::sqrt(20'000.0));
    }

    void ownSamplesStayTheSameWithMoreOfThem()
    {
        const Dataset few = make({{"n", std::int64_t{5}}});
        const Dataset many = make({{"n", std::int64_t{9}}});
        QVERIFY(std::ranges::equal(few.train.inputs.values(), many.train.inputs.values().first(5)));
        QVERIFY(few.test == many.test);
        QVERIFY(make({{"n", std::int64_t{5}}}, 43).train != few.train);
    }
};

QTEST_APPLESS_MAIN(TestZeroOne)
#include "tst_zero_one.moc"

// SPDX-FileCopyrightText: 2026 Grokking Explorer contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/data/line.h"

#include <QtTest>

#include <algorithm>
#include <array>
#include <cmath>

using namespace grokking;

namespace {

Dataset make(std::initializer_list<std::pair<std::string, Value>> changes,
             const DatasetSeeds& seeds = {.data = 7})
{
    const DatasetKind kind = lineDataset();
    Parameters values = defaultParameters(kind.entry);
    for (const auto& [id, value] : changes)
        values[id] = value;
    return *kind.make(values, seeds, {});
}

const std::vector<double>& targetsOf(const Examples& examples)
{
    return std::get<RealTargets>(examples.targets).values;
}

} // namespace

class TestLine : public QObject
{
    Q_OBJECT

private slots:
    // Miller et al. (2023), data set 9; numpy 1.24.2:
    //   python3 -c "import numpy; numpy.random.seed(SEED); print((numpy.random.rand(100) -
    //   .5)[[0, 1, 2, 99]].tolist())"
    void pointsOfTheFirstSeedsAreThoseOfNumpy()
    {
        verifyPoints(0, {0.04881350392732475, 0.21518936637241948, 0.10276337607164387,
                         -0.49530452380745293});
        verifyPoints(
            1, {-0.082977995297426, 0.2203244934421581, -0.4998856251826551, 0.11714491362072388});
        verifyPoints(2, {-0.06400509785799624, -0.47407376817210867, 0.049662477878709144,
                         0.38165223574854856});
        verifyPoints(3, {0.050797902574575504, 0.20814782261810483, -0.20909526108705567,
                         -0.30361942329986313});
        verifyPoints(4, {0.4670298390136767, 0.04723224917572233, 0.47268435996488434,
                         -0.06323370806048678});
    }

    void numbersToPredictLieOnTheLine()
    {
        const Dataset data = make({{"slope", -2.5}, {"halfWidth", 4.0}, {"n", std::int64_t{50}}});
        for (const Split split : {Split::Train, Split::Test}) {
            const Examples& examples = data.split(split);
            QCOMPARE(std::ssize(targetsOf(examples)), examples.size());
            for (std::int64_t i = 0; i < examples.size(); ++i)
                QCOMPARE(targetsOf(examples)[static_cast<std::size_t>(i)],
                         -2.5 * examples.inputs.row(i)[0]);
        }
        QCOMPARE(classCount(data.train.targets), 0);
    }

    // Mean 0 and variance w^2 / 3, within five standard errors w sqrt(1/3/n) and w^2 sqrt(4/45/n).
    void inputsAreUniformWithinTheHalfWidth()
    {
        const Dataset data = make({{"halfWidth", 4.0}, {"testSize", std::int64_t{20'000}}});
        const auto inputs = data.test.inputs.values();
        double sum = 0.0;
        double squares = 0.0;
        for (const double x : inputs) {
            QVERIFY(std::abs(x) <= 4.0);
            sum += x / 20'000.0;
            squares += x * x / 20'000.0;
        }
        QVERIFY(std::abs(sum) < 5.0 * 4.0 * std::sqrt(1.0 / 3.0 / 20'000.0));
        QVERIFY(std::abs(squares - 16.0 / 3.0) < 5.0 * 16.0 * std::sqrt(4.0 / 45.0 / 20'000.0));
    }

    void ownPointsStayTheSameWithMoreOfThem()
    {
        const Dataset few = make({{"n", std::int64_t{5}}});
        const Dataset many = make({{"n", std::int64_t{9}}});
        QVERIFY(std::ranges::equal(few.train.inputs.values(), many.train.inputs.values().first(5)));
        QVERIFY(few.test == many.test);
        QVERIFY(make({{"n", std::int64_t{5}}}, {.data = 8}).train != few.train);
    }

    void seedThatNumpyDoesNotTakeIsNamed()
    {
        const DatasetKind kind = lineDataset();
        Parameters values = defaultParameters(kind.entry);
        values["randomNumbers"] = "numpy";
        QVERIFY(bool(kind.make(values, {.data = 4'294'967'295}, {})));
        const auto made = kind.make(values, {.data = 4'294'967'296}, {});
        QVERIFY(!made);
        QVERIFY(made.error().text().starts_with("seeds.data: numpy takes seeds up to 4294967295"));
    }

private:
    static void verifyPoints(std::uint64_t seed, std::array<double, 4> expected)
    {
        const Dataset data = make({{"randomNumbers", "numpy"}}, {.data = seed});
        QCOMPARE(data.train.size(), 2);
        QCOMPARE(data.test.size(), 98);
        const auto train = data.train.inputs.values();
        const auto test = data.test.inputs.values();
        QVERIFY(train[0] == expected[0] && train[1] == expected[1]);
        QVERIFY(test.front() == expected[2] && test.back() == expected[3]);
        QVERIFY(targetsOf(data.train)[1] == 0.3 * expected[1]);
    }
};

QTEST_APPLESS_MAIN(TestLine)
#include "tst_line.moc"

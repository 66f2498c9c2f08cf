// SPDX-FileCopyrightText: 2026 Grokking Explorer contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/data/dataset_catalog.h"
#include "core/data/shift.h"

#include <QtTest>

#include <algorithm>
#include <cmath>

using namespace grokking;

namespace {

Dataset make(double f, std::int64_t n, std::uint64_t seed, std::int64_t testSize = 2000)
{
    const DatasetKind& kind = *findDataset("equidistant");
    Parameters values = defaultParameters(kind.entry);
    values["f"] = f;
    values["n"] = n;
    values["testSize"] = testSize;
    return *kind.make(values, {seed, seed, seed}, {});
}

Grouping sizes(const std::vector<std::int64_t>& train, const std::vector<std::int64_t>& test)
{
    return {.trainingSize = train, .testSize = test};
}

} // namespace

class TestShift : public QObject
{
    Q_OBJECT

private slots:
    // p = shares in training, q in the test set. Data set 1, N = 100, f = .2: p is .05 four times
    // and .2 four times, q = .125.
    void sharesByHand_data()
    {
        QTest::addColumn<std::vector<std::int64_t>>("train");
        QTest::addColumn<std::vector<std::int64_t>>("test");
        QTest::addColumn<double>("totalVariation");
        QTest::addColumn<double>("forward");
        QTest::addColumn<double>("backward");
        QTest::addColumn<int>("removed");
        using Sizes = std::vector<std::int64_t>;
        QTest::newRow("no shift") << Sizes{5, 5} << Sizes{9, 9} << 0.0 << 0.0 << 0.0 << 0;
        QTest::newRow("D1, N = 100, f = .2") << Sizes{5, 20, 5, 20, 5, 20, 5, 20} << Sizes(8, 1250)
                                             << 0.3 << 0.2 * std::log(0.4) + 0.8 * std::log(1.6)
                                             << 0.5 * std::log(2.5) + 0.5 * std::log(0.625) << 0;
        QTest::newRow("D1, f = 0: ln 2, and infinite the other way")
            << Sizes{0, 25, 0, 25, 0, 25, 0, 25} << Sizes(8, 1250) << 0.5 << std::log(2.0)
            << std::numeric_limits<double>::infinity() << 4;
    }

    void sharesByHand()
    {
        QFETCH(std::vector<std::int64_t>, train);
        QFETCH(std::vector<std::int64_t>, test);
        QFETCH(double, totalVariation);
        QFETCH(double, forward);
        QFETCH(double, backward);
        QFETCH(int, removed);
        const ShareShift shift = shareShift(sizes(train, test));
        QVERIFY(std::abs(shift.totalVariation - totalVariation) < 1e-12);
        QVERIFY(std::abs(shift.klTrainTest - forward) < 1e-12);
        if (std::isinf(backward))
            QVERIFY(std::isinf(shift.klTestTrain));
        else
            QVERIFY(std::abs(shift.klTestTrain - backward) < 1e-12);
        QCOMPARE(shift.removed, removed);
    }

    // P(at least 8 heads of 10) = (45 + 10 + 1) / 1024.
    void coinTossesByHand()
    {
        QVERIFY(std::abs(fairCoinTail(8, 10) - 56.0 / 1024.0) < 1e-12);
        QVERIFY(std::abs(fairCoinTail(0, 10) - 1.0) < 1e-12);
        QVERIFY(std::abs(fairCoinTail(10, 10) - 1.0 / 1024.0) < 1e-15);
        QVERIFY(std::abs(fairCoinTail(0, 0) - 1.0) < 1e-12);
    }

    // Without a shift p values are uniform or, as the shares of the subclasses are no accident
    // here, larger. Of 12, binomial with chance .25: more than 8 at or below .25 in 1 of 2500.
    void noShiftGivesNoSmallPValues()
    {
        int small = 0;
        int smallDomain = 0;
        double largest = 0.0;
        for (std::uint64_t seed = 0; seed < 12; ++seed) {
            // Train and test examples of one and the same pool, whichever subclass they are of.
            Dataset data = make(1.0, 80, seed, 80);
            for (std::int64_t i = 0; i < data.train.size() && i < data.test.size(); i += 2)
                std::ranges::swap_ranges(data.train.inputs.row(i), data.test.inputs.row(i));
            const auto test = twoSampleTest(data, seed);
            const auto classifier = domainClassifier(data, seed);
            small += test->pValue <= 0.25 ? 1 : 0;
            smallDomain += classifier->pValue <= 0.25 ? 1 : 0;
            largest = std::max(largest, test->pValue);
        }
        QVERIFY(small <= 8);
        QVERIFY(smallDomain <= 8);
        QVERIFY(largest > 0.3);
    }

    void removedSubclassesGiveTinyPValues()
    {
        const Dataset data = make(0.0, 800, 7);
        const auto test = twoSampleTest(data, 7);
        QCOMPARE(test->pValue, 1.0 / 1000.0); // the smallest of 999 relabelings
        const auto classifier = domainClassifier(data, 7);
        QVERIFY(classifier->pValue < 1e-4);
        // The removed half of the test set can be told, the other half cannot: at most 3/4.
        QVERIFY(classifier->accuracy > 0.58 && classifier->accuracy < 0.8);
    }

    void testsAreRepeatable()
    {
        const Dataset data = make(0.2, 200, 3);
        QCOMPARE(twoSampleTest(data, 5)->pValue, twoSampleTest(data, 5)->pValue);
        QCOMPARE(domainClassifier(data, 5)->accuracy, domainClassifier(data, 5)->accuracy);
        QVERIFY(twoSampleTest(data, 5)->discrepancy != twoSampleTest(data, 6)->discrepancy);
    }

    void tooFewExamplesGiveNoTest()
    {
        const Dataset data = make(1.0, 8, 1);
        Dataset tiny = data;
        tiny.train.inputs = Array<double>({3, 117});
        QVERIFY(!twoSampleTest(tiny, 1));
        QVERIFY(!domainClassifier(tiny, 1));
        std::stop_source stop;
        stop.request_stop();
        QVERIFY(!twoSampleTest(data, 1, stop.get_token()));
    }

    // With 600 features that never vary there are more of them than of examples, and the same is
    // found.
    void constantFeaturesChangeNothing()
    {
        const DatasetKind& kind = *findDataset("hidden-parity");
        Parameters values = defaultParameters(kind.entry);
        values["bits"] = std::int64_t{20};
        values["n"] = std::int64_t{200};
        values["testSize"] = std::int64_t{200};
        Dataset few = *kind.make(values, {1, 1, 1}, {});
        for (std::int64_t i = 0; i < few.test.size(); ++i)
            few.test.inputs.row(i)[0] = 1.0; // a shift that can be found
        Dataset many = few;
        for (Examples* split : {&many.train, &many.test}) {
            Array<double> wide({split->size(), 620});
            for (std::int64_t i = 0; i < split->size(); ++i)
                std::ranges::copy(split->inputs.row(i), wide.row(i).begin());
            split->inputs = std::move(wide);
        }
        QVERIFY(domainClassifier(few, 3)->accuracy > 0.6);
        QCOMPARE(domainClassifier(many, 3)->accuracy, domainClassifier(few, 3)->accuracy);
        QCOMPARE(domainClassifier(many, 3)->pValue, domainClassifier(few, 3)->pValue);
        QCOMPARE(twoSampleTest(many, 3)->pValue, twoSampleTest(few, 3)->pValue);
    }
};

QTEST_APPLESS_MAIN(TestShift)
#include "tst_shift.moc"

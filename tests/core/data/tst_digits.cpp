// SPDX-FileCopyrightText: 2026 Grokking Explorer contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/digits.h"

#include <QtTest>

#include <set>

using namespace grokking;
using namespace grokking::test;

class TestDigits : public QObject
{
    Q_OBJECT

private slots:
    void examplesAreShippedPicturesWithTheirLabels()
    {
        const auto known = shippedLabels();
        const Dataset data = make({});
        for (const Split split : {Split::Train, Split::Test}) {
            const Examples& examples = data.split(split);
            QCOMPARE(examples.inputs.rowSize(), 400);
            for (std::int64_t i = 0; i < examples.size(); ++i) {
                const auto index = static_cast<std::size_t>(i);
                QCOMPARE(labelsOf(examples)[index], known.at(rowOf(examples, i)));
                QCOMPARE(data.grouping->classes[static_cast<std::size_t>(examples.groups[index])],
                         labelsOf(examples)[index]);
            }
        }
    }

    // Eq. 1 with ten subsampled clusters, ten others and N = 400.
    void trainingSizesAreThoseOfEquation1_data()
    {
        QTest::addColumn<double>("f");
        QTest::addColumn<int>("subsampled");
        QTest::addColumn<int>("regular");
        QTest::newRow("f = 0") << 0.0 << 0 << 40;   // 0; 400 / 10
        QTest::newRow("f = 0.2") << 0.2 << 7 << 33; // ceil(80 / 12); floor(400 / 12)
        QTest::newRow("f = 1") << 1.0 << 20 << 20;  // 400 / 20
    }

    void trainingSizesAreThoseOfEquation1()
    {
        QFETCH(double, f);
        QFETCH(int, subsampled);
        QFETCH(int, regular);
        const Dataset data = make({{"f", f}, {"n", std::int64_t{400}}});
        const Grouping& grouping = *data.grouping;
        QCOMPARE(std::ranges::count(grouping.subsampled, true), 10);
        std::vector<std::int64_t> train(20);
        std::vector<std::int64_t> test(20);
        for (const std::int32_t group : data.train.groups)
            ++train[static_cast<std::size_t>(group)];
        for (const std::int32_t group : data.test.groups)
            ++test[static_cast<std::size_t>(group)];
        for (std::size_t group = 0; group < 20; ++group) {
            QCOMPARE(train[group], grouping.subsampled[group] ? subsampled : regular);
            QCOMPARE(test[group], 25); // 500 over 20 clusters
        }
        for (std::size_t digit = 0; digit < 10; ++digit) {
            QCOMPARE(data.drawnFrom[2 * digit] + data.drawnFrom[2 * digit + 1], 350);
            QVERIFY(data.drawnFrom[2 * digit] >= data.drawnFrom[2 * digit + 1]);
        }
        QCOMPARE(train, grouping.trainingSize);
        QCOMPARE(test, grouping.testSize);
    }

    void trainAndTestPicturesDiffer()
    {
        const Dataset data = make({});
        const auto train = rowsOf(data.train);
        const auto test = rowsOf(data.test);
        QCOMPARE(std::ssize(train), data.train.size()); // none twice
        QCOMPARE(std::ssize(test), data.test.size());
        for (const Row& row : test)
            QVERIFY(!train.contains(row));
    }

    void moreOfThemKeepTheFirstOnesAndTheTestSet()
    {
        const Dataset few = make({{"n", std::int64_t{200}}});
        const Dataset more = make({{"n", std::int64_t{500}}, {"f", 0.5}});
        QVERIFY(std::ranges::includes(rowsOf(more.train), rowsOf(few.train)));
        QVERIFY(few.test == more.test);
    }

    void seedsDoWhatTheyAreFor()
    {
        const Dataset data = make({});
        QVERIFY(make({}) == data);
        const Dataset otherData = make({}, {1, 20, 3});
        QVERIFY(otherData.grouping == data.grouping);
        QVERIFY(rowsOf(otherData.train) != rowsOf(data.train));
        const Dataset otherChoice = make({}, {1, 2, 30});
        QVERIFY(otherChoice.grouping->subsampled != data.grouping->subsampled);
        QVERIFY(otherChoice.test == data.test);
        QVERIFY(rowsOf(make({}, {10, 2, 3}).test) != rowsOf(data.test));
    }

    void subsampledOnesCanBeChosen()
    {
        const Dataset data = make({{"subsampled", std::string("A1 H2")}, {"f", 0.0}});
        for (std::size_t group = 0; group < 20; ++group)
            QCOMPARE(data.grouping->trainingSize[group] == 0, group == 0 || group == 15);
    }

    void fewerDigitsAreTheFirstOnes()
    {
        const Dataset all = make({});
        const Dataset four = make({{"digits", std::int64_t{4}},
                                   {"n", std::int64_t{200}},
                                   {"testSize", std::int64_t{200}}});
        QCOMPARE(std::get<ClassTargets>(four.train.targets).classes, 4);
        QVERIFY(std::ranges::includes(rowsOf(all.train), rowsOf(four.train)));
    }

    void problemsAreFoundBefore_data()
    {
        QTest::addColumn<QString>("id");
        QTest::addColumn<int>("value");
        QTest::addColumn<QString>("problem");
        QTest::newRow("n") << "n" << 3501 << "n is more than there are to choose from";
        QTest::newRow("n small") << "n" << 5 << "n is too small";
        QTest::newRow("perDigit") << "perDigit" << 499
                                  << "perDigit is more than there are: 500 pictures of digit 0; "
                                     "use at most 498";
        QTest::newRow("clusters") << "subsampledPerClass" << 3
                                  << "subsampledPerClass is more than a class has";
        QTest::newRow("testSize") << "testSize" << 19 << "testSize is too small";
        QTest::newRow("none whole")
            << "subsampledPerClass" << 2 << "subsampledPerClass leaves no subclass whole";
    }

    void problemsAreFoundBefore()
    {
        QFETCH(QString, id);
        QFETCH(int, value);
        QFETCH(QString, problem);
        QVERIFY(problemOf({}).isEmpty());
        const QString found = problemOf({{id.toStdString(), std::int64_t{value}}});
        QVERIFY2(found.startsWith(problem), qPrintable(found));
    }

    void choiceOfExamplesHasAFingerprint()
    {
        const Dataset data = make({});
        QCOMPARE(data.choiceFingerprint.size(), std::size_t{16});
        QCOMPARE(make({}).choiceFingerprint, data.choiceFingerprint);
        QVERIFY(make({}, {1, 3, 3}).choiceFingerprint != data.choiceFingerprint);
        QVERIFY(make({{"clusters", std::int64_t{3}}}).choiceFingerprint != data.choiceFingerprint);
        const Dataset fewer = make({{"testSize", std::int64_t{400}}});
        QVERIFY(fewer.train == data.train);
        QVERIFY(fewer.choiceFingerprint != data.choiceFingerprint);
    }
};

QTEST_APPLESS_MAIN(TestDigits)
#include "tst_digits.moc"

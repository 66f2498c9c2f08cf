// SPDX-FileCopyrightText: 2026 Grokking Explorer contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/data/class_subclass.h"
#include "core/data/custom_geometry.h"

#include <QtTest>

#include <algorithm>
#include <cmath>
#include <numeric>

using namespace grokking;

namespace {

const DatasetKind& kind()
{
    return *findDataset("custom-geometry");
}

Parameters with(const Parameters& changes)
{
    Parameters values = defaultParameters(kind().entry);
    for (const auto& [id, value] : changes)
        values.at(id) = value;
    return values;
}

QString problems(const Parameters& values)
{
    QStringList lines;
    for (const SpecProblem& problem : kind().entry.check(values))
        lines << QString::fromStdString(problem.path + " " + problem.message);
    return lines.join(u'\n');
}

std::vector<double> sortedDistances(const Array<double>& points)
{
    const Array<double> matrix = distanceMatrix(points);
    std::vector<double> all(matrix.values().begin(), matrix.values().end());
    std::ranges::sort(all);
    return all;
}

bool close(const std::vector<double>& a, const std::vector<double>& b)
{
    return std::ranges::equal(a, b, [](double x, double y) { return std::abs(x - y) < 1e-12; });
}

} // namespace

class TestCustomGeometry : public QObject
{
    Q_OBJECT

private slots:
    // With its defaults: the same distances between subclasses and between classes as data set 1.
    void defaultsAreAsEquidistantAsThePaper()
    {
        const auto custom = kind().geometry(with({}), {1, 2, 3}, {});
        const auto paper =
            findDataset("equidistant")
                ->geometry(defaultParameters(findDataset("equidistant")->entry), {1, 2, 3}, {});
        QCOMPARE(custom->centroids.shape(), paper->centroids.shape());
        QVERIFY(close(sortedDistances(custom->centroids), sortedDistances(paper->centroids)));
        QVERIFY(close(sortedDistances(classCentroids(*custom)),
                      sortedDistances(classCentroids(*paper))));
        QVERIFY(custom->classes == paper->classes);
    }

    void distancesAreThoseWished_data()
    {
        QTest::addColumn<int>("classes");
        QTest::addColumn<int>("subclasses");
        QTest::addColumn<int>("groups");
        QTest::addColumn<int>("within");
        QTest::addColumn<int>("between");
        QTest::newRow("tight classes far apart") << 3 << 2 << 12 << 2 << 6;
        QTest::newRow("loose classes close together") << 2 << 2 << 8 << 6 << 4;
        QTest::newRow("one subclass each") << 5 << 1 << 9 << 3 << 2;
        QTest::newRow("two classes an odd distance apart") << 2 << 2 << 9 << 2 << 3;
    }

    void distancesAreThoseWished()
    {
        QFETCH(int, classes);
        QFETCH(int, subclasses);
        QFETCH(int, groups);
        QFETCH(int, within);
        QFETCH(int, between);
        const Parameters values = with({{"classes", std::int64_t{classes}},
                                        {"subclassesPerClass", std::int64_t{subclasses}},
                                        {"groups", std::int64_t{groups}},
                                        {"groupDimensions", std::int64_t{5}},
                                        {"withinDistance", std::int64_t{within}},
                                        {"betweenDistance", std::int64_t{between}},
                                        {"subsampledPerClass", std::int64_t{0}},
                                        {"separation", 2.0}});
        QCOMPARE(problems(values), QString());
        const auto geometry = kind().geometry(values, {4, 5, 6}, {});
        QCOMPARE(geometry->centroids.rows(), classes * subclasses);
        QCOMPARE(geometry->centroids.rowSize(), groups * 5);
        const Array<double> distances = distanceMatrix(geometry->centroids);
        for (std::int64_t i = 0; i < distances.rows(); ++i)
            for (std::int64_t j = 0; j < i; ++j) {
                const bool same = geometry->classes[static_cast<std::size_t>(i)]
                                  == geometry->classes[static_cast<std::size_t>(j)];
                QVERIFY(std::abs(distances.row(i)[static_cast<std::size_t>(j)]
                                 - 2.0 * std::sqrt(same ? within : between))
                        < 1e-12);
            }
    }

    void impossibleWishesSayWhatThereIs_data()
    {
        QTest::addColumn<Parameters>("changes");
        QTest::addColumn<QString>("problem");
        const auto whole = [](std::int64_t value) { return Value(value); };
        QTest::newRow("too many codes of one distance")
            << Parameters{{"withinDistance", whole(6)}, {"betweenDistance", whole(6)}}
            << "classes is too much: at most 4 codes are pairwise 6 apart in 9 bits; 4 classes of "
               "2 need 8; use fewer, another distance or more groups";
        QTest::newRow("one code more than there are")
            << Parameters{{"classes", whole(5)}}
            << "classes is too much: at most 9 codes are pairwise 2 apart in 9 bits; 5 classes of "
               "2 need 10; use fewer, another distance or more groups";
        QTest::newRow("too many subclasses")
            << Parameters{{"subclassesPerClass", whole(3)}, {"withinDistance", whole(3)}}
            << "subclassesPerClass is too much: at most 2 codes are pairwise 3 apart in 9 bits; "
               "use fewer, another distance within or more groups";
        QTest::newRow("too many classes")
            << Parameters{{"betweenDistance", whole(6)}, {"classes", whole(5)}}
            << "classes is too much: at most 4 codes are pairwise 6 apart in 9 bits; use fewer, "
               "another distance between or more groups";
        QTest::newRow("too many classes, at least so far apart")
            << Parameters{{"betweenDistance", whole(6)},
                          {"classes", whole(5)},
                          {"betweenRule", "at-least"}}
            << "classes is too much: at most 4 codes are pairwise at least 6 apart in 9 bits; use "
               "fewer, another distance between or more groups";
        QTest::newRow("classes and subclasses do not go together")
            << Parameters{{"withinDistance", whole(1)}, {"classes", whole(2)}}
            << "classes is too much: at most 1 class of 2 codes can lie 1 apart within and 2 "
               "between classes in 9 bits; use fewer classes or subclasses, other distances or "
               "more groups";
        QTest::newRow("farther than the groups allow")
            << Parameters{{"groups", whole(4)}, {"withinDistance", whole(5)}}
            << "withinDistance is more than the groups allow; use at most 4 or more groups";
        QTest::newRow("more subsampled than there are")
            << Parameters{{"subsampledPerClass", whole(3)}}
            << "subsampledPerClass is more than a class has; use at most 1";
        QTest::newRow("all subsampled")
            << Parameters{{"subsampledPerClass", whole(2)}}
            << "subsampledPerClass leaves no subclass whole, and f compares with those; leave at "
               "least one out";
        QTest::newRow("all subsampled by hand")
            << Parameters{{"subsampled", "A1 A2 B1 B2 C1 C2 D1 D2"}}
            << "subsampled leaves no subclass whole, and f compares with those; leave at least one "
               "out";
        QTest::newRow("fewer test samples than subclasses")
            << Parameters{{"subclassesPerClass", whole(12)},
                          {"groups", whole(12)},
                          {"testSize", whole(40)},
                          {"n", whole(1000)}}
            << "testSize is too small to give each of the 48 subclasses a sample; use at least "
               "that many";
    }

    void impossibleWishesSayWhatThereIs()
    {
        QFETCH(Parameters, changes);
        QFETCH(QString, problem);
        QCOMPARE(problems(with(changes)), problem);
    }

    // The clock is up at once: what was found is told, and that there may be more.
    void aSearchWithoutTimeSaysSo()
    {
        int nodes = 0;
        const CodeAnswer answer = answerWish({.classes = 21,
                                              .subclasses = 1,
                                              .within = 1,
                                              .between = 4,
                                              .rule = BetweenRule::AtLeast},
                                             [&] { return ++nodes > 100; });
        QVERIFY(!answer.final);
        const QString message = QString::fromStdString(answer.problems.front().message);
        QVERIFY2(QRegularExpression("^may be too much: found \\d+ codes pairwise at least 4 apart "
                                    "in 9 bits in 2 seconds, maximum unknown; ")
                     .match(message)
                     .hasMatch(),
                 qPrintable(message));
    }

    void quickChecksAreNotSlow()
    {
        QVERIFY(!kind().entry.isCheckSlow(with({})));
        QVERIFY(!kind().entry.isCheckSlow(with({{"withinDistance", std::int64_t{6}}})));
    }

    void testSizesDifferByAtMostOne()
    {
        const Grouping groups = kind().grouping(
            with({{"classes", std::int64_t{3}}, {"testSize", std::int64_t{1000}}}), {1, 2, 3});
        QVERIFY((groups.testSize == std::vector<std::int64_t>{167, 167, 167, 167, 166, 166}));
        QCOMPARE(std::accumulate(groups.testSize.begin(), groups.testSize.end(), std::int64_t{0}),
                 std::int64_t{1000});
    }

    void subsamplesAsManyPerClassAsSaid()
    {
        const Parameters values = with({{"classes", std::int64_t{2}},
                                        {"subclassesPerClass", std::int64_t{4}},
                                        {"subsampledPerClass", std::int64_t{3}},
                                        {"f", 0.0},
                                        {"n", std::int64_t{100}}});
        const Grouping groups = kind().grouping(values, {1, 2, 3});
        for (const int label : {0, 1}) {
            std::int64_t regular = 0;
            for (std::size_t i = 0; i < groups.names.size(); ++i)
                if (groups.classes[i] == label && !groups.subsampled[i])
                    regular += groups.trainingSize[i];
            QCOMPARE(regular, std::int64_t{50});
        }
        QVERIFY(kind().grouping(values, {9, 9, 3}).subsampled == groups.subsampled);
    }

    // By hand: these and no others, whatever the seed and the number per class say.
    void subsamplesWhatWasChosenByHand()
    {
        const Parameters values = with({{"subsampled", "D2, A1"}, {"f", 0.0}});
        const Grouping groups = kind().grouping(values, {1, 2, 3});
        QVERIFY((groups.subsampled
                 == std::vector<bool>{true, false, false, false, false, false, false, true}));
        QVERIFY((groups.trainingSize == std::vector<std::int64_t>{0, 33, 33, 33, 33, 33, 33, 0}));
    }

    // Isotropic: the factor is spread times the identity, and the means are those of the paper's.
    void isotropicSpreadsAlikeInAllDirections()
    {
        const Blocks isotropic{.bits = 3, .dimensions = 4, .covariance = Covariance::Isotropic};
        const auto pairs = makeGeometry(1.0, 0.3, 5, isotropic);
        const auto varied = makeGeometry(1.0, 0.3, 5, {.bits = 3, .dimensions = 4});
        QCOMPARE(static_cast<int>(pairs.size()), 3);
        for (std::size_t l = 0; l < pairs.size(); ++l) {
            QVERIFY(pairs[l].means == varied[l].means);
            for (std::int64_t i = 0; i < 4; ++i)
                for (std::int64_t j = 0; j < 4; ++j)
                    QCOMPARE(pairs[l].factor.row(i)[static_cast<std::size_t>(j)],
                             i == j ? 0.3 : 0.0);
        }
        const Dataset data = *kind().make(with({{"covariance", "isotropic"}}), {1, 2, 3}, {});
        QCOMPARE(data.train.inputs.rowSize(), 117);
    }
};

QTEST_APPLESS_MAIN(TestCustomGeometry)
#include "tst_custom_geometry.moc"

// SPDX-FileCopyrightText: 2026 Grokking Explorer contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/data/class_subclass.h"

#include <QtTest>

#include <algorithm>
#include <bit>
#include <cmath>
#include <map>
#include <numeric>

#include "tests/support/usable_parameters.h"

using namespace grokking;

namespace {

using Point = std::vector<double>;

const std::vector<std::vector<int>> equidistantCodes{
    {192, 320}, {384, 449}, {450, 452}, {456, 464}};

std::vector<std::vector<int>> equivariantCodes()
{
    std::vector<std::vector<int>> classes;
    for (const int hub : {63, 240, 323, 396}) {
        classes.push_back({hub});
        for (int bit = 0; bit < 9; ++bit)
            classes.back().push_back(hub ^ (1 << bit));
    }
    return classes;
}

double distance(const Point& a, const Point& b)
{
    return std::sqrt(std::transform_reduce(a.begin(), a.end(), b.begin(), 0.0, std::plus<>(),
                                           [](double x, double y) { return (x - y) * (x - y); }));
}

Point mean(const std::vector<Point>& points)
{
    Point center(points.front().size());
    for (const Point& point : points) {
        for (std::size_t i = 0; i < center.size(); ++i)
            center[i] += point[i] / static_cast<double>(points.size());
    }
    return center;
}

// The centroids of the subclasses of each class.
std::vector<std::vector<Point>> centroids(const std::vector<std::vector<int>>& codes)
{
    const auto pairs = makeGeometry(1.0, 0.125, 11);
    std::vector<std::vector<Point>> classes;
    for (const auto& members : codes) {
        classes.emplace_back();
        for (const int code : members)
            classes.back().push_back(centroid(pairs, code));
    }
    return classes;
}

Parameters parameters(double f, std::int64_t n)
{
    return {{"f", f},
            {"n", n},
            {"separation", 1.0},
            {"spread", 0.125},
            {"testSize", std::int64_t{10'000}}};
}

// Sets f and n, and no more test examples than there are.
void set(Parameters& values, double f, std::int64_t n)
{
    values["f"] = f;
    values["n"] = n;
    values["testSize"] = std::int64_t{400};
}

Dataset make(const char* id, double f, std::int64_t n, DatasetSeeds seeds = {1, 2, 3})
{
    return *findDataset(id)->make(parameters(f, n), seeds, {});
}

constexpr double tolerance = 1e-12;

} // namespace

class TestClassSubclass : public QObject
{
    Q_OBJECT

private slots:
    // Carvalho et al., data set 1: all 28 pairs sqrt 2 apart, class centroids 1 apart, a subclass
    // sqrt(1/2) from its own class centroid and sqrt(3/2) from any other.
    void equidistantSubclassesHaveTheDistancesOfThePaper()
    {
        const auto classes = centroids(equidistantCodes);
        std::vector<Point> all;
        for (const auto& members : classes)
            all.insert(all.end(), members.begin(), members.end());
        int pairs = 0;
        for (std::size_t i = 0; i < all.size(); ++i) {
            for (std::size_t j = 0; j < i; ++j, ++pairs)
                QVERIFY(std::abs(distance(all[i], all[j]) - std::sqrt(2.0)) < tolerance);
        }
        QCOMPARE(pairs, 28);
        for (std::size_t i = 0; i < classes.size(); ++i) {
            for (std::size_t j = 0; j < classes.size(); ++j) {
                if (i != j)
                    QVERIFY(std::abs(distance(mean(classes[i]), mean(classes[j])) - 1.0)
                            < tolerance);
                for (const Point& subclass : classes[i])
                    QVERIFY(std::abs(distance(subclass, mean(classes[j]))
                                     - std::sqrt(i == j ? 0.5 : 1.5))
                            < tolerance);
            }
        }
    }

    // Data set 2: within a class 36 pairs at 1 and 144 at sqrt 2; across classes Hamming distance
    // 4/5/6/7/8 in 180/72/276/36/36 pairs; class centroids 1.9596 apart. The distance of two
    // centroids is the square root of their codes' Hamming distance.
    void equivariantSubclassesHaveTheDistancesOfThePaper()
    {
        const auto codes = equivariantCodes();
        const auto classes = centroids(codes);
        std::map<int, int> within;
        std::map<int, int> across;
        for (std::size_t i = 0; i < codes.size(); ++i) {
            for (std::size_t j = i; j < codes.size(); ++j) {
                for (std::size_t a = 0; a < codes[i].size(); ++a) {
                    for (std::size_t b = i == j ? a + 1 : 0; b < codes[j].size(); ++b) {
                        const int hamming =
                            std::popcount(static_cast<unsigned>(codes[i][a] ^ codes[j][b]));
                        ++(i == j ? within : across)[hamming];
                        QVERIFY(std::abs(distance(classes[i][a], classes[j][b])
                                         - std::sqrt(static_cast<double>(hamming)))
                                < tolerance);
                    }
                }
                if (i != j)
                    QVERIFY(std::abs(distance(mean(classes[i]), mean(classes[j])) - 1.9596) < 5e-5);
            }
        }
        QVERIFY((within == std::map<int, int>{{1, 36}, {2, 144}}));
        QVERIFY((across == std::map<int, int>{{4, 180}, {5, 72}, {6, 276}, {7, 36}, {8, 36}}));
    }

    void theDataSetsUseTheseCodes_data()
    {
        QTest::addColumn<QString>("id");
        QTest::addColumn<std::vector<std::vector<int>>>("codes");
        QTest::newRow("equidistant") << "equidistant" << equidistantCodes;
        QTest::newRow("equivariant") << "equivariant" << equivariantCodes();
    }

    // The mean of a subclass's test samples lies at its centroid: five standard errors of a mean
    // in 117 dimensions, each of standard deviation at most .125 * 1.25.
    void theDataSetsUseTheseCodes()
    {
        QFETCH(QString, id);
        QFETCH(std::vector<std::vector<int>>, codes);
        const DatasetSeeds seeds{11, 2, 3};
        const Dataset data = *findDataset(id.toStdString())->make(parameters(0.2, 200), seeds, {});
        const auto expected = centroids(codes);
        const auto& labels = std::get<ClassTargets>(data.test.targets).labels;
        std::size_t group = 0;
        for (std::size_t label = 0; label < expected.size(); ++label) {
            for (const Point& center : expected[label]) {
                std::vector<Point> points;
                for (std::int64_t i = 0; i < data.test.size(); ++i) {
                    if (data.test.groups[static_cast<std::size_t>(i)] != static_cast<int>(group))
                        continue;
                    QCOMPARE(labels[static_cast<std::size_t>(i)], static_cast<int>(label));
                    const auto row = data.test.inputs.row(i);
                    points.emplace_back(row.begin(), row.end());
                }
                QCOMPARE(std::ssize(points), data.grouping->testSize[group]);
                const double error =
                    0.125 * 1.25 * std::sqrt(117.0 / static_cast<double>(points.size()));
                QVERIFY(distance(mean(points), center) < 1.5 * error);
                ++group;
            }
        }
    }

    // The generator: mu^0 in the cube, ||mu^1 - mu^0|| = separation, and S R is S times a rotation:
    // its rows are orthogonal, with lengths .125 (1 +- .25 x).
    void geometryFollowsItsDefinition()
    {
        for (const GaussianPair& pair : makeGeometry(0.7, 0.125, 5)) {
            const auto first = pair.means.row(0);
            const auto second = pair.means.row(1);
            for (const double mean : first)
                QVERIFY(std::abs(mean) <= 1.0);
            QVERIFY(std::abs(distance({first.begin(), first.end()}, {second.begin(), second.end()})
                             - 0.7)
                    < tolerance);
            for (std::int64_t i = 0; i < 13; ++i) {
                for (std::int64_t j = 0; j <= i; ++j) {
                    const auto a = pair.factor.row(i);
                    const auto b = pair.factor.row(j);
                    const double product = std::inner_product(a.begin(), a.end(), b.begin(), 0.0);
                    if (i != j)
                        QVERIFY(std::abs(product) < 1e-14);
                    else
                        QVERIFY(std::sqrt(product) >= 0.125 * 0.75 - tolerance
                                && std::sqrt(product) <= 0.125 * 1.25 + tolerance);
                }
            }
        }
    }

    // The covariance of a block is (S R)' (S R): compared entry by entry with five standard errors
    // of a sample covariance, sqrt((c_ij^2 + c_ii c_jj) / n) for Gaussians.
    void samplesHaveTheCovarianceOfTheGeometry()
    {
        const DatasetSeeds seeds{5, 6, 7};
        const Dataset data = *findDataset("equidistant")->make(parameters(1.0, 80'000), seeds, {});
        const auto pairs = makeGeometry(1.0, 0.125, 5);
        const std::int64_t count = data.grouping->trainingSize.front();
        for (const std::size_t block : {std::size_t{0}, std::size_t{8}}) {
            const auto at = [&](std::int64_t i, std::size_t k) {
                return data.train.inputs.row(i)[block * 13 + k];
            };
            Point center(13);
            for (std::int64_t i = 0; i < count; ++i) {
                for (std::size_t k = 0; k < 13; ++k)
                    center[k] += at(i, k) / static_cast<double>(count);
            }
            const auto covariance = [&](std::size_t a, std::size_t b) {
                double sum = 0.0;
                for (std::int64_t k = 0; k < 13; ++k)
                    sum += pairs[block].factor.row(k)[a] * pairs[block].factor.row(k)[b];
                return sum;
            };
            for (std::size_t a = 0; a < 13; ++a) {
                for (std::size_t b = 0; b <= a; ++b) {
                    double sample = 0.0;
                    for (std::int64_t i = 0; i < count; ++i)
                        sample += (at(i, a) - center[a]) * (at(i, b) - center[b])
                                  / static_cast<double>(count);
                    const double expected = covariance(a, b);
                    const double error =
                        std::sqrt((expected * expected + covariance(a, a) * covariance(b, b))
                                  / static_cast<double>(count));
                    QVERIFY(std::abs(sample - expected) < 5.0 * error);
                }
            }
        }
    }

    // Carvalho et al., Eq. 1 and the counts that follow from it.
    void equationOneGivesTheCountsOfThePaper_data()
    {
        QTest::addColumn<double>("f");
        QTest::addColumn<int>("n");
        QTest::addColumn<int>("groups"); // subsampled, and as many regular ones
        QTest::addColumn<int>("subsampled");
        QTest::addColumn<int>("regular");
        QTest::newRow("paper's example") << 0.2 << 2000 << 4 << 84 << 416;
        QTest::newRow("D1 N=100 f=0") << 0.0 << 100 << 4 << 0 << 25;
        QTest::newRow("D1 N=100 f=.2") << 0.2 << 100 << 4 << 5 << 20;
        QTest::newRow("D1 N=100 f=1 is not exactly balanced") << 1.0 << 100 << 4 << 13 << 12;
        QTest::newRow("D1 N=200 f=0") << 0.0 << 200 << 4 << 0 << 50;
        QTest::newRow("D1 N=200 f=.2") << 0.2 << 200 << 4 << 9 << 41;
        QTest::newRow("D1 N=4000 f=.01") << 0.01 << 4000 << 4 << 10 << 990;
        QTest::newRow("D1 N=4000 f=.05") << 0.05 << 4000 << 4 << 48 << 952;
        QTest::newRow("D1 N=5000 f=.01") << 0.01 << 5000 << 4 << 13 << 1237;
        QTest::newRow("D1 N=5000 f=.05") << 0.05 << 5000 << 4 << 60 << 1190;
        QTest::newRow("D2 N=100 f=0") << 0.0 << 100 << 20 << 0 << 5;
        QTest::newRow("D2 N=400 f=0") << 0.0 << 400 << 20 << 0 << 20;
        QTest::newRow("D2 N=800 f=0") << 0.0 << 800 << 20 << 0 << 40;
        QTest::newRow("exact quotients are not rounded away") << 0.6 << 64 << 4 << 6 << 10;
    }

    void equationOneGivesTheCountsOfThePaper()
    {
        QFETCH(double, f);
        QFETCH(int, n);
        QFETCH(int, groups);
        QFETCH(int, subsampled);
        QFETCH(int, regular);
        const SubclassSizes sizes = subclassSizes(f, n, groups, groups);
        QCOMPARE(sizes.subsampled, subsampled);
        QCOMPARE(sizes.regular, regular);
    }

    void halfTheSubclassesOfEachClassAreSubsampled_data()
    {
        QTest::addColumn<QString>("id");
        QTest::addColumn<int>("perClass");
        QTest::newRow("one of two") << "equidistant" << 1;
        QTest::newRow("five of ten") << "equivariant" << 5;
    }

    void halfTheSubclassesOfEachClassAreSubsampled()
    {
        QFETCH(QString, id);
        QFETCH(int, perClass);
        const Dataset data = make(id.toUtf8().constData(), 0.2, 400);
        std::map<int, int> subsampled;
        std::vector<std::int64_t> counted(data.grouping->names.size());
        for (const std::int32_t group : data.train.groups)
            ++counted[static_cast<std::size_t>(group)];
        for (std::size_t group = 0; group < counted.size(); ++group)
            subsampled[data.grouping->classes[group]] += data.grouping->subsampled[group] ? 1 : 0;
        for (const auto& [label, count] : subsampled)
            QCOMPARE(count, perClass);
        QVERIFY(counted == data.grouping->trainingSize);
    }

    void subsampledHalfDependsOnItsOwnSeedOnly()
    {
        const auto chosen = [](DatasetSeeds seeds) {
            return make("equivariant", 0.2, 400, seeds).grouping->subsampled;
        };
        QVERIFY(chosen({1, 2, 3}) == chosen({8, 9, 3}));
        QVERIFY(chosen({1, 2, 3}) != chosen({1, 2, 4}));
    }

    void testSetIsBalancedAndUntouchedByImbalance()
    {
        const Dataset none = make("equidistant", 0.0, 100);
        const Dataset some = make("equidistant", 0.7, 300);
        QCOMPARE(none.test.size(), 10'000);
        QVERIFY(none.grouping->testSize == std::vector<std::int64_t>(8, 1250));
        QVERIFY(none.test == some.test);
        QVERIFY(make("equivariant", 0.0, 100).grouping->testSize
                == std::vector<std::int64_t>(40, 250));
    }

    void moreSamplesKeepTheFirstOnes()
    {
        const Dataset few = make("equidistant", 0.2, 100);
        const Dataset more = make("equidistant", 0.9, 400);
        const auto rowOf = [](const Dataset& data, std::int64_t index) {
            const auto row = data.train.inputs.row(index);
            return Point(row.begin(), row.end());
        };
        QVERIFY(rowOf(few, 0) == rowOf(more, 0));
        QVERIFY(rowOf(few, few.grouping->trainingSize[0])
                == rowOf(more, more.grouping->trainingSize[0]));
    }

    void firstExamplesAreThoseOfTheWholeSet()
    {
        for (const DatasetKind& kind : datasetKinds()) {
            if (!kind.makeFirst)
                continue; // no subclasses that are drawn one by one
            Parameters values = test::quickParameters(kind.entry);
            set(values, 0.1, 500);
            const Dataset whole = *kind.make(values, {1, 2, 3}, {});
            const Dataset first = *kind.makeFirst(values, {1, 2, 3}, 4, {});
            QVERIFY(first.grouping == whole.grouping);
            for (const Split split : {Split::Train, Split::Test}) {
                std::int64_t place = 0;
                std::vector<int> taken(whole.grouping->names.size());
                const Examples& all = whole.split(split);
                for (std::int64_t i = 0; i < all.size(); ++i) {
                    const auto group = all.groups[static_cast<std::size_t>(i)];
                    if (++taken[static_cast<std::size_t>(group)] > 4)
                        continue;
                    QVERIFY(place < first.split(split).size());
                    QVERIFY(std::ranges::equal(first.split(split).inputs.row(place),
                                               all.inputs.row(i)));
                    ++place;
                }
                QCOMPARE(place, first.split(split).size());
            }
        }
    }

    void groupingWithoutSamplesAgreesWithTheData()
    {
        for (const DatasetKind& kind : datasetKinds()) {
            if (!kind.grouping)
                continue; // no subclasses
            Parameters values = test::quickParameters(kind.entry);
            set(values, 0.3, 500);
            QVERIFY(kind.grouping(values, {1, 2, 3}) == kind.make(values, {1, 2, 3}, {})->grouping);
        }
    }

    // What geometry() tells are the centroids that the examples are drawn around.
    void geometryTellsTheCentroidsAndTheirClasses_data() { theDataSetsUseTheseCodes_data(); }

    void geometryTellsTheCentroidsAndTheirClasses()
    {
        QFETCH(QString, id);
        QFETCH(std::vector<std::vector<int>>, codes);
        const auto* kind = findDataset(id.toStdString());
        const auto geometry = kind->geometry(parameters(0.2, 200), {11, 2, 3}, {});
        QVERIFY(geometry->classes == kind->grouping(parameters(0.2, 200), {11, 2, 3}).classes);
        const auto expected = centroids(codes);
        std::int64_t subclass = 0;
        for (const auto& members : expected)
            for (const Point& center : members)
                QVERIFY(std::ranges::equal(geometry->centroids.row(subclass++), center));
        QCOMPARE(subclass, geometry->centroids.rows());
        const Array<double> means = classCentroids(*geometry);
        const Array<double> distances = distanceMatrix(means);
        const double apart = id == "equidistant" ? 1.0 : 1.9596;
        for (std::int64_t i = 0; i < 4; ++i)
            for (std::int64_t j = 0; j < 4; ++j)
                QVERIFY(
                    std::abs(distances.row(i)[static_cast<std::size_t>(j)] - (i == j ? 0.0 : apart))
                    < 5e-5);
    }

    void trainAndTestSamplesDiffer()
    {
        const Dataset data = make("equidistant", 1.0, 100);
        const auto train = data.train.inputs.row(0);
        const auto test = data.test.inputs.row(0);
        QVERIFY(!std::ranges::equal(train, test));
    }
};

QTEST_APPLESS_MAIN(TestClassSubclass)
#include "tst_class_subclass.moc"

// SPDX-FileCopyrightText: 2026 Grokking Explorer contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/data/dataset_catalog.h"
#include "core/data/separability.h"
#include "core/util/random.h"

#include <QtTest>

#include <cmath>

using namespace grokking;

namespace {

bool never()
{
    return false;
}

using Rows = std::vector<std::vector<double>>;

Examples examples(const Rows& points, const std::vector<std::int32_t>& labels, int classes)
{
    Examples made{.inputs = Array<double>({std::ssize(points), std::ssize(points.front())}),
                  .targets = ClassTargets{classes, labels}};
    for (std::size_t i = 0; i < points.size(); ++i)
        std::ranges::copy(points[i], made.inputs.row(static_cast<std::int64_t>(i)).begin());
    return made;
}

} // namespace

Q_DECLARE_METATYPE(grokking::Separability)

class TestSeparability : public QObject
{
    Q_OBJECT

private slots:
    void decidesSmallSetsByHand_data()
    {
        QTest::addColumn<Rows>("points");
        QTest::addColumn<std::vector<std::int32_t>>("labels");
        QTest::addColumn<int>("classes");
        QTest::addColumn<bool>("separable");
        const Rows square{{0, 0}, {1, 0}, {0, 1}, {1, 1}};
        QTest::newRow("and") << square << std::vector<std::int32_t>{0, 0, 0, 1} << 2 << true;
        QTest::newRow("exclusive or")
            << square << std::vector<std::int32_t>{0, 1, 1, 0} << 2 << false;
        QTest::newRow("a corner each")
            << square << std::vector<std::int32_t>{0, 1, 2, 3} << 4 << true;
        QTest::newRow("one inside of three") << Rows{{0, 0}, {4, 0}, {0, 4}, {1, 1}}
                                             << std::vector<std::int32_t>{0, 0, 0, 1} << 2 << false;
        QTest::newRow("three on a line, the middle one too")
            << Rows{{0}, {1}, {2}} << std::vector<std::int32_t>{0, 1, 2} << 3 << true;
        QTest::newRow("a class on both sides of another")
            << Rows{{0}, {1}, {2}} << std::vector<std::int32_t>{0, 1, 0} << 2 << false;
        QTest::newRow("touching") << Rows{{0}, {1}, {1}, {2}}
                                  << std::vector<std::int32_t>{0, 0, 1, 1} << 2 << false;
        QTest::newRow("hardly apart")
            << Rows{{0}, {1}, {1.001}, {2}} << std::vector<std::int32_t>{0, 0, 1, 1} << 2 << true;
        QTest::newRow("far from the origin") << Rows{{1e6, 0}, {1e6 + 1, 0}, {1e6, 1}, {1e6 + 1, 1}}
                                             << std::vector<std::int32_t>{0, 0, 1, 1} << 2 << true;
        QTest::newRow("the same point twice")
            << Rows{{3, 4}, {3, 4}} << std::vector<std::int32_t>{0, 1} << 2 << false;
        QTest::newRow("a class alone")
            << Rows{{3, 4}, {5, 6}} << std::vector<std::int32_t>{1, 1} << 3 << true;
    }

    void decidesSmallSetsByHand()
    {
        QFETCH(Rows, points);
        QFETCH(std::vector<std::int32_t>, labels);
        QFETCH(int, classes);
        QFETCH(bool, separable);
        QCOMPARE(linearSeparability(examples(points, labels, classes), never),
                 separable ? Separability::Separable : Separability::Inseparable);
    }

    // Cover (1965): n points in general position in d dimensions are separable however they are
    // labeled if n <= d + 1.
    void fewPointsAreAlwaysSeparable()
    {
        RandomStream random(1, Stream::TrainingData);
        for (int trial = 0; trial < 20; ++trial) {
            Rows points(13, std::vector<double>(12));
            std::vector<std::int32_t> labels;
            for (auto& point : points) {
                for (double& value : point)
                    value = random.normal();
                labels.push_back(static_cast<std::int32_t>(random.below(3)));
            }
            QCOMPARE(linearSeparability(examples(points, labels, 3), never),
                     Separability::Separable);
        }
    }

    // Noise without any classes: 2000 labels in 10 dimensions are as good as never separable.
    void labelsOfNoiseAreNotSeparable()
    {
        RandomStream random(2, Stream::TrainingData);
        Rows points(2000, std::vector<double>(10));
        std::vector<std::int32_t> labels;
        for (auto& point : points) {
            for (double& value : point)
                value = random.normal();
            labels.push_back(static_cast<std::int32_t>(random.below(2)));
        }
        QCOMPARE(linearSeparability(examples(points, labels, 2), never), Separability::Inseparable);
    }

    // 100 training examples in 117 dimensions are separable, as are the papers' test sets, and
    // test sets with much noise are not.
    void decidesThePapersDataSets()
    {
        const DatasetKind& kind = *findDataset("equidistant");
        Parameters values = defaultParameters(kind.entry);
        values["n"] = std::int64_t{100};
        values["testSize"] = std::int64_t{2000};
        const Dataset calm = *kind.make(values, {1, 2, 3}, {});
        QCOMPARE(linearSeparability(calm.train, never), Separability::Separable);
        QCOMPARE(linearSeparability(calm.test, never), Separability::Separable);
        values["spread"] = 1.0;
        const Dataset noisy = *kind.make(values, {1, 2, 3}, {});
        QCOMPARE(linearSeparability(noisy.train, never), Separability::Separable);
        QCOMPARE(linearSeparability(noisy.test, never), Separability::Inseparable);
    }

    void saysWhenItWasNotDecided()
    {
        const Rows points{{0, 0}, {1, 0}, {0, 1}, {1, 1}};
        QCOMPARE(linearSeparability(examples(points, {0, 1, 1, 0}, 2), [] { return true; }),
                 Separability::Undecided);
    }
};

QTEST_APPLESS_MAIN(TestSeparability)
#include "tst_separability.moc"

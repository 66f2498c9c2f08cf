// SPDX-FileCopyrightText: 2026 Grokking Explorer contributors
// SPDX-License-Identifier: GPL-3.0-or-later
// Metrics of any network against hand formulas: entropy, effective rank, collapse, pairs.
#include "core/metrics/effective_rank.h"
#include "core/metrics/pair_table.h"
#include "core/metrics/softmax_collapse.h"
#include "core/metrics/weight_entropy.h"

#include "core/util/random.h"

#include <QtTest>

#include "tests/support/metric_fixture.h"

#include <cmath>
#include <numbers>

using namespace grokking;
using namespace grokking::test;

namespace {

bool isNear(double actual, double expected, double tolerance)
{
    return std::abs(actual - expected) <= tolerance;
}

std::vector<double> normals(std::size_t count)
{
    RandomStream random(3, Stream::Noise);
    std::vector<double> values(count);
    std::ranges::generate(values, [&random] { return random.normal(); });
    return values;
}

double valueOf(const Observation& observation, const std::string& name)
{
    const auto& vector = std::get<NamedVector>(observation.content);
    const auto place = std::ranges::find(vector.names, name) - vector.names.begin();
    return vector.values.at(static_cast<std::size_t>(place));
}

} // namespace

class TestNetworkMetrics : public QObject
{
    Q_OBJECT

private slots:
    // h(normal) = log2 sqrt(2 pi e); bins of width 0.1 add log2 10. Of 1e6 draws the entropy of the
    // histogram is (bins - 1) / (2 n ln 2) = 7e-5 bits too small; 2e-3 is ten deviations.
    void entropyOfANormalDistribution()
    {
        const double expected =
            0.5 * std::log2(2.0 * std::numbers::pi * std::numbers::e) + std::log2(10.0);
        auto values = normals(1'000'000);
        QVERIFY(isNear(histogramEntropy(values), expected, 2e-3));
        for (double& value : values)
            value = 17.0 + 1e-3 * value; // neither scale nor mean count
        QVERIFY(isNear(histogramEntropy(values), expected, 2e-3));
    }

    void entropyOfAFewValues()
    {
        QCOMPARE(histogramEntropy(std::vector{2.0, 2.0, 2.0}), 0.0);
        // Two values of equal number are two bins, 20 apart.
        QCOMPARE(histogramEntropy(std::vector{-1.0, 1.0, -1.0, 1.0}), 1.0);
        // 3/4 and 1/4.
        QVERIFY(isNear(histogramEntropy(std::vector{0.0, 0.0, 0.0, 1.0}),
                       2.0 - 0.75 * std::log2(3.0), 1e-15));
    }

    // Weights that are normal have the entropy of a normal distribution, whatever the biases are.
    void entropyIsOfWeightsWithoutBiases()
    {
        MetricFixture fixture({"data=modular-arithmetic", "data.modulus=5", "learner.width=200",
                               "training.engine=fused"});
        for (const char* name : {"Layer 1 weights", "Layer 2 weights", "Layer 3 weights"})
            fixture.setBlock(name, [](auto row, auto) { return row % 2 == 0 ? 1.0 : -1.0; });
        fixture.setBlock("Layer 3 weights",
                         [](auto, auto column) { return column % 2 == 0 ? 1.0 : -1.0; });
        fixture.setBlock("Layer 1 biases", [](auto, auto) { return 50.0; });
        QCOMPARE(valueOf(*fixture.observe("weight-entropy"), "all weights"), 1.0);
    }

    void effectiveRank_data()
    {
        QTest::addColumn<QVector<double>>("matrix");
        QTest::addColumn<int>("rows");
        QTest::addColumn<double>("expected");
        const auto row = [](const char* name, QVector<double> matrix, int rows, double expected) {
            QTest::newRow(name) << matrix << rows << expected;
        };
        row("zero", {0, 0, 0, 0}, 2, 0.0);
        row("identity", {1, 0, 0, 0, 1, 0, 0, 0, 1}, 3, 3.0);
        row("one direction", {1, 2, 3, 2, 4, 6}, 2, 1.0);
        row("wide", {3, 0, 0, 0, 0, -3, 0, 0}, 2, 2.0);
        row("tall", {3, 0, 0, -3, 0, 0, 0, 0}, 4, 2.0);
        // p = 3/4, 1/4.
        row("3 to 1", {0, 3, 1, 0}, 2, std::exp(0.75 * std::log(4.0 / 3.0) + 0.25 * std::log(4.0)));
    }

    // Singular values from a square root: 1e-8 of the largest is lost.
    void effectiveRank()
    {
        QFETCH(QVector<double>, matrix);
        QFETCH(int, rows);
        QFETCH(double, expected);
        QVERIFY(
            isNear(grokking::effectiveRank(matrix, rows, matrix.size() / rows), expected, 1e-6));
    }

    void latentRankIsOfActivations()
    {
        MetricFixture fixture({"data=modular-arithmetic", "data.modulus=5", "learner.width=8",
                               "learner.depth=1", "learner.activation=tanh",
                               "learner.precision=float64", "training.engine=fused"});
        // All units do the same: one direction.
        fixture.setBlock("Layer 1 weights",
                         [](auto, auto column) { return 0.1 * static_cast<double>(column); });
        fixture.setBlock("Layer 1 biases", [](auto, auto) { return 0.0; });
        QVERIFY(isNear(valueOf(*fixture.observe("effective-rank"), "latent"), 1.0, 1e-6));
        QVERIFY(isNear(valueOf(*fixture.observe("effective-rank"), "Layer 1 weights"), 1.0, 1e-6));
        // Unit u looks at the bit of x = u alone. Over all pairs in the same number, and after the
        // mean is taken off, 5 bits have 4 equal directions; the test set has 17 or 18 of 25 pairs.
        fixture.setBlock("Layer 1 weights", [](auto unit, auto column) {
            return unit == column && unit < 5 ? 1.0 : 0.0;
        });
        const double rank = valueOf(*fixture.observe("effective-rank"), "latent");
        QVERIFY2(rank > 3.8 && rank <= 4.0, qPrintable(QString::number(rank)));
    }

    // 1 + s = 1 in the format if s <= eps / 2: 2^-24 and 2^-53, margins of 16.64 and 36.74.
    void collapseBeginsWithHalfAnEpsilon()
    {
        const auto logits = [](double margin) { return std::vector{margin, 0.0}; };
        QVERIFY(!isCollapsed<float>(logits(16.6), 0));
        QVERIFY(isCollapsed<float>(logits(16.7), 0));
        QVERIFY(!isCollapsed<double>(logits(16.7), 0));
        QVERIFY(!isCollapsed<double>(logits(36.7), 0));
        QVERIFY(isCollapsed<double>(logits(36.8), 0));
        QVERIFY(!isCollapsed<float>(logits(100.0), 1)); // onto the wrong class
        QVERIFY(!isCollapsed<float>(std::vector{16.7, 0.0, 0.0, 16.0}, 0));
    }

    // A class is read off one unit that sees the answer's class: the margin is what is set.
    void collapsedShareFollowsTheMargins()
    {
        for (const auto& [margin, expected] : {std::pair{10.0, 0.0}, {30.0, 1.0}}) {
            MetricFixture fixture({"data=modular-arithmetic", "data.modulus=5",
                                   "data.operation=add", "learner.depth=0",
                                   "training.engine=fused"});
            // All examples get the logits of class 2.
            fixture.setBlock("Layer 1 weights", [](auto, auto) { return 0.0; });
            fixture.setBlock("Layer 1 biases",
                             [margin](auto row, auto) { return row == 2 ? margin : 0.0; });
            const auto seen = fixture.observe("softmax-collapse");
            for (const auto& [name, split] :
                 {std::pair{"train", Split::Train}, {"test", Split::Test}}) {
                const Examples& examples = fixture.run.dataset.split(split);
                const auto& labels = std::get<ClassTargets>(examples.targets).labels;
                const double share = static_cast<double>(std::ranges::count(labels, 2))
                                     / static_cast<double>(labels.size());
                QCOMPARE(valueOf(*seen, name), expected * share);
            }
        }
    }

    // Where the margin does not decide, the logits do: 5 classes, 4 equal others. Their sum
    // vanishes from 16.64 + ln 4 = 18.02 on if it is added before the label's 1; one by one behind
    // it they vanish from 16.64 on.
    void collapseBetweenTheMarginsTakesTheLogits()
    {
        for (const auto& [label, collapsed] : {std::pair{0, 1.0}, {4, 0.0}}) {
            MetricFixture fixture({"data=modular-arithmetic", "data.modulus=5", "learner.depth=0",
                                   "training.engine=fused"});
            fixture.setBlock("Layer 1 weights", [](auto, auto) { return 0.0; });
            fixture.setBlock("Layer 1 biases",
                             [label = label](auto row, auto) { return row == label ? 17.0 : 0.0; });
            const auto& labels = std::get<ClassTargets>(fixture.run.dataset.test.targets).labels;
            const double share = static_cast<double>(std::ranges::count(labels, label))
                                 / static_cast<double>(labels.size());
            QCOMPARE(valueOf(*fixture.observe("softmax-collapse"), "test"), collapsed * share);
        }
    }

    void squaredErrorDoesNotCollapse()
    {
        const ExperimentSpec spec = changedSpec({"learner.loss=mse"});
        QVERIFY(!metricOf("softmax-collapse").applies(spec));
    }

    void pairsAreRightOrWrong()
    {
        Dataset data;
        data.table = PairTable{"x + y (mod 3)", {"0", "1", "2"}, {}};
        data.train.pairs = {0, 1, 1, 1, 2, 5};
        data.test.pairs = {8, 7, 7, 2, 5};
        const std::vector<std::uint8_t> train{1, 1, 0, 1, 0, 1};
        const std::vector<std::uint8_t> test{1, 0, 1, 1, 0};
        const std::vector<double> expected{0, 1, 2, -1, -1, 3, -1, 3, 2};
        QVERIFY(std::ranges::equal(pairStates(data, train, test).values(), expected));
    }

    // Counted over the table, the states are the accuracies.
    void pairTableAgreesWithTheAccuracies()
    {
        MetricFixture fixture({"data=modular-arithmetic", "data.modulus=7", "data.operation=divide",
                               "data.trainFraction=0.5", "learner.width=30",
                               "training.engine=fused"});
        for (std::int64_t step = 0; step < 200; ++step)
            fixture.run.learner->step(step, {}, {});
        const auto seen = fixture.observe("pair-table");
        const auto cells = std::get<Matrix>(seen->content).values.values();
        QCOMPARE(std::ranges::count(cells, -1.0), 7); // by 0 nothing is divided
        for (const auto& [split, right] : {std::pair{Split::Train, 0.0}, {Split::Test, 2.0}}) {
            const Evaluation evaluation = fixture.run.learner->evaluate(split, {});
            QCOMPARE(std::ranges::count(cells, right),
                     std::ranges::count(evaluation.correct, std::uint8_t{1}));
            QCOMPARE(std::ranges::count(cells, right + 1.0),
                     std::ranges::count(evaluation.correct, std::uint8_t{0}));
        }
    }

    void pairTableIsForTablesOfBearableSize_data()
    {
        QTest::addColumn<QStringList>("changes");
        QTest::addColumn<bool>("applies");
        QTest::newRow("modular arithmetic") << QStringList{"data=modular-arithmetic"} << true;
        QTest::newRow("permutations") << QStringList{"data=permutation-group"} << true;
        QTest::newRow("large modulus")
            << QStringList{"data=modular-arithmetic", "data.modulus=151"} << false;
        QTest::newRow("subclasses") << QStringList{} << false;
    }

    void pairTableIsForTablesOfBearableSize()
    {
        QFETCH(QStringList, changes);
        QFETCH(bool, applies);
        std::vector<std::string> texts;
        for (const QString& change : changes)
            texts.push_back(change.toStdString());
        QCOMPARE(metricOf("pair-table").applies(changedSpec(texts)), applies);
    }
};

QTEST_GUILESS_MAIN(TestNetworkMetrics)
#include "tst_network_metrics.moc"

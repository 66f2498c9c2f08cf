// SPDX-FileCopyrightText: 2026 Grokking Explorer contributors
// SPDX-License-Identifier: GPL-3.0-or-later
// What is seen of networks on modular arithmetic, whose weights are set to waves by hand.
#include "core/metrics/cyclic_task.h"

#include <QtTest>

#include "tests/support/metric_fixture.h"

#include <cmath>
#include <numbers>

using namespace grokking;
using namespace grokking::test;

namespace {

double wave(std::int64_t frequency, std::int64_t x, std::int64_t p, double phase = 0.0)
{
    return std::cos(2.0 * std::numbers::pi * static_cast<double>(frequency * x)
                        / static_cast<double>(p)
                    + phase);
}

bool isNear(double actual, double expected, double tolerance = 1e-6)
{
    return std::abs(actual - expected) <= tolerance;
}

std::vector<std::string> transformer(std::vector<std::string> more = {})
{
    std::vector<std::string> changes{"data=modular-arithmetic", "data.modulus=11",
                                     "data.encoding=tokens",    "learner=transformer",
                                     "learner.modelWidth=8",    "learner.heads=2",
                                     "learner.mlpWidth=8",      "training.engine=fused"};
    changes.insert(changes.end(), more.begin(), more.end());
    return changes;
}

const std::vector<double>& sharesOf(const Observation& observation)
{
    return std::get<NamedVector>(observation.content).values;
}

EntrySpec arithmetic(const std::string& operation, int modulus)
{
    return changedSpec({"data=modular-arithmetic", "data.operation=" + operation,
                        "data.modulus=" + std::to_string(modulus)})
        .data;
}

} // namespace

class TestCyclicMetrics : public QObject
{
    Q_OBJECT

private slots:
    void orderOfTheCircle()
    {
        const auto sum = cyclicTask(arithmetic("add", 5));
        QVERIFY((sum->order == std::vector<std::int32_t>{0, 1, 2, 3, 4}));
        QCOMPARE(sum->sign, std::int64_t{1});
        QCOMPARE(cyclicTask(arithmetic("subtract", 6))->sign, std::int64_t{-1});
        QCOMPARE(cyclicTask(arithmetic("quadratic", 5))->sign, std::int64_t{0});
        // 3 is the smallest primitive root of 7: 1, 3, 2, 6, 4, 5.
        const auto product = cyclicTask(arithmetic("multiply", 7));
        QVERIFY((product->order == std::vector<std::int32_t>{1, 3, 2, 6, 4, 5}));
        QCOMPARE(product->sign, std::int64_t{1});
        QCOMPARE(cyclicTask(arithmetic("divide", 7))->sign, std::int64_t{-1});
        QCOMPARE(cyclicTask(arithmetic("multiply", 6))->sign, std::int64_t{0}); // no group
        QVERIFY(!cyclicTask(changedSpec({}).data));
    }

    // In the order of the circle the answer is the sum or difference of the places.
    void answerIsWhereTheSignSays()
    {
        for (const char* const operation : {"add", "subtract", "multiply", "divide"}) {
            const PreparedLearner run(changedSpec({"data=modular-arithmetic", "data.modulus=13",
                                                   std::string("data.operation=") + operation,
                                                   "learner.width=4", "training.engine=fused"}));
            const auto task = cyclicTask(run.spec.data);
            const std::int64_t n = task->size();
            for (std::int64_t x = 0; x < n; ++x) {
                for (std::int64_t y = 0; y < n; ++y) {
                    const auto row =
                        run.dataset.table->answers.row(task->order[static_cast<std::size_t>(x)]);
                    QCOMPARE(
                        row[static_cast<std::size_t>(task->order[static_cast<std::size_t>(y)])],
                        task->order[static_cast<std::size_t>(((x + task->sign * y) % n + n) % n)]);
                }
            }
        }
    }

    // A wave of amplitude a has the power a^2 n / 2, a mean m of m^2 n: here 4, 1 and 1/2.
    void spectrumOfEmbeddings()
    {
        MetricFixture fixture(transformer({"learner.precision=float64"}));
        fixture.setBlock("Token embedding", [](auto x, auto k) {
            return k == 0   ? std::sqrt(8.0) * wave(3, x, 11, 0.7)
                   : k == 1 ? std::sqrt(2.0) * wave(5, x, 11)
                   : k == 2 ? std::sqrt(0.5)
                            : 0.0;
        });
        const auto seen = fixture.observe("embedding-spectrum");
        const auto& names = std::get<NamedVector>(seen->content).names;
        QVERIFY((names == std::vector<std::string>{"0", "1", "2", "3", "4", "5"}));
        const std::vector expected{0.5 / 5.5, 0.0, 0.0, 4.0 / 5.5, 0.0, 1.0 / 5.5};
        for (std::size_t k = 0; k < expected.size(); ++k)
            QVERIFY(isNear(sharesOf(*seen)[k], expected[k]));
    }

    // The highest frequency of an even modulus is its own mirror image.
    void evenModulus()
    {
        Array<double> values({6, 1});
        for (std::int64_t x = 0; x < 6; ++x)
            values.row(x)[0] = (x % 2 == 0 ? 1.0 : -1.0) + 2.0 * wave(1, x, 6);
        const auto shares = powerShares(values); // powers 1 and 2
        QVERIFY(isNear(shares[3], 1.0 / 3.0));
        QVERIFY(isNear(shares[1], 2.0 / 3.0));
    }

    void firstLayerOfAPerceptron()
    {
        MetricFixture fixture({"data=modular-arithmetic", "data.modulus=11", "learner.width=4",
                               "learner.precision=float64", "training.engine=fused"});
        // Columns 0 to 10 are those of x; those of y must not count.
        fixture.setBlock("Layer 1 weights", [](auto unit, auto column) {
            return column < 11 ? wave(4, column, 11, static_cast<double>(unit))
                               : 9.0 * wave(1, column, 11);
        });
        QVERIFY(isNear(sharesOf(*fixture.observe("embedding-spectrum"))[4], 1.0));
    }

    void productsGoRoundByPowers()
    {
        MetricFixture fixture(
            transformer({"data.operation=multiply", "learner.precision=float64"}));
        const auto task = cyclicTask(fixture.run.spec.data);
        QCOMPARE(task->size(), std::int64_t{10});
        fixture.setBlock("Token embedding", [&](auto token, auto k) {
            const auto place = std::ranges::find(task->order, token) - task->order.begin();
            return k == 0 && place < 10 ? wave(2, place, 10) : token == 0 ? 5.0 : 0.0;
        });
        QVERIFY(isNear(sharesOf(*fixture.observe("embedding-spectrum"))[2], 1.0));
    }

    // A circle of frequency 3 in two skewed directions, and much that does not turn.
    void circleOfTheStrongestFrequency()
    {
        MetricFixture fixture(transformer({"learner.precision=float64"}));
        fixture.setBlock("Token embedding", [](auto x, auto k) {
            return k == 0   ? 2.0 * wave(3, x, 11)
                   : k == 1 ? 2.0 * wave(3, x, 11, -std::numbers::pi / 2.0)
                   : k == 2 ? 1.0 + 0.5 * wave(2, x, 11)
                            : 0.0;
        });
        const auto seen = fixture.observe("embedding-circle");
        const auto& matrix = std::get<Matrix>(seen->content);
        QVERIFY(seen->xAxis.starts_with("Cosine, frequency 3 ("));
        // Neighbors on the circle differ by 1 / 3 = 4 (mod 11).
        QVERIFY(
            (matrix.rowNames
             == std::vector<std::string>{"0", "4", "8", "1", "5", "9", "2", "6", "10", "3", "7"}));
        for (std::int64_t row = 0; row < 11; ++row) {
            const double angle = 2.0 * std::numbers::pi * static_cast<double>(row) / 11.0;
            QVERIFY(isNear(matrix.values.row(row)[0], 2.0 * std::cos(angle)));
            QVERIFY(isNear(matrix.values.row(row)[1], 2.0 * std::sin(angle)));
        }
    }

    // Largest variance first: waves of powers 4 and 1 in orthogonal directions.
    void planeOfLargestVariance()
    {
        MetricFixture fixture(transformer({"learner.precision=float64"}));
        fixture.setBlock("Token embedding", [](auto x, auto k) {
            return k == 4 ? wave(2, x, 11) : k == 6 ? 7.0 + 2.0 * wave(1, x, 11) : 0.0;
        });
        const auto seen = fixture.observe("embedding-plane");
        const auto& matrix = std::get<Matrix>(seen->content);
        QVERIFY((matrix.columnNames
                 == std::vector<std::string>{"Component 1 (80 % of variance)",
                                             "Component 2 (20 % of variance)"}));
        for (std::int64_t x = 0; x < 11; ++x) {
            QVERIFY(isNear(matrix.values.row(x)[0], 2.0 * wave(1, x, 11)));
            QVERIFY(isNear(matrix.values.row(x)[1], wave(2, x, 11)));
        }
    }

    // More numbers than operands: the other product of the matrix with itself.
    void planeOfWideEmbeddings()
    {
        MetricFixture fixture(transformer({"learner.modelWidth=16", "learner.precision=float64"}));
        fixture.setBlock("Token embedding", [](auto x, auto k) {
            return k == 4 ? wave(2, x, 11) : k == 12 ? 7.0 + 2.0 * wave(1, x, 11) : 0.0;
        });
        const auto seen = fixture.observe("embedding-plane");
        const auto& matrix = std::get<Matrix>(seen->content);
        for (std::int64_t x = 0; x < 11; ++x) {
            QVERIFY(isNear(matrix.values.row(x)[0], 2.0 * wave(1, x, 11)));
            QVERIFY(isNear(matrix.values.row(x)[1], wave(2, x, 11)));
        }
    }

    void embeddingsOfWhat_data()
    {
        QTest::addColumn<QStringList>("changes");
        QTest::addColumn<bool>("applies");
        QTest::newRow("tokens") << QStringList{"data=modular-arithmetic", "data.encoding=tokens"}
                                << true;
        QTest::newRow("one-hot, perceptron") << QStringList{"data=modular-arithmetic"} << true;
        QTest::newRow("one-hot, Transformer")
            << QStringList{"data=modular-arithmetic", "learner=transformer"} << false;
        QTest::newRow("permutations") << QStringList{"data=permutation-group"} << false;
        QTest::newRow("subclasses") << QStringList{} << false;
    }

    void embeddingsOfWhat()
    {
        QFETCH(QStringList, changes);
        QFETCH(bool, applies);
        std::vector<std::string> texts;
        for (const QString& change : changes)
            texts.push_back(change.toStdString());
        for (const char* const id : {"embedding-spectrum", "embedding-plane", "embedding-circle"})
            QCOMPARE(metricOf(id).applies(changedSpec(texts)), applies);
    }
};

QTEST_GUILESS_MAIN(TestCyclicMetrics)
#include "tst_cyclic_metrics.moc"

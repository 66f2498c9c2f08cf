// SPDX-FileCopyrightText: 2026 Grokking Explorer contributors
// SPDX-License-Identifier: GPL-3.0-or-later
// What is made of the logits of all pairs, against waves by hand and a 2-D Fourier transform
// written out.
#include "core/metrics/pair_logits.h"

#include "core/util/random.h"

#include <QtTest>

#include "tests/support/metric_fixture.h"

#include <cmath>
#include <complex>
#include <numbers>
#include <numeric>

using namespace grokking;
using namespace grokking::test;

namespace {

double wave(std::int64_t frequency, std::int64_t place, std::int64_t n)
{
    return std::cos(2.0 * std::numbers::pi * static_cast<double>(frequency * place)
                    / static_cast<double>(n));
}

template <class Function>
PairLogits logitsOf(std::int64_t n, std::int64_t sign, Function valueAt)
{
    PairLogits logits{.task = {std::vector<std::int32_t>(static_cast<std::size_t>(n)), sign}};
    std::iota(logits.task.order.begin(), logits.task.order.end(), 0);
    for (std::int64_t x = 0; x < n; ++x)
        for (std::int64_t y = 0; y < n; ++y)
            for (std::int64_t z = 0; z < n; ++z)
                logits.values.push_back(static_cast<float>(valueAt(x, y, z)));
    return logits;
}

PairLogits randomLogits(std::int64_t n, std::int64_t sign)
{
    RandomStream random(5, Stream::Noise);
    return logitsOf(n, sign, [&random](auto, auto, auto) { return random.normal(); });
}

bool isNear(double actual, double expected, double tolerance = 1e-5) // logits are float32
{
    return std::abs(actual - expected) <= tolerance;
}

double crossEntropy(const std::vector<double>& logits, std::int64_t label)
{
    double sum = 0.0;
    for (const double logit : logits)
        sum += std::exp(logit);
    return std::log(sum) - logits[static_cast<std::size_t>(label)];
}

// Returns, for one pair and answer z, the terms of the 2-D transform of L(., ., z) at the
// frequencies (k, s k) and (-k, -s k) of the keys.
double keyTerms(const PairLogits& logits, const std::vector<std::int64_t>& keys, std::int64_t x,
                std::int64_t y, std::int64_t z)
{
    const std::int64_t n = logits.task.size();
    const double unit = 2.0 * std::numbers::pi / static_cast<double>(n);
    std::complex<double> sum = 0.0;
    for (const std::int64_t key : keys) {
        for (const std::int64_t k : {key, -key}) {
            for (std::int64_t u = 0; u < n; ++u) {
                for (std::int64_t v = 0; v < n; ++v) {
                    const double angle =
                        unit * static_cast<double>(k * (x - u) + logits.task.sign * k * (y - v));
                    sum += static_cast<double>(logits.pair(u, v)[static_cast<std::size_t>(z)])
                           * std::polar(1.0, angle);
                }
            }
            if (2 * key == n) // its own mirror image
                break;
        }
    }
    return sum.real() / static_cast<double>(n * n);
}

} // namespace

class TestPairLogits : public QObject
{
    Q_OBJECT

private slots:
    void rulePowersOfWaves_data()
    {
        QTest::addColumn<int>("n");
        QTest::addColumn<int>("sign");
        QTest::newRow("sum") << 11 << 1;
        QTest::newRow("difference") << 11 << -1;
        QTest::newRow("even") << 10 << 1;
    }

    // Mean squares: amplitudes 2, 1 and 2 give 2, 1/2 and, of a product of two waves, 1.
    void rulePowersOfWaves()
    {
        QFETCH(int, n);
        QFETCH(int, sign);
        const auto powers = rulePowers(logitsOf(n, sign, [=](auto x, auto y, auto z) {
            const auto turn = x + sign * y - z + 2 * n;
            return 2.0 * wave(3, turn, n) + wave(4, turn, n) + 2.0 * wave(2, x, n) * wave(1, z, n)
                   + 0.3 * static_cast<double>(x * y);
        }));
        QCOMPARE(std::ssize(powers), std::ptrdiff_t{n / 2});
        for (std::int64_t k = 1; k <= n / 2; ++k)
            QVERIFY(isNear(powers[static_cast<std::size_t>(k - 1)], k == 3   ? 2.0 / 3.5
                                                                    : k == 4 ? 0.5 / 3.5
                                                                             : 0.0));
    }

    void frequencyOfHalfACircle()
    {
        const auto powers = rulePowers(
            logitsOf(6, 1, [](auto x, auto y, auto z) { return wave(3, x + y - z + 6, 6); }));
        QVERIFY(isNear(powers[2], 1.0));
    }

    void constantLogitsHaveNoPower()
    {
        QVERIFY(rulePowers(logitsOf(5, 1, [](auto x, auto, auto) {
                    return 2.0 * static_cast<double>(x);
                })).empty());
    }

    void keyFrequencies_data()
    {
        using Numbers = QVector<double>;
        QTest::addColumn<Numbers>("powers");
        QTest::addColumn<QVector<qint64>>("keys");
        QTest::newRow("one has it all") << Numbers{0.0, 0.8, 0.0} << QVector<qint64>{2};
        QTest::newRow("90 % are enough") << Numbers{0.04, 0.3, 0.61, 0.05} << QVector<qint64>{2, 3};
        QTest::newRow("at most five")
            << Numbers{0.1, 0.12, 0.11, 0.14, 0.13, 0.1, 0.15} << QVector<qint64>{2, 3, 4, 5, 7};
        QTest::newRow("few there are") << Numbers{0.1, 0.1} << QVector<qint64>{1, 2};
        QTest::newRow("none has any") << Numbers{0.0, 0.0} << QVector<qint64>{1};
    }

    void keyFrequencies()
    {
        QFETCH(QVector<double>, powers);
        QFETCH(QVector<qint64>, keys);
        const auto found = grokking::keyFrequencies({powers.begin(), powers.end()});
        QVERIFY(std::ranges::equal(found, keys));
    }

    void partsAreThoseOfTheTransform_data() { rulePowersOfWaves_data(); }

    void partsAreThoseOfTheTransform()
    {
        QFETCH(int, n);
        QFETCH(int, sign);
        const PairLogits logits = randomLogits(n, sign);
        const std::vector<std::int64_t> keys{2, n / 2};
        const AnswerParts parts = answerParts(logits, keys);
        for (std::int64_t x = 0; x < n; ++x) {
            for (const std::int64_t y : {std::int64_t{0}, std::int64_t{3}}) {
                for (const std::int64_t z : {std::int64_t{1}, std::int64_t{4}}) {
                    const auto row = parts.keys.row(logits.answer(x, y));
                    QVERIFY(isNear(row[static_cast<std::size_t>(z)],
                                   keyTerms(logits, keys, x, y, z), 1e-10));
                }
            }
        }
        double sum = 0.0;
        for (std::size_t i = 2; i < logits.values.size(); i += static_cast<std::size_t>(n))
            sum += static_cast<double>(logits.values[i]);
        for (std::int64_t answer = 0; answer < n; ++answer)
            QVERIFY(isNear(parts.constant.row(answer)[2], sum / static_cast<double>(n * n), 1e-12));
    }

    // Waves of the rule, a preference for z = 2, and something that turns otherwise: what is left
    // with and without the waves is written out.
    void restrictedAndExcludedLoss()
    {
        MetricFixture fixture({"data=modular-arithmetic", "data.modulus=11", "learner.width=4",
                               "training.engine=fused"});
        const auto rule = [](auto turn) {
            return 8.0 * wave(3, turn, 11) + 6.0 * wave(5, turn, 11);
        };
        const auto logits = logitsOf(11, 1, [&](auto x, auto y, auto z) {
            return rule(x + y - z + 11) + (z == 2 ? 1.0 : 0.0)
                   + 3.0 * wave(1, x, 11) * wave(4, z, 11);
        });
        const auto seen = fixture.observe("key-frequency-loss", logits);
        double restricted = 0.0;
        for (std::int64_t answer = 0; answer < 11; ++answer) {
            std::vector<double> left;
            for (std::int64_t z = 0; z < 11; ++z)
                left.push_back(rule(answer - z + 11) + (z == 2 ? 1.0 : 0.0));
            restricted += crossEntropy(left, answer) / 11.0;
        }
        double excluded = 0.0;
        const auto& pairs = fixture.run.dataset.train.pairs;
        for (const std::int32_t pair : pairs) {
            std::vector<double> left;
            for (std::int64_t z = 0; z < 11; ++z)
                left.push_back((z == 2 ? 1.0 : 0.0)
                               + 3.0 * wave(1, pair / 11, 11) * wave(4, z, 11));
            excluded += crossEntropy(left, (pair / 11 + pair % 11) % 11)
                        / static_cast<double>(pairs.size());
        }
        const auto& vector = std::get<NamedVector>(seen->content);
        QVERIFY((vector.names == std::vector<std::string>{"restricted loss", "excluded loss"}));
        QVERIFY(isNear(vector.values[0], restricted));
        QVERIFY(isNear(vector.values[1], excluded));
    }

    void logitsComeFromTheLearner_data()
    {
        QTest::addColumn<QStringList>("changes");
        QTest::addColumn<int>("firstClass"); // the output that stands for element 0
        const auto row = [](const char* name, const QStringList& changes, int firstClass) {
            QTest::newRow(name) << changes << firstClass;
        };
        row("differences", {"data.operation=subtract", "learner.width=8"}, 0);
        row("quotients", {"data.operation=divide", "learner.width=8"}, 0);
        const QStringList small{"learner=transformer", "learner.modelWidth=8", "learner.heads=2",
                                "learner.mlpWidth=8"};
        row("tokens", QStringList{"data.encoding=tokens"} + small, 0);
#if WITH_LIBTORCH
        row("equation text",
            QStringList{"data.encoding=equation", "training.engine=libtorch"} + small, 22);
#endif
    }

    // The logits of each pair are those of its example, wherever it is, in the circle's order.
    void logitsComeFromTheLearner()
    {
        QFETCH(QStringList, changes);
        QFETCH(int, firstClass);
        std::vector<std::string> texts{"data=modular-arithmetic", "data.modulus=13",
                                       "training.engine=fused"};
        for (const QString& change : changes)
            texts.push_back(change.toStdString());
        texts.emplace_back("learner.precision=float64");
        MetricFixture fixture(texts);
        const auto logits = fixture.logits();
        QVERIFY(logits != nullptr);
        const auto& order = logits->task.order;
        for (const Split split : {Split::Train, Split::Test}) {
            const Examples& examples = fixture.run.dataset.split(split);
            const Probe probe = fixture.run.learner->probe(examples);
            for (std::int64_t i = 0; i < examples.size(); ++i) {
                const std::int32_t pair = examples.pairs[static_cast<std::size_t>(i)];
                const auto x = std::ranges::find(order, pair / 13) - order.begin();
                const auto y = std::ranges::find(order, pair % 13) - order.begin();
                if (x == std::ssize(order) || y == std::ssize(order))
                    continue;
                for (std::size_t z = 0; z < order.size(); ++z)
                    QCOMPARE(logits->pair(x, y)[z],
                             static_cast<float>(probe.outputs.row(
                                 i)[static_cast<std::size_t>(firstClass + order[z])]));
            }
        }
        for (const char* const id : {"logit-spectrum", "key-frequency-loss", "softmax-collapse",
                                     "embedding-spectrum", "embedding-circle", "pair-table"})
            QVERIFY2(fixture.observe(id), id);
    }

    void logitsOfWhat_data()
    {
        QTest::addColumn<QStringList>("changes");
        QTest::addColumn<bool>("applies");
        const auto row = [](const char* name, QStringList changes, bool applies) {
            changes.prepend("data=modular-arithmetic");
            QTest::newRow(name) << changes << applies;
        };
        row("sums", {}, true);
        row("differences", {"data.operation=subtract"}, true);
        row("products", {"data.operation=multiply"}, true);
        row("products modulo a number that is not prime",
            {"data.operation=multiply", "data.modulus=96"}, false);
        row("squares", {"data.operation=squares"}, false);
        row("draws, which may leave pairs out", {"data.sampling=draws"}, false);
        row("large modulus", {"data.modulus=151"}, false);
        row("permutations", {"data=permutation-group"}, false);
    }

    void logitsOfWhat()
    {
        QFETCH(QStringList, changes);
        QFETCH(bool, applies);
        std::vector<std::string> texts;
        for (const QString& change : changes)
            texts.push_back(change.toStdString());
        for (const char* const id : {"logit-spectrum", "key-frequency-loss"})
            QCOMPARE(metricOf(id).applies(changedSpec(texts)), applies);
    }

    void squaredErrorHasNoSuchLoss()
    {
        const auto spec = changedSpec({"data=modular-arithmetic", "learner.loss=mse"});
        QVERIFY(metricOf("logit-spectrum").applies(spec));
        QVERIFY(!metricOf("key-frequency-loss").applies(spec));
    }
};

QTEST_GUILESS_MAIN(TestPairLogits)
#include "tst_pair_logits.moc"

// SPDX-FileCopyrightText: 2026 Grokking Explorer contributors
// SPDX-License-Identifier: GPL-3.0-or-later
// The diagonal linear network against its formula, and what its bias does to a sparse and a dense
// truth. Gradient, state and probe are tested with all learners.
#include <QtTest>

#include "tests/support/metric_fixture.h"

#include <cmath>

using namespace grokking;
using namespace grokking::test;

namespace {

std::vector<std::string> experiment(std::vector<std::string> more)
{
    std::vector<std::string> changes{
        "data=linear-teacher",  "data.dimensions=30",      "data.n=12",
        "data.testSize=1000",   "learner=diagonal-linear", "training.optimizer=sgd",
        "training.engine=fused"};
    changes.insert(changes.end(), more.begin(), more.end());
    return changes;
}

void train(PreparedLearner& run, std::int64_t steps)
{
    for (std::int64_t step = 0; step < steps; ++step)
        run.learner->step(step, {}, {});
}

double testScore(PreparedLearner& run)
{
    return run.learner->evaluate(Split::Test, {}).score;
}

} // namespace

class TestDiagonalLinear : public QObject
{
    Q_OBJECT

private slots:
    void logitsFollowTheFormula_data()
    {
        QTest::addColumn<int>("power");
        for (const int power : {1, 2, 3})
            QTest::addRow("L = %d", power) << power;
    }

    void logitsFollowTheFormula()
    {
        QFETCH(int, power);
        MetricFixture fixture(
            experiment({"learner.power=" + std::to_string(power), "learner.precision=float64"}));
        const auto u = [](auto c, auto j) { return std::sin(static_cast<double>(7 * c + j)); };
        const auto v = [](auto c, auto j) { return std::cos(static_cast<double>(3 * c + 2 * j)); };
        fixture.setBlock("Positive weights", u);
        fixture.setBlock("Negative weights", v);
        const Examples& examples = fixture.run.dataset.test;
        const Probe probe = fixture.run.learner->probe(examples);
        for (std::int64_t i = 0; i < 10; ++i) {
            for (std::int64_t c = 0; c < 2; ++c) {
                double logit = 0.0;
                for (std::int64_t j = 0; j < 30; ++j)
                    logit += (std::pow(u(c, j), power) - std::pow(v(c, j), power))
                             * examples.inputs.row(i)[static_cast<std::size_t>(j)];
                QVERIFY(std::abs(probe.outputs.row(i)[static_cast<std::size_t>(c)] - logit)
                        < 1e-12);
            }
        }
    }

    // Everything begins alike, so that no class is preferred.
    void startsAtZero()
    {
        PreparedLearner run(changedSpec(experiment({"learner.initScale=3"})));
        for (const double parameter : run.learner->parameters())
            QCOMPARE(parameter, 3.0);
        for (const double logit : run.learner->probe(run.dataset.test).outputs.values())
            QCOMPARE(logit, 0.0);
    }

    // Of two classes, u of one is v of the other.
    void classesMirrorEachOther()
    {
        PreparedLearner run(changedSpec(experiment({"learner.precision=float64"})));
        train(run, 50);
        const auto p = run.learner->parameters();
        for (std::size_t j = 0; j < 30; ++j) {
            QVERIFY(std::abs(p[j] - p[90 + j]) < 1e-12);
            QVERIFY(std::abs(p[30 + j] - p[60 + j]) < 1e-12);
        }
        QVERIFY(p[0] != p[30]);
    }

    void tokensAreRefused()
    {
        auto spec = changedSpec({"learner=diagonal-linear"});
        QVERIFY(validate(spec, catalogs()).empty());
        QVERIFY(bool(assign(spec, catalogs(), "data=modular-arithmetic")));
        QVERIFY(validate(spec, catalogs()).empty());
        QVERIFY(bool(assign(spec, catalogs(), "data.encoding=tokens")));
        QCOMPARE(validate(spec, catalogs()).size(), std::size_t{1});
    }

    // As in the preset, but smaller: the dense truth is found at once and lost, with the training
    // set still right.
    void denseTruthIsLostAgain()
    {
        PreparedLearner run(changedSpec(experiment(
            {"data.dimensions=400", "data.n=30", "data.testSize=2000",
             "training.optimizer.learningRate=0.05", "training.optimizer.weightDecay=0.02"})));
        train(run, 100);
        QVERIFY(testScore(run) > 0.98);
        train(run, 7900);
        QVERIFY(testScore(run) < 0.9);
        QCOMPARE(run.learner->evaluate(Split::Train, {}).score, 1.0);
    }

    // With 3 of 400 dimensions it is the other way round.
    void sparseTruthIsFoundLate()
    {
        PreparedLearner run(changedSpec(
            experiment({"data.dimensions=400", "data.relevant=3", "data.margin=1", "data.n=30",
                        "data.testSize=2000", "training.optimizer.learningRate=0.05",
                        "training.optimizer.weightDecay=0.02"})));
        train(run, 100);
        const double early = testScore(run);
        QCOMPARE(run.learner->evaluate(Split::Train, {}).score, 1.0);
        train(run, 7900);
        QVERIFY2(testScore(run) > early + 0.1, qPrintable(QString::number(early)));
    }
};

QTEST_GUILESS_MAIN(TestDiagonalLinear)
#include "tst_diagonal_linear.moc"

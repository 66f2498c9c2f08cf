// SPDX-FileCopyrightText: 2026 Grokking Explorer contributors
// SPDX-License-Identifier: GPL-3.0-or-later
// The fused engine against LibTorch's autograd, and what is promised of it alone.

#include <QtTest>

#include "tests/support/prepared_learner.h"
#include "tests/support/small_experiment.h"

#include <atomic>
#include <cmath>
#include <cstdlib>
#include <new>
#include <numeric>
#include <thread>

using namespace grokking;
using namespace grokking::test;

namespace {

std::atomic<std::int64_t> allocations = 0;

// 600 examples, so that the fused engine takes several blocks of rows; layers of odd sizes.
ExperimentSpec experiment(const std::string& engine, std::initializer_list<std::string> changes)
{
    ExperimentSpec spec = smallExperiment({"data.n=600", "data.testSize=300", "learner.width=37",
                                           "learner.initScale=2", "training.batchSize=0",
                                           "training.engine=" + engine});
    for (const std::string& change : changes) {
        if (const auto status = assign(spec, catalogs(), change); !status)
            qFatal("%s", status.error().text().c_str());
    }
    return spec;
}

// Returns |a - b| / |b| over the elements of a block.
double relativeDistance(std::span<const double> a, std::span<const double> b,
                        const ParameterBlock& block)
{
    double difference = 0.0;
    double length = 0.0;
    for (std::int64_t i = 0; i < elementCount(block.shape); ++i) {
        const auto index = static_cast<std::size_t>(block.offset + i);
        difference += (a[index] - b[index]) * (a[index] - b[index]);
        length += b[index] * b[index];
    }
    return std::sqrt(difference / length);
}

double largestDistance(std::span<const double> a, std::span<const double> b, const Learner& learner)
{
    double largest = 0.0;
    for (const ParameterBlock& block : learner.parameterBlocks())
        largest = std::max(largest, relativeDistance(a, b, block));
    return largest;
}

void train(Learner& learner, std::int64_t steps, std::span<const std::int32_t> batch = {})
{
    for (std::int64_t step = 0; step < steps; ++step)
        learner.step(step, batch, {});
}

} // namespace

// Counts what the program allocates.
void* operator new(std::size_t size)
{
    ++allocations;
    if (void* const memory = std::malloc(size))
        return memory;
    throw std::bad_alloc();
}

void operator delete(void* memory) noexcept
{
    std::free(memory);
}

void operator delete(void* memory, std::size_t) noexcept
{
    std::free(memory);
}

class TestEngines : public QObject
{
    Q_OBJECT

private slots:
    void gradientsAgree_data()
    {
        QTest::addColumn<QString>("change");
        for (const char* const change : {"learner.activation=relu",
                                         "learner.activation=tanh",
                                         "learner.activation=gelu",
                                         "learner.activation=sigmoid",
                                         "learner.loss=mse",
                                         "learner.loss=stablemax",
                                         "learner.outputTemperature=5",
                                         "learner.depth=0",
                                         "learner.depth=1",
                                         "learner.depth=5",
                                         "learner.width=1",
                                         "learner.width=300",
                                         "data.n=37",
                                         "learner.initScale=8",
                                         "learner.initialDistribution=xavier",
                                         "learner.initialDistribution=normal",
                                         "learner.lastBias=false",
                                         "data=modular-arithmetic",
                                         "learner=lstm",
                                         "learner=diagonal-linear"})
            QTest::newRow(change) << change;
    }

    void gradientsAgree()
    {
        QFETCH(QString, change);
        for (const auto& [precision, bound] : {std::pair("float64", 1e-10), {"float32", 1e-5}}) {
            const std::initializer_list<std::string> changes{
                change.toStdString(), std::string("learner.precision=") + precision};
            const PreparedLearner fused(experiment("fused", changes));
            const PreparedLearner torch(experiment("libtorch", changes));
            QVERIFY(fused.learner->parameters() == torch.learner->parameters());
            const Objective expected = torch.learner->objective();
            const Objective actual = fused.learner->objective();
            const double distance =
                largestDistance(actual.gradient, expected.gradient, *fused.learner);
            QVERIFY2(distance <= bound, qPrintable(QString::number(distance)));
            QVERIFY(std::abs(actual.value - expected.value) <= bound * std::abs(expected.value));
        }
    }

    void evaluationsAgree()
    {
        const PreparedLearner fused(experiment("fused", {}));
        const PreparedLearner torch(experiment("libtorch", {}));
        for (const Split split : {Split::Train, Split::Test}) {
            const Evaluation actual = fused.learner->evaluate(split, {});
            const Evaluation expected = torch.learner->evaluate(split, {});
            QVERIFY(actual.correct == expected.correct);
            QVERIFY(actual.predicted == expected.predicted);
            QCOMPARE(actual.margins.size(), expected.margins.size());
            for (std::size_t i = 0; i < actual.margins.size(); ++i)
                QVERIFY(std::abs(actual.margins[i] - expected.margins[i]) <= 1e-4F);
            QCOMPARE(actual.score, expected.score);
            QVERIFY(std::abs(actual.loss - expected.loss) <= 1e-5 * expected.loss);
        }
    }

    void weightsAgreeAfterTwoThousandSteps_data()
    {
        QTest::addColumn<QString>("optimizer");
        for (const char* const optimizer : {"adam", "adamw", "sgd", "muon"})
            QTest::newRow(optimizer) << optimizer;
    }

    void weightsAgreeAfterTwoThousandSteps()
    {
        QFETCH(QString, optimizer);
        const std::initializer_list<std::string> changes{"learner.precision=float64",
                                                         "training.optimizer="
                                                             + optimizer.toStdString(),
                                                         "training.optimizer.learningRate=1e-3",
                                                         "training.optimizer.weightDecay=1e-4",
                                                         "data.n=100",
                                                         "learner.initScale=8"};
        const PreparedLearner fused(experiment("fused", changes));
        const PreparedLearner torch(experiment("libtorch", changes));
        train(*fused.learner, 2000);
        train(*torch.learner, 2000);
        const double distance = largestDistance(fused.learner->parameters(),
                                                torch.learner->parameters(), *fused.learner);
        QVERIFY2(distance <= 1e-6, qPrintable(QString::number(distance)));
    }

    void settingsOfTrainingAgree_data()
    {
        QTest::addColumn<QString>("change");
        for (const char* const change :
             {"training.optimizer.warmupSteps=10", "training.optimizer.updateNoise=0.5",
              "training.optimizer.weightNoise=0.05", "training.optimizer.normClamp=10",
              "training.optimizer.grokfastLambda=2", "training.optimizer.orthogonalGradient=true",
              "learner.dropout=0.3"})
            QTest::newRow(change) << change;
    }

    void settingsOfTrainingAgree()
    {
        QFETCH(QString, change);
        const std::initializer_list<std::string> changes{"learner.precision=float64",
                                                         change.toStdString()};
        const PreparedLearner fused(experiment("fused", changes));
        const PreparedLearner torch(experiment("libtorch", changes));
        train(*fused.learner, 50);
        train(*torch.learner, 50);
        const double distance = largestDistance(fused.learner->parameters(),
                                                torch.learner->parameters(), *fused.learner);
        QVERIFY2(distance <= 1e-9, qPrintable(QString::number(distance)));
    }

    void batchesAgree()
    {
        const PreparedLearner fused(experiment("fused", {"learner.precision=float64"}));
        const PreparedLearner torch(experiment("libtorch", {"learner.precision=float64"}));
        std::vector<std::int32_t> batch(300); // more than one block of rows
        std::iota(batch.rbegin(), batch.rend(), 150);
        train(*fused.learner, 20, batch);
        train(*torch.learner, 20, batch);
        const double distance = largestDistance(fused.learner->parameters(),
                                                torch.learner->parameters(), *fused.learner);
        QVERIFY2(distance <= 1e-10, qPrintable(QString::number(distance)));
    }

    void checkpointsFitBothEngines()
    {
        const PreparedLearner fused(experiment("fused", {}));
        const PreparedLearner torch(experiment("libtorch", {}));
        train(*fused.learner, 5);
        const auto state = fused.learner->saveState();
        QVERIFY(bool(torch.learner->restoreState(state)));
        QVERIFY(torch.learner->saveState() == state);
    }

    void stepAllocatesNothing()
    {
        std::vector<std::int32_t> batch(300);
        std::iota(batch.begin(), batch.end(), 0);
        for (const char* const change :
             {"training.optimizer=adam", "training.optimizer=sgd", "training.optimizer=muon",
              "training.optimizer.weightNoise=0.01", "training.optimizer.grokfastLambda=2",
              "learner.dropout=0.3", "learner.loss=stablemax", "learner=lstm"}) {
            const PreparedLearner fused(experiment("fused", {change}));
            const std::int64_t before = allocations;
            train(*fused.learner, 3);
            train(*fused.learner, 3, batch);
            QCOMPARE(allocations.load(), before);
        }
    }

    void threadsSideBySideGiveTheSameBits()
    {
        std::vector<std::vector<std::byte>> states(4);
        {
            std::vector<std::jthread> threads;
            for (auto& state : states)
                threads.emplace_back([&state] {
                    const PreparedLearner fused(experiment("fused", {}));
                    train(*fused.learner, 30);
                    state = fused.learner->saveState();
                });
        }
        for (const auto& state : states)
            QVERIFY(state == states.front());
    }

    void stoppedStepLeavesNoTrace()
    {
        const PreparedLearner fused(experiment("fused", {}));
        train(*fused.learner, 2);
        const auto before = fused.learner->saveState();
        std::stop_source stop;
        stop.request_stop();
        QVERIFY(!fused.learner->step(2, {}, stop.get_token()));
        QVERIFY(fused.learner->saveState() == before);
    }

    void environmentTellsTheEngine()
    {
        for (const auto& [asked, used] :
             {std::pair("auto", "fused"), {"fused", "fused"}, {"libtorch", "libtorch"}}) {
            const PreparedLearner run(experiment(asked, {}));
            QCOMPARE(run.learner->environment().at("engine"), std::string(used));
        }
    }

    void fusedOnAGpuIsRefused()
    {
        ExperimentSpec spec = experiment("fused", {"training.device=cuda:0"});
        const auto problems = validate(spec, catalogs());
        QCOMPARE(problems.size(), std::size_t{1});
        QCOMPARE(problems.front().path, std::string("training.engine"));
    }
};

QTEST_GUILESS_MAIN(TestEngines)
#include "tst_engines.moc"

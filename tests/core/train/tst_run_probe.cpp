// SPDX-FileCopyrightText: 2026 Grokking Explorer contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/train/run_probe.h"

#include "core/train/run_memory.h"

#include <QtTest>

#include "tests/support/small_experiment.h"

using namespace grokking;
using namespace grokking::test;

namespace {

using namespace std::chrono_literals;
using Duration = std::chrono::steady_clock::duration;

// A clock that goes on by `tick` each time it is read.
ProbeClock ticking(Duration tick)
{
    return [tick, now = std::chrono::steady_clock::time_point()]() mutable { return now += tick; };
}

RunCost probed(const ExperimentSpec& spec, const ProbeClock& clock)
{
    const auto cost = probeRun(spec, {}, clock);
    return cost.value().value();
}

std::vector<Sampled> samplesOf(const ExperimentSpec& spec)
{
    CollectingSink sink;
    TrainingSession session(spec, {&sink});
    session.start();
    while (!session.isFinished())
        QTest::qWait(1);
    return sink.all<Sampled>();
}

} // namespace

class TestRunProbe : public QObject
{
    Q_OBJECT

private slots:
    // Each call lies between two readings of the clock, one tick apart.
    void costIsTheMeanTimeOfACall_data()
    {
        QTest::addColumn<double>("seconds");
        QTest::newRow("many calls in the budget") << 0.001;
        QTest::newRow("a few") << 0.05;
        QTest::newRow("one takes longer than the budget") << 10.0;
    }
    void costIsTheMeanTimeOfACall()
    {
        QFETCH(double, seconds);
        const auto tick =
            std::chrono::duration_cast<Duration>(std::chrono::duration<double>(seconds));
        const RunCost cost = probed(smallExperiment(), ticking(tick));
        QVERIFY(qAbs(cost.step - seconds) < 1e-9 * seconds);
        QVERIFY(qAbs(cost.evaluation - seconds) < 1e-9 * seconds);
        QVERIFY(qAbs(cost.preparation - seconds) < 1e-9 * seconds);
    }

    void realStepsTakeTime()
    {
        const RunCost cost = probed(smallExperiment(), std::chrono::steady_clock::now);
        QVERIFY(cost.step > 0.0 && cost.evaluation > 0.0 && cost.preparation > 0.0);
    }

    // 5000 steps: 0, 1, 2, 5, 10, 50 and each 20th up to 5000, the last one among them.
    void estimateAddsStepsAndEvaluations()
    {
        const auto spec = smallExperiment({"training.steps=5000"});
        const RunEstimate estimate =
            estimateRun(spec, {.preparation = 0.5, .step = 0.001, .evaluation = 0.01});
        QCOMPARE(estimate.steps, 5000);
        QCOMPARE(estimate.evaluations, 256);
        QCOMPARE(estimate.seconds, 0.5 + 5.0 + 2.56);
        QCOMPARE(estimate.stepsPerSecond, 5000 / 7.56);
        QCOMPARE(estimate.bytes, runMemory(spec).atOnce());
    }

    void groupsTakeRounds()
    {
        const RunEstimate estimate{.seconds = 10.0};
        QCOMPARE(groupSeconds(estimate, 1, 2), 10.0);
        QCOMPARE(groupSeconds(estimate, 10, 2), 50.0);
        QCOMPARE(groupSeconds(estimate, 9, 2), 50.0);
    }

    void keyHoldsWhatMattersForTheCost_data()
    {
        QTest::addColumn<QString>("assignment");
        QTest::addColumn<bool>("matters");
        const auto row = [](const char* assignment, bool matters) {
            QTest::newRow(assignment) << assignment << matters;
        };
        row("data.n=60", true);
        row("data.testSize=400", true);
        row("learner.width=9", true);
        row("training.batchSize=11", true);
        row("training.optimizer=sgd", true);
        row("training.engine=libtorch", true);
        row("training.device=cpu", true);
        row("training.optimizer.learningRate=0.5", false);
        row("training.optimizer.weightDecay=0.5", false);
        row("training.steps=1000", false);
        row("training.evaluateEvery=3", false);
        row("seed=3", false);
        row("detection.window=5", false);
    }
    void keyHoldsWhatMattersForTheCost()
    {
        QFETCH(QString, assignment);
        QFETCH(bool, matters);
        const auto changed = smallExperiment({assignment.toStdString()});
        QCOMPARE(costKey(changed) != costKey(smallExperiment()), matters);
    }

    void canBeCancelledAtAnyMoment()
    {
        for (const int reading : {1, 2, 3, 5, 20, 30}) {
            std::stop_source stop;
            int readings = 0;
            const auto cost =
                probeRun(smallExperiment(), stop.get_token(),
                         [&, now = std::chrono::steady_clock::time_point()]() mutable {
                             if (++readings == reading)
                                 stop.request_stop();
                             return now += 10ms;
                         });
            QVERIFY(cost.value() == std::nullopt);
            QVERIFY2(readings <= reading + 4, qPrintable(QString::number(readings)));
        }
    }

    void missingDeviceIsAnError()
    {
        const auto cost = probeRun(smallExperiment({"training.device=cuda:99"}), {});
        QVERIFY(!cost);
        QCOMPARE(cost.error().code, ErrorCode::Unavailable);
    }

    void whatDoesNotFitIsNotTried()
    {
        const auto huge = smallExperiment({"learner.width=16384", "learner.depth=16"});
        const auto cost = probeRun(huge, {}, [] {
            qFatal("it was measured");
            return std::chrono::steady_clock::time_point();
        });
        QVERIFY(!cost);
        QCOMPARE(cost.error().code, ErrorCode::Unavailable);
    }

    // Made without a learner, the data count alone: 1,000,072 examples of 117 numbers.
    void dataCountAlone()
    {
        constexpr std::int64_t gigabyte = 1'000'000'000;
        const auto spec = smallExperiment({"data.testSize=1e6", "learner.width=16384"});
        const auto problem = dataMemoryProblem(spec, gigabyte / 2);
        QVERIFY(problem.has_value());
        QVERIFY2(QString::fromStdString(problem->text()).contains("fewer examples"),
                 problem->text().c_str());
        QVERIFY(!dataMemoryProblem(spec, gigabyte));
        QVERIFY(memoryProblem(spec, gigabyte).has_value());
    }

    void memoryThatIsNotGivenIsAnError()
    {
        const auto cost =
            probeRun(smallExperiment(), {},
                     []() -> std::chrono::steady_clock::time_point { throw std::bad_alloc(); });
        QVERIFY(!cost);
        QCOMPARE(cost.error().code, ErrorCode::Unavailable);
    }

    void leavesNoTraceInARun()
    {
        const auto before = samplesOf(smallExperiment());
        (void)probed(smallExperiment(), ticking(10ms));
        QVERIFY(samplesOf(smallExperiment()) == before);
    }
};

QTEST_GUILESS_MAIN(TestRunProbe)
#include "tst_run_probe.moc"

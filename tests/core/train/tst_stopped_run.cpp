// SPDX-FileCopyrightText: 2026 Grokking Explorer contributors
// SPDX-License-Identifier: GPL-3.0-or-later
// A run that is stopped at any moment, in the middle of a step too, goes on as if it had not been.
#include "core/train/checkpoint.h"
#include "core/train/training_session.h"

#include <QtTest>

#include "tests/support/small_experiment.h"

using namespace grokking;
using namespace grokking::test;

namespace {

// The state at a run's last checkpoint, and all of its samples.
struct Progress {
    std::optional<ResumePoint> resumePoint;
    RunEnd end = RunEnd::Interrupted;

    [[nodiscard]] std::int64_t step() const
    {
        return resumePoint ? resumePoint->checkpoint.step : 0;
    }
};

// Goes on for at least `steps` steps or, by default, to the end.
Progress goOn(const ExperimentSpec& spec, const Progress& from, std::int64_t steps = 0)
{
    CollectingSink sink;
    TrainingSession session(spec, {&sink}, from.resumePoint);
    session.start();
    while (!session.isFinished()) {
        if (steps > 0 && session.currentStep() >= from.step() + steps)
            session.stop();
        std::this_thread::yield();
    }
    ResumePoint reached{.checkpoint = sink.all<CheckpointTaken>().back()};
    if (from.resumePoint)
        reached.samples = from.resumePoint->samples;
    const auto samples = sink.all<Sampled>();
    reached.samples.insert(reached.samples.end(), samples.begin(), samples.end());
    return {std::move(reached), sink.all<Finished>().back().end};
}

} // namespace

class TestStoppedRun : public QObject
{
    Q_OBJECT

private slots:
    void runStoppedFiveTimesEqualsTheUndisturbedOne()
    {
        // Full batches of some size, so that a stop most likely comes within a step; endless, so
        // that it comes before the end, however late.
        ExperimentSpec spec =
            smallExperiment({"data.n=400", "learner.width=64", "training.batchSize=0",
                             "training.steps=1e9", "training.engine=fused"});
        Progress parts;
        for (int stops = 0; stops < 5; ++stops) {
            const std::int64_t before = parts.step();
            parts = goOn(spec, parts, 100);
            QCOMPARE(parts.end, RunEnd::Interrupted);
            QVERIFY(parts.step() >= before + 100);
        }
        spec.training.steps = parts.step() + 100;
        parts = goOn(spec, parts);
        QCOMPARE(parts.end, RunEnd::Completed);
        const Progress whole = goOn(spec, {});
        QVERIFY(*parts.resumePoint->checkpoint.state == *whole.resumePoint->checkpoint.state);
        QVERIFY(parts.resumePoint->samples == whole.resumePoint->samples);
    }

    // Step 37 is off the schedule. A run file keeps no final sample when its run goes on.
    void runKilledJustBeforeItsEndIsEvaluatedAgain()
    {
        const ExperimentSpec spec = smallExperiment({"training.steps=37", "training.engine=fused"});
        const Progress whole = goOn(spec, {});
        Progress killed = whole;
        QVERIFY(killed.resumePoint->samples.back().kind == SampleKind::Final);
        killed.resumePoint->samples.pop_back();
        QVERIFY(goOn(spec, killed).resumePoint->samples == whole.resumePoint->samples);
    }

    // A pause adds a sample that does not count as the last evaluation.
    void runThatEndsWhereItWasPausedIsEvaluated()
    {
        CollectingSink sink;
        TrainingSession session(smallExperiment({"training.engine=fused"}), {&sink});
        session.step(37);
        session.start();
        QTRY_COMPARE(sink.all<Paused>().size(), std::size_t{1});
        session.stop();
        QTRY_VERIFY(session.isFinished());
        const Progress paused{ResumePoint{sink.all<CheckpointTaken>().back(), sink.all<Sampled>()}};
        QVERIFY(paused.resumePoint->samples.back().kind == SampleKind::Manual);
        const ExperimentSpec spec = smallExperiment({"training.steps=37", "training.engine=fused"});
        const auto samples = goOn(spec, paused).resumePoint->samples;
        QVERIFY(samples.back() == goOn(spec, {}).resumePoint->samples.back());
    }

    // Whatever a run that goes on has to tell, it is at the step where it is.
    void failureToGoOnIsToldAtTheCheckpoint()
    {
        const std::vector<std::byte> nonsense(17);
        CollectingSink sink;
        TrainingSession session(
            smallExperiment(), {&sink},
            ResumePoint{
                .checkpoint = {23, std::make_shared<const std::vector<std::byte>>(nonsense)}});
        QCOMPARE(session.currentStep(), 23);
        session.start();
        QTRY_VERIFY(session.isFinished());
        QCOMPARE(sink.all<Failed>().front().step, 23);
    }
};

QTEST_GUILESS_MAIN(TestStoppedRun)
#include "tst_stopped_run.moc"

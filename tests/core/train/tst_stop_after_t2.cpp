// SPDX-FileCopyrightText: 2026 Grokking Explorer contributors
// SPDX-License-Identifier: GPL-3.0-or-later
// A run that ends some steps after t2 (training.stopAfterT2).
#include "core/train/training_session.h"

#include <QtTest>

#include "tests/support/small_experiment.h"

using namespace grokking;
using namespace grokking::test;

namespace {

// Reaches t2 soon: half of the test samples are enough.
ExperimentSpec experiment(std::int64_t stopAfterT2, std::int64_t window)
{
    return smallExperiment({"training.steps=3000", "detection.testThreshold=0.5",
                            "detection.window=" + std::to_string(window),
                            "training.stopAfterT2=" + std::to_string(stopAfterT2)});
}

struct Run {
    explicit Run(const ExperimentSpec& spec, std::optional<ResumePoint> from = std::nullopt)
    {
        TrainingSession session(spec, {&sink}, std::move(from));
        session.start();
        while (!session.isFinished())
            QTest::qWait(1);
        end = sink.all<Finished>().back();
    }

    CollectingSink sink;
    Finished end;
};

} // namespace

class TestStopAfterT2 : public QObject
{
    Q_OBJECT

private slots:
    void initTestCase()
    {
        const Run whole(experiment(0, 3));
        QCOMPARE(whole.end.step, 3000);
        m_t2 = whole.end.summary.t2->step;
        QVERIFY(m_t2 > 0 && m_t2 < 1000);
    }

    // Evaluated every 20 steps; the window of 3 is full 40 steps after t2.
    void endsAtTheFirstEvaluationThatLiesSoFarBehind_data()
    {
        QTest::addColumn<int>("stopAfter");
        QTest::addColumn<int>("expected"); // steps after t2
        QTest::newRow("at an evaluation") << 100 << 100;
        QTest::newRow("between two") << 101 << 120;
        QTest::newRow("before t2 is confirmed") << 1 << 40;
    }
    void endsAtTheFirstEvaluationThatLiesSoFarBehind()
    {
        QFETCH(int, stopAfter);
        QFETCH(int, expected);
        const Run run(experiment(stopAfter, 3));
        QCOMPARE(run.end.step, m_t2 + expected);
        QVERIFY(run.end.end == RunEnd::Completed);
        QCOMPARE(run.sink.all<Sampled>().back().step, run.end.step);
        QCOMPARE(run.sink.all<CheckpointTaken>().back().step, run.end.step);
    }

    void lastStepComesFirst()
    {
        ExperimentSpec spec = experiment(100, 3);
        spec.training.steps = m_t2 + 50;
        QCOMPARE(Run(spec).end.step, m_t2 + 50);
    }

    // From its last checkpoint it ends where it was, from an earlier one where it would have.
    void resumedRunEndsAtTheSameStep()
    {
        const Run run(experiment(100, 3));
        for (const CheckpointTaken& checkpoint :
             {run.sink.all<CheckpointTaken>().front(), run.sink.all<CheckpointTaken>().back()}) {
            ResumePoint point{.checkpoint = checkpoint};
            for (const Sampled& sample : run.sink.all<Sampled>())
                if (sample.step <= checkpoint.step)
                    point.samples.push_back(sample);
            QCOMPARE(Run(experiment(100, 3), point).end.step, run.end.step);
        }
    }

private:
    std::int64_t m_t2 = 0;
};

QTEST_GUILESS_MAIN(TestStopAfterT2)
#include "tst_stop_after_t2.moc"

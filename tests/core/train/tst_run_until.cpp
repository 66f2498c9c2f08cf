// SPDX-FileCopyrightText: 2026 Grokking Explorer contributors
// SPDX-License-Identifier: GPL-3.0-or-later
// A run that pauses at the evaluation which first shows t1 or t2.
#include "core/train/training_session.h"

#include <QtTest>

#include "tests/support/small_experiment.h"

using namespace grokking;
using namespace grokking::test;

namespace {

constexpr int timeoutMs = 60'000; // on a busy machine

// Learns its training samples after some evaluations; half of the test samples are enough for t2.
ExperimentSpec experiment()
{
    return smallExperiment({"training.steps=3000", "detection.testThreshold=0.5"});
}

// Orders the goal at the evaluation of one step, while the run goes on.
class OrderingSink final : public EventSink
{
public:
    OrderingSink(Milestone milestone, std::int64_t step) : m_milestone(milestone), m_step(step) {}

    void publish(const TrainingEvent& event) override
    {
        const auto* sample = std::get_if<Sampled>(&event);
        if (sample && sample->step == m_step)
            session->runUntil(m_milestone);
    }

    TrainingSession* session = nullptr;

private:
    Milestone m_milestone;
    std::int64_t m_step;
};

class Run
{
public:
    explicit Run(const ExperimentSpec& spec = experiment()) : session(spec, {&sink}) {}

    [[nodiscard]] std::size_t pauses() const { return sink.all<Paused>().size(); }
    [[nodiscard]] bool isFinished() const { return session.isFinished(); }

    CollectingSink sink;
    TrainingSession session; // after the sink: its thread ends before
};

std::vector<Sampled> wholeRun()
{
    Run run;
    run.session.start();
    while (!run.isFinished())
        QTest::qWait(1);
    return run.sink.all<Sampled>();
}

} // namespace

class TestRunUntil : public QObject
{
    Q_OBJECT

private slots:
    void initTestCase() { m_whole = wholeRun(); }

    void pausesAtTheFirstCrossing_data()
    {
        QTest::addColumn<int>("milestone");
        QTest::addColumn<int>("stepsBefore"); // 0 = not begun
        QTest::newRow("t1, from the start") << int(Milestone::Memorized) << 0;
        QTest::newRow("t2, from the start") << int(Milestone::Generalized) << 0;
        QTest::newRow("t1, from a pause") << int(Milestone::Memorized) << 3;
    }
    void pausesAtTheFirstCrossing()
    {
        QFETCH(int, milestone);
        QFETCH(int, stepsBefore);
        const std::int64_t expected = firstAbove(Milestone(milestone));
        QVERIFY(expected > 3);
        Run run;
        if (stepsBefore > 0) {
            run.session.step(stepsBefore);
            run.session.start();
            QTRY_COMPARE_WITH_TIMEOUT(run.pauses(), std::size_t{1}, timeoutMs);
        }
        run.session.runUntil(Milestone(milestone));
        if (stepsBefore == 0)
            run.session.start();
        QTRY_COMPARE_WITH_TIMEOUT(run.pauses(), std::size_t{stepsBefore > 0 ? 2u : 1u}, timeoutMs);
        QCOMPARE(run.sink.all<Paused>().back().step, expected);
        QCOMPARE(run.session.currentStep(), expected);

        // It goes on as if it had never paused.
        run.session.resume();
        QTRY_VERIFY_WITH_TIMEOUT(run.isFinished(), timeoutMs);
        std::vector<Sampled> samples = run.sink.all<Sampled>();
        std::erase_if(samples, [](const Sampled& sample) {
            return sample.kind == SampleKind::Manual; // of the pause after 3 steps
        });
        QVERIFY(samples == m_whole);
    }

    void runningOnePausesToo_data()
    {
        QTest::addColumn<int>("stepsAfter"); // when it is ordered, after t1
        QTest::newRow("ordered before t1") << -static_cast<int>(firstAbove(Milestone::Memorized));
        QTest::newRow("ordered at t1") << 0;
        QTest::newRow("ordered after t1") << 40;
    }
    void runningOnePausesToo()
    {
        QFETCH(int, stepsAfter);
        const std::int64_t first = firstAbove(Milestone::Memorized);
        CollectingSink sink;
        OrderingSink orders(Milestone::Memorized, first + stepsAfter);
        TrainingSession session(experiment(), {&sink, &orders});
        orders.session = &session;
        session.start();
        QTRY_COMPARE_WITH_TIMEOUT(sink.all<Paused>().size(), std::size_t{1}, timeoutMs);
        QCOMPARE(sink.all<Paused>().back().step, first + std::max(stepsAfter, 0));
    }

    void reachedGoalLeavesItPaused()
    {
        Run run;
        run.session.runUntil(Milestone::Memorized);
        run.session.start();
        QTRY_COMPARE_WITH_TIMEOUT(run.pauses(), std::size_t{1}, timeoutMs);
        run.session.runUntil(Milestone::Memorized);
        run.session.step(1); // obeyed after it
        QTRY_COMPARE_WITH_TIMEOUT(run.pauses(), std::size_t{2}, timeoutMs);
        QCOMPARE(run.sink.all<Paused>().back().step, firstAbove(Milestone::Memorized) + 1);
    }

    void goalNeverReachedEndsWithTheRun()
    {
        ExperimentSpec spec = experiment();
        spec.training.steps = 5;
        Run run(spec);
        run.session.runUntil(Milestone::Generalized);
        run.session.start();
        QTRY_VERIFY_WITH_TIMEOUT(run.isFinished(), timeoutMs);
        QCOMPARE(run.pauses(), std::size_t{0});
        QVERIFY(run.sink.all<Finished>().front().end == RunEnd::Completed);
    }

    void resumeCallsTheGoalOff()
    {
        Run run;
        run.session.runUntil(Milestone::Memorized);
        run.session.resume();
        run.session.start();
        QTRY_VERIFY_WITH_TIMEOUT(run.isFinished(), timeoutMs);
        QCOMPARE(run.pauses(), std::size_t{0});
    }

private:
    // The first evaluated step whose score reaches its threshold.
    [[nodiscard]] std::int64_t firstAbove(Milestone milestone) const
    {
        for (const Sampled& sample : m_whole) {
            if (milestone == Milestone::Memorized ? sample.train.score >= 0.99
                                                  : sample.test.score >= 0.5)
                return sample.step;
        }
        return -1;
    }

    std::vector<Sampled> m_whole;
};

QTEST_GUILESS_MAIN(TestRunUntil)
#include "tst_run_until.moc"

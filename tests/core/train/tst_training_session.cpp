// SPDX-FileCopyrightText: 2026 Grokking Explorer contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/data/dataset_catalog.h"
#include "core/detection/detector.h"
#include "core/train/checkpoint.h"
#include "core/train/preparation.h"
#include "core/train/training_session.h"

#include <QtTest>

#include <algorithm>
#include <sys/resource.h>
#include <unistd.h>

#include "tests/support/small_experiment.h"

using namespace grokking;
using namespace grokking::test;

namespace {

constexpr int timeoutMs = 60'000; // on a busy machine

// Everything a run leaves behind that must not depend on the clock.
struct Trace {
    std::vector<Sampled> samples;
    std::vector<Observed> observations;
    std::vector<SnapshotTaken> snapshots;
    Checkpoint checkpoint;
    RunEnd end = RunEnd::Interrupted;

    bool operator==(const Trace& other) const
    {
        const auto isSame = [](const SnapshotTaken& a, const SnapshotTaken& b) {
            return a.step == b.step && *a.parameters == *b.parameters;
        };
        return samples == other.samples && observations == other.observations
               && std::ranges::equal(snapshots, other.snapshots, isSame)
               && checkpoint == other.checkpoint && end == other.end;
    }
};

Trace traceOf(const CollectingSink& sink)
{
    Trace trace{.samples = sink.all<Sampled>(),
                .observations = sink.all<Observed>(),
                .snapshots = sink.all<SnapshotTaken>()};
    const auto checkpoints = sink.all<CheckpointTaken>();
    if (!checkpoints.empty())
        trace.checkpoint = decodeCheckpoint(*checkpoints.back().state).value();
    if (const auto ends = sink.all<Finished>(); !ends.empty())
        trace.end = ends.back().end;
    return trace;
}

// Runs to the end; `resumePoint` goes on from an earlier run.
Trace run(const ExperimentSpec& spec, std::optional<ResumePoint> resumePoint = std::nullopt)
{
    CollectingSink sink;
    TrainingSession session(spec, {&sink}, std::move(resumePoint));
    session.start();
    while (!session.isFinished())
        QTest::qWait(1);
    for (const Failed& failed : sink.all<Failed>())
        qWarning("%s", failed.error.text().c_str());
    return traceOf(sink);
}

// Removes a file once the run has begun.
class Remover final : public EventSink
{
public:
    explicit Remover(QString file) : m_file(std::move(file)) {}

    void publish(const TrainingEvent& event) override
    {
        if (std::holds_alternative<RunStarted>(event))
            QFile::remove(m_file);
    }

private:
    QString m_file;
};

ResumePoint resumePointOf(const Trace& trace)
{
    return {.checkpoint = {trace.checkpoint.step, std::make_shared<const std::vector<std::byte>>(
                                                      encode(trace.checkpoint))},
            .samples = trace.samples};
}

// Remembers the nice value of the thread that publishes.
class NiceValueSink final : public EventSink
{
public:
    void publish(const TrainingEvent&) override
    {
        niceValue = getpriority(PRIO_PROCESS, static_cast<id_t>(gettid()));
    }

    std::atomic<int> niceValue = -1;
};

} // namespace

class TestTrainingSession : public QObject
{
    Q_OBJECT

private slots:
    // The data were read before; what is observed does not change with their file.
    void runGoesOnWithoutItsFile()
    {
        QTemporaryDir folder;
        const QString file = folder.filePath("table.csv");
        QFile table(file);
        QVERIFY(table.open(QFile::WriteOnly));
        for (int i = 0; i < 40; ++i)
            table.write(
                QString("%1,%2,%3\n").arg(i).arg(i * i % 7).arg(i % 2 ? "a" : "b").toUtf8());
        table.close();
        ExperimentSpec spec = defaultSpec(catalogs());
        for (const std::string& change :
             {std::string("data=csv"), "data.file=" + file.toStdString(),
              std::string("training.steps=40"), std::string("training.evaluateEvery=10")})
            QVERIFY(bool(assign(spec, catalogs(), change)));
        CollectingSink sink;
        Remover remover(file);
        TrainingSession session(spec, {&remover, &sink});
        session.start();
        while (!session.isFinished())
            QTest::qWait(1);
        QVERIFY(!QFile::exists(file));
        QCOMPARE(sink.all<Finished>().size(), std::size_t{1});
        const auto observations = sink.all<Observed>();
        QCOMPARE(std::ranges::count(observations, std::string("subclass-accuracy"),
                                    [](const Observed& each) { return each.observation.id; }),
                 std::ssize(sink.all<Sampled>()));
    }

    void sameSpecTwiceGivesIdenticalBytes_data() { optimizers(); }

    void sameSpecTwiceGivesIdenticalBytes()
    {
        const auto spec = optimizedExperiment();
        const Trace first = run(spec);
        QCOMPARE(first.samples.back().step, 60);
        QVERIFY(first == run(spec));
        ExperimentSpec other = spec;
        other.seed = 1;
        QVERIFY(first != run(other));
    }

    // N steps = k steps, checkpoint, N - k steps; k = 37 is neither the end of an epoch (4 batches)
    // nor an evaluated step.
    void resumedRunEqualsTheUninterruptedOne_data() { optimizers(); }

    void resumedRunEqualsTheUninterruptedOne()
    {
        const ExperimentSpec spec = optimizedExperiment();
        const Trace whole = run(spec);
        ExperimentSpec shorter = spec;
        shorter.training.steps = 37;
        Trace head = run(shorter);
        QVERIFY(head.samples.back().kind == SampleKind::Final);
        head.samples.pop_back(); // as the run file does: step 37 is not on the schedule
        const Trace tail = run(spec, resumePointOf(head));
        std::vector<Sampled> joined = head.samples;
        joined.insert(joined.end(), tail.samples.begin(), tail.samples.end());
        QVERIFY(joined == whole.samples);
        QVERIFY(tail.checkpoint == whole.checkpoint);
    }

    // At steps of its own, evaluated or not, and each once however often the run is resumed.
    void snapshotsFollowTheirOwnSchedule()
    {
        const auto stepsOf = [](const Trace& trace) {
            std::vector<std::int64_t> steps;
            for (const SnapshotTaken& snapshot : trace.snapshots)
                steps.push_back(snapshot.step);
            return steps;
        };
        const auto spec = smallExperiment({"training.evaluateEvery=60", "training.evaluateEarly=0",
                                           "training.snapshotsPerDecade=2"});
        QCOMPARE(stepsOf(run(spec)), (std::vector<std::int64_t>{0, 1, 3, 10, 32}));
        ExperimentSpec shorter = spec;
        shorter.training.steps = 32;
        Trace head = run(shorter);
        QCOMPARE(stepsOf(head), (std::vector<std::int64_t>{0, 1, 3, 10, 32}));
        head.samples.pop_back();
        QCOMPARE(stepsOf(run(spec, resumePointOf(head))), std::vector<std::int64_t>{});
    }

    void imbalanceChangesNeitherTestSetNorInitialization()
    {
        const auto first = run(smallExperiment({"data.f=0.5"})).samples.front();
        const auto second = run(smallExperiment({"data.f=0.1"})).samples.front();
        QVERIFY(first.test == second.test);
        QCOMPARE(first.weightNorm, second.weightNorm);
        QVERIFY(first.train != second.train);
    }

    void evaluatingMoreOftenChangesNoWeight()
    {
        const Trace rare = run(smallExperiment({"training.evaluateEvery=60"}));
        const Trace often = run(smallExperiment({"training.evaluateEvery=1"}));
        QCOMPARE(std::ssize(often.samples), 61);
        QVERIFY(rare.checkpoint.learner == often.checkpoint.learner);
        QVERIFY(rare.samples.back().test == often.samples.back().test);
    }

    void pinnedSeedKeepsItsStream()
    {
        const auto free = run(smallExperiment({"seed=1"})).samples.front();
        const auto pinned =
            run(smallExperiment({"seed=1", "seeds.initialization=0"})).samples.front();
        const auto reference = run(smallExperiment()).samples.front();
        QCOMPARE(pinned.weightNorm, reference.weightNorm);
        QVERIFY(free.weightNorm != reference.weightNorm);
    }

    void epochsCountVisitsOfTheTrainingSet()
    {
        const Trace trace = run(smallExperiment()); // 36 samples in batches of 10: 4 a epoch
        QCOMPARE(trace.samples.back().epoch, 15.0);
    }

    void subclassAccuraciesAreCountedAgainstTheirTestSamples()
    {
        const Trace trace = run(smallExperiment());
        const auto last = std::ranges::find(
            trace.observations.rbegin(), trace.observations.rend(), "subclass-accuracy",
            [](const Observed& observed) { return observed.observation.id; });
        QVERIFY(last != trace.observations.rend());
        const auto& accuracies = std::get<NamedVector>(last->observation.content);
        QCOMPARE(accuracies.values.size(), std::size_t{8});
        double correct = 0.0;
        for (const double accuracy : accuracies.values)
            correct += accuracy * 10.0; // 80 test samples in 8 subclasses
        QVERIFY(std::abs(correct - static_cast<double>(trace.samples.back().test.correct)) < 1e-9);
    }

    void steppingPausesAfterTheCountAndShowsTheStep()
    {
        CollectingSink sink;
        TrainingSession session(smallExperiment(), {&sink});
        session.step(7);
        session.start();
        QTRY_COMPARE_WITH_TIMEOUT(sink.all<Paused>().size(), std::size_t{1}, timeoutMs);
        QCOMPARE(session.currentStep(), 7);
        QCOMPARE(sink.all<Sampled>().back().step, 7);
        QVERIFY(sink.all<Sampled>().back().kind == SampleKind::Manual);
        session.step(3);
        QTRY_COMPARE_WITH_TIMEOUT(sink.all<Paused>().size(), std::size_t{2}, timeoutMs);
        QCOMPARE(session.currentStep(), 10);
        session.resume();
        QTRY_VERIFY_WITH_TIMEOUT(session.isFinished(), timeoutMs);
        QVERIFY(sink.all<Finished>().back().end == RunEnd::Completed);
    }

    void pausedRunGoesOnWithTheSameWeights()
    {
        CollectingSink sink;
        TrainingSession session(smallExperiment(), {&sink});
        session.step(13);
        session.start();
        QTRY_COMPARE_WITH_TIMEOUT(sink.all<Paused>().size(), std::size_t{1}, timeoutMs);
        session.resume();
        QTRY_VERIFY_WITH_TIMEOUT(session.isFinished(), timeoutMs);
        QVERIFY(traceOf(sink).checkpoint.learner == run(smallExperiment()).checkpoint.learner);
    }

    void stoppedRunLeavesACheckpoint()
    {
        CollectingSink sink;
        TrainingSession session(smallExperiment({"training.steps=1e9"}), {&sink});
        session.start();
        QTRY_VERIFY_WITH_TIMEOUT(session.currentStep() > 5, timeoutMs);
        session.stop();
        QTRY_VERIFY_WITH_TIMEOUT(session.isFinished(), timeoutMs);
        const Trace trace = traceOf(sink);
        QVERIFY(trace.end == RunEnd::Interrupted);
        QCOMPARE(trace.checkpoint.step, session.currentStep());
    }

    // Most likely while its data are made; then as well as later, it has come to what it had.
    void resumedRunStoppedAtOnceKeepsItsSummary()
    {
        const ExperimentSpec head = smallExperiment({"training.steps=40", "data.testSize=200000"});
        const ResumePoint point = resumePointOf(run(head));
        Detector detector(head.detection);
        for (const Sampled& sample : point.samples)
            detector.append(sample);
        CollectingSink sink;
        ExperimentSpec longer = head;
        longer.training.steps = 1'000'000'000;
        TrainingSession session(longer, {&sink}, point);
        session.start();
        session.stop();
        QTRY_VERIFY_WITH_TIMEOUT(session.isFinished(), timeoutMs);
        const Finished finished = sink.all<Finished>().back();
        QCOMPARE(finished.step, 40);
        QVERIFY(finished.end == RunEnd::Interrupted);
        QCOMPARE(finished.summary.lastStep, 40);
        QVERIFY(finished.summary == detector.summary(Detector::Progress::Running));
    }

    void pausedRunCanBeStopped()
    {
        CollectingSink sink;
        TrainingSession session(smallExperiment(), {&sink});
        session.step(1);
        session.start();
        QTRY_COMPARE_WITH_TIMEOUT(sink.all<Paused>().size(), std::size_t{1}, timeoutMs);
        session.stop();
        QTRY_VERIFY_WITH_TIMEOUT(session.isFinished(), timeoutMs);
        QVERIFY(traceOf(sink).end == RunEnd::Interrupted);
    }

    // A live change is published, takes effect, and replays to the same bytes from the schedule.
    void liveChangeIsRecordedAndReplays()
    {
        const std::string path = "training.optimizer.learningRate";
        CollectingSink sink;
        TrainingSession session(smallExperiment(), {&sink});
        session.step(20);
        session.start();
        QTRY_COMPARE_WITH_TIMEOUT(sink.all<Paused>().size(), std::size_t{1}, timeoutMs);
        session.change({path, 0.05});
        session.resume();
        QTRY_VERIFY_WITH_TIMEOUT(session.isFinished(), timeoutMs);
        const auto changes = sink.all<ParameterChanged>();
        QCOMPARE(changes.size(), std::size_t{1});
        QCOMPARE(changes[0].step, 20);
        QCOMPARE(sink.all<Sampled>().back().learningRate, 0.05);

        ExperimentSpec replay = smallExperiment();
        replay.training.schedule = {{20, path, 0.05}};
        const Trace again = run(replay);
        QVERIFY(again.samples == traceOf(sink).samples);
        QVERIFY(again.checkpoint == traceOf(sink).checkpoint);
        QVERIFY(again.checkpoint.learner != run(smallExperiment()).checkpoint.learner);
    }

    void scheduleSurvivesAResumeAtTheChangedStep()
    {
        ExperimentSpec spec = smallExperiment();
        spec.training.schedule = {{20, "training.optimizer.learningRate", 0.05},
                                  {40, "training.optimizer.weightDecay", 0.5}};
        const Trace whole = run(spec);
        for (const std::int64_t at : {20, 40}) {
            ExperimentSpec head = spec;
            head.training.steps = at;
            ResumePoint point = resumePointOf(run(head));
            point.changes = at == 20 ? 0 : 1; // a run that ends at a change has not applied it
            const Trace tail = run(spec, point);
            QVERIFY(tail.checkpoint == whole.checkpoint);
        }
    }

    void explodingRunEndsAsDiverged()
    {
        CollectingSink sink;
        TrainingSession session(
            smallExperiment({"training.optimizer=sgd", "training.optimizer.learningRate=1e3",
                             "learner.loss=mse", "learner.activation=relu", "training.steps=2000"}),
            {&sink});
        session.start();
        QTRY_VERIFY_WITH_TIMEOUT(session.isFinished(), timeoutMs);
        const auto finished = sink.all<Finished>();
        QCOMPARE(finished.size(), std::size_t{1});
        QVERIFY(finished[0].end == RunEnd::Diverged);
        QVERIFY(finished[0].summary.verdict == Verdict::Diverged);
        QVERIFY(!finished[0].divergedQuantity.empty());
        QCOMPARE(finished[0].step, sink.all<Sampled>().back().step);
    }

    void missingDeviceFailsWithAnExplanation()
    {
        CollectingSink sink;
        TrainingSession session(smallExperiment({"training.device=cuda:99"}), {&sink});
        session.start();
        QTRY_VERIFY_WITH_TIMEOUT(session.isFinished(), timeoutMs);
        const auto failures = sink.all<Failed>();
        QCOMPARE(failures.size(), std::size_t{1});
        QCOMPARE(failures[0].error.code, ErrorCode::Unavailable);
    }

    void environmentNamesWhatComputes()
    {
        const auto environmentOf = [](const std::string& engine) {
            CollectingSink sink;
            TrainingSession session(smallExperiment({"training.engine=" + engine}), {&sink});
            session.start();
            while (!session.isFinished())
                QTest::qWait(5);
            return sink.all<RunStarted>().front().environment;
        };
        const Environment fused = environmentOf("auto");
        verifyEnvironment(fused);
        QVERIFY(fused.contains("instruction-set"));
        QCOMPARE(fused.at("engine"), std::string("fused"));
#ifdef GROKKING_TORCH
        const Environment torch = environmentOf("libtorch");
        verifyEnvironment(torch);
        QCOMPARE(torch.at("engine"), std::string("libtorch"));
        QCOMPARE(torch.at("libtorch-threads"), std::string("1"));
        for (const char* key : {"libtorch-version", "blas"})
            QVERIFY2(torch.contains(key), key);
#endif
    }

    void damagedCheckpointIsRefused()
    {
        const std::vector<std::byte> nothing;
        QVERIFY(!decodeCheckpoint(nothing));
        auto bytes = encode({.step = 5, .sampled = true, .learner = {std::byte{1}}});
        QVERIFY(decodeCheckpoint(bytes).value()
                == (Checkpoint{.step = 5, .sampled = true, .learner = {std::byte{1}}}));
        bytes[0] = std::byte{0};
        QVERIFY(!decodeCheckpoint(bytes));

        CollectingSink sink;
        const Checkpoint foreign{.step = 3, .learner = std::vector<std::byte>(17)};
        TrainingSession session(smallExperiment(), {&sink}, resumePointOf({.checkpoint = foreign}));
        session.start();
        QTRY_VERIFY_WITH_TIMEOUT(session.isFinished(), timeoutMs);
        QCOMPARE(sink.all<Failed>().front().error.code, ErrorCode::InvalidFile);
    }

    // As if the processor had found other clusters since the run began.
    void runWithOtherExamplesDoesNotGoOn()
    {
        ExperimentSpec spec = smallExperiment();
        spec.data = {"digits", defaultParameters(findDataset("digits")->entry)};
        spec.data.parameters["clustersFrom"] = std::string("pixels");
        const std::int64_t steps = std::exchange(spec.training.steps, 2);
        CollectingSink sink;
        TrainingSession session(spec, {&sink});
        session.start();
        QTRY_VERIFY_WITH_TIMEOUT(session.isFinished(), timeoutMs);
        ResumePoint point = resumePointOf(traceOf(sink));
        point.environment = sink.all<RunStarted>().front().environment;
        QVERIFY(point.environment.contains(choiceFingerprintKey));
        spec.training.steps = std::min<std::int64_t>(steps, 4);
        for (const bool isOther : {false, true}) {
            if (isOther)
                point.environment[choiceFingerprintKey] = "another";
            CollectingSink resumed;
            TrainingSession next(spec, {&resumed}, point);
            next.start();
            QTRY_VERIFY_WITH_TIMEOUT(next.isFinished(), timeoutMs);
            QCOMPARE(resumed.all<Failed>().size(), std::size_t{isOther ? 1U : 0U});
            QCOMPARE(resumed.all<RunStarted>().size(), std::size_t{isOther ? 0U : 1U});
            if (isOther)
                QCOMPARE(resumed.all<Failed>().front().error.code, ErrorCode::InvalidFile);
        }
    }

    // A run under the window gives way to it; one of the command line does not.
    void priorityIsLoweredForTheRunAlone()
    {
        const int own = getpriority(PRIO_PROCESS, 0);
        for (const auto& [priority, expected] :
             {std::pair{RunPriority::Normal, own},
              std::pair{RunPriority::Lower, std::max(own, 10)}}) {
            NiceValueSink sink;
            TrainingSession session(smallExperiment(), {&sink});
            session.start(priority);
            QTRY_VERIFY_WITH_TIMEOUT(session.isFinished(), timeoutMs);
            QCOMPARE(sink.niceValue.load(), expected);
        }
        QCOMPARE(getpriority(PRIO_PROCESS, 0), own);
    }

private:
    static void verifyEnvironment(const Environment& environment)
    {
        for (const char* key : {"program-version", "processor", "processor-cores", "compiler",
                                "device", "engine", "precision"})
            QVERIFY2(environment.contains(key), key);
        QCOMPARE(environment.at("denormals"), std::string("flushed"));
    }

    // Returns the small experiment with the optimizer of the current row.
    static ExperimentSpec optimizedExperiment()
    {
        QFETCH(QString, optimizer);
        QFETCH(double, momentum);
        ExperimentSpec spec = smallExperiment({"training.optimizer=" + optimizer.toStdString()});
        if (momentum > 0.0)
            spec.training.optimizer.parameters["momentum"] = momentum;
        return spec;
    }

    static void optimizers()
    {
        QTest::addColumn<QString>("optimizer");
        QTest::addColumn<double>("momentum");
        for (const CatalogEntry& entry : catalogs().optimizers)
            QTest::newRow(entry.id.c_str()) << QString::fromStdString(entry.id) << 0.0;
        QTest::newRow("sgd with momentum") << "sgd" << 0.9;
    }
};

QTEST_GUILESS_MAIN(TestTrainingSession)
#include "tst_training_session.moc"

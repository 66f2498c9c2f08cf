// SPDX-FileCopyrightText: 2026 Grokking Explorer contributors
// SPDX-License-Identifier: GPL-3.0-or-later
// Runs that go on and studies that are prepared, in files that others have a hand in as well.
#include "app/cli/run_batch.h"
#include "app/shared/run_weights.h"
#include "app/shared/study_plan.h"
#include "core/store/run_library.h"
#include "tests/core/store/store_fixture.h"

#include <QTemporaryDir>
#include <QTest>

#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

#include <array>
#include <csignal>
#include <iterator>
#include <optional>

#include "tests/support/small_experiment.h"
#include "tests/support/usable_parameters.h"

using namespace grokking;
using namespace grokking::test;
namespace fs = std::filesystem;

namespace {

const BatchOptions quietly{.results = RunResults::None, .quiet = true};

// Begins a run in another process, which is killed at once.
void beginAndDie(const fs::path& file, const ExperimentSpec& spec)
{
    const pid_t child = fork();
    if (child == 0) {
        const auto recorder = RunRecorder::create(file, spec, catalogs());
        _exit(recorder ? 0 : 1);
    }
    waitpid(child, nullptr, 0);
}

// Holds what `make` returns in another process, until it is destroyed.
class OtherProcess
{
public:
    template <class Make>
    explicit OtherProcess(const Make& make)
    {
        std::array<int, 2> ready{};
        if (::pipe(ready.data()) != 0)
            qFatal("no pipe");
        m_child = fork();
        if (m_child == 0) {
            const auto held = make();
            static_cast<void>(!::write(ready[1], held ? "y" : "n", 1));
            while (true)
                ::pause();
        }
        char answer = 'n';
        static_cast<void>(!::read(ready[0], &answer, 1));
        if (answer != 'y')
            qFatal("the other process has nothing to hold");
        ::close(ready[0]);
        ::close(ready[1]);
    }
    ~OtherProcess()
    {
        ::kill(m_child, SIGKILL);
        ::waitpid(m_child, nullptr, 0);
    }
    OtherProcess(const OtherProcess&) = delete;
    OtherProcess& operator=(const OtherProcess&) = delete;

private:
    pid_t m_child = 0;
};

} // namespace

class TestRunJob : public QObject
{
    Q_OBJECT

private slots:
    void init() { m_folder.emplace(); }

    // Between the plan and the start somebody else has gone on with the run.
    void plannedRunGoesOnFromWhereItsFileIsThen()
    {
        const ExperimentSpec spec = smallExperiment();
        QVERIFY(runBatch({{.spec = shortened(spec, 20), .file = path("a.grok")}}, quietly)
                == ExitStatus::Done);
        const auto plan = plannedResume(path("a.grok"), spec.training.steps);
        VERIFY_OK(plan);
        QCOMPARE(plan->resumePoint->checkpoint.step, 20);
        QVERIFY(!plan->resumePoint->checkpoint.state);
        const auto meanwhile = resumeJob(path("a.grok"), 40);
        VERIFY_OK(meanwhile);
        QVERIFY(runBatch({*meanwhile}, quietly) == ExitStatus::Done);
        QVERIFY(runBatch({*plan}, quietly) == ExitStatus::Done);
        QVERIFY(runBatch({{.spec = spec, .file = path("whole.grok")}}, quietly)
                == ExitStatus::Done);
        QVERIFY(readSamples(path("a.grok")).value() == readSamples(path("whole.grok")).value());
    }

    void plannedRunThatIsOverByThenIsRefused()
    {
        const ExperimentSpec spec = smallExperiment();
        QVERIFY(runBatch({{.spec = shortened(spec, 20), .file = path("a.grok")}}, quietly)
                == ExitStatus::Done);
        const auto plan = plannedResume(path("a.grok"), 40);
        VERIFY_OK(plan);
        QVERIFY(runBatch({*plan}, quietly) == ExitStatus::Done);
        const std::string before = queryText(path("a.grok"), "SELECT * FROM samples");
        QVERIFY(runBatch({*plan}, quietly) == ExitStatus::BadInput);
        QCOMPARE(queryText(path("a.grok"), "SELECT * FROM samples"), before);
    }

    // A machine that cannot go on with a run leaves what came of it alone.
    void runForAnotherMachineKeepsItsEnd()
    {
        ExperimentSpec spec = shortened(smallExperiment(), 20);
        QVERIFY(runBatch({{.spec = spec, .file = path("a.grok")}}, quietly) == ExitStatus::Done);
        StoredRun run = readRun(path("a.grok"), catalogs()).value();
        run.spec.training.device = "cuda:7"; // as if recorded on such a one
        const auto job = resumeJob(run, 40);
        QVERIFY(!job);
        QCOMPARE(job.error().code, ErrorCode::Unavailable);
    }

    // A run goes on with the data it began with, or not at all.
    void runOnAChangedTableIsRefused()
    {
        const std::string table = path("table.csv");
        QVERIFY(QFile::copy(QString::fromStdString(tableFile()), QString::fromStdString(table)));
        const ExperimentSpec spec = smallExperiment({"data=csv", "data.file=" + table});
        QVERIFY(runBatch({{.spec = shortened(spec, 20), .file = path("a.grok")}}, quietly)
                == ExitStatus::Done);
        VERIFY_OK(resumeJob(path("a.grok"), 40));
        QFile file(QString::fromStdString(table));
        QVERIFY(file.open(QIODevice::ReadWrite));
        const QByteArray before = file.readAll();
        QVERIFY(file.seek(before.size()) && file.write("1,2,3,4,p\n") == 10);
        file.close();
        const auto changed = resumeJob(path("a.grok"), 40);
        QVERIFY(!changed);
        QCOMPARE(changed.error().code, ErrorCode::InvalidFile);
        QVERIFY2(changed.error().message.find("has the fingerprint") != std::string::npos,
                 changed.error().text().c_str());

        QVERIFY(file.open(QIODevice::WriteOnly) && file.write(before) == before.size());
        file.close();
        const auto restored = resumeJob(path("a.grok"), 40);
        VERIFY_OK(restored);
        QVERIFY(runBatch({*restored}, quietly) == ExitStatus::Done);

        QVERIFY(file.remove());
        const auto gone = resumeJob(path("a.grok"), 60);
        QVERIFY(!gone);
        QVERIFY2(gone.error().message.find("there is no such file") != std::string::npos,
                 gone.error().text().c_str());
    }

    void runEndedAfterT2IsCompleteAndGoesOnIfStepsAreAskedFor()
    {
        const ExperimentSpec spec =
            smallExperiment({"training.steps=3000", "training.stopAfterT2=20", "detection.window=2",
                             "detection.testThreshold=0.3"});
        QVERIFY(runBatch({{.spec = spec, .file = path("a.grok")}}, quietly) == ExitStatus::Done);
        const auto again = resumeJob(path("a.grok"), std::nullopt);
        QVERIFY(!again);
        QVERIFY(again.error().message.find("train it longer with --steps") != std::string::npos);
        const auto longer = resumeJob(path("a.grok"), 600);
        VERIFY_OK(longer);
        const std::int64_t reached = longer->resumePoint->checkpoint.step;
        QVERIFY(reached < 600);
        QVERIFY(runBatch({*longer}, quietly) == ExitStatus::Done);
        QCOMPARE(readSamples(path("a.grok"))->back().step, 600);
    }

    // Each has its file open while it runs, and no longer.
    void manyRunsKeepNoFilesOpen()
    {
        std::vector<RunJob> jobs;
        for (int i = 0; i < 30; ++i)
            jobs.push_back({.spec = shortened(smallExperiment(), 5),
                            .file = path(std::to_string(i) + ".grok")});
        const auto openNow = std::distance(fs::directory_iterator("/proc/self/fd"), {});
        rlimit limit{};
        QCOMPARE(getrlimit(RLIMIT_NOFILE, &limit), 0);
        const rlimit few{.rlim_cur = static_cast<rlim_t>(openNow) + 20, .rlim_max = limit.rlim_max};
        QCOMPARE(setrlimit(RLIMIT_NOFILE, &few), 0);
        const ExitStatus status = runBatch(jobs, quietly);
        QCOMPARE(setrlimit(RLIMIT_NOFILE, &limit), 0);
        QVERIFY(status == ExitStatus::Done);
    }

    void runThatIsBeingRecordedIsNotTakenOver()
    {
        const ExperimentSpec spec = shortened(smallExperiment(), 20);
        QVERIFY(runBatch({{.spec = spec, .file = path("a.grok")}}, quietly) == ExitStatus::Done);
        const auto plan = plannedResume(path("a.grok"), 40);
        VERIFY_OK(plan);
        OtherProcess recorder([&] { return RunRecorder::resume(path("a.grok")); });
        const std::string before = queryText(path("a.grok"), "SELECT * FROM samples");
        QVERIFY(runBatch({*plan}, quietly) == ExitStatus::FileError);
        QCOMPARE(queryText(path("a.grok"), "SELECT * FROM samples"), before);
    }

    // Checks may have become stricter since a run was recorded.
    void runWhoseSettingsDoNotFitTogetherIsReadAndNotTrained()
    {
        const ExperimentSpec spec = shortened(smallExperiment(), 20);
        QVERIFY(runBatch({{.spec = spec, .file = path("a.grok")}}, quietly) == ExitStatus::Done);
        executeSql(path("a.grok"),
                   "UPDATE spec SET checksum = NULL, json = json_set(json, '$.training.device', "
                   "'abacus')");
        const auto run = readRun(path("a.grok"), catalogs());
        VERIFY_OK(run);
        VERIFY_OK(readSpec(path("a.grok"), catalogs()));
        const auto job = resumeJob(path("a.grok"), 60);
        QVERIFY(!job);
        QCOMPARE(job.error().code, ErrorCode::InvalidSpec);
        QCOMPARE(job.error().context, path("a.grok"));
        QVERIFY(job.error().message.starts_with("training.device "));
        const auto weights = weightsOf(*run, 20);
        QVERIFY(!weights);
        QCOMPARE(weights.error().code, ErrorCode::InvalidSpec);
    }

    void studyPutsWhatNeverBeganIntoTheTrash()
    {
        const auto runs = studyOf({smallExperiment()});
        beginAndDie(fileOf(runs[0]), runs[0].spec);
        const auto prepared = prepareStudy(runs, path(""));
        VERIFY_OK(prepared);
        QCOMPARE(prepared->plan.jobs.size(), std::size_t{1});
        QCOMPARE(prepared->plan.resumed, std::size_t{0});
        QVERIFY(!fs::exists(fileOf(runs[0])));
        VERIFY_OK(
            readListing(fs::path(path(std::string(trashFolderName))) / fileOf(runs[0]).filename()));
    }

    void studyThatCannotBeginChangesNothing()
    {
        const auto runs = studyOf(
            {smallExperiment(), smallExperiment({"learner.width=16384", "learner.depth=16"})});
        beginAndDie(fileOf(runs[0]), runs[0].spec);
        const auto prepared = prepareStudy(runs, path(""));
        QVERIFY(!prepared);
        QCOMPARE(prepared.error().code, ErrorCode::Unavailable);
        QVERIFY(fs::exists(fileOf(runs[0])));
    }

    // With and without a checkpoint.
    void studyLeavesAloneWhatIsBeingRecorded()
    {
        const auto runs = studyOf({smallExperiment(), smallExperiment({"seed=1"})});
        const auto first = RunRecorder::create(fileOf(runs[0]), runs[0].spec, catalogs());
        const auto second = RunRecorder::create(fileOf(runs[1]), runs[1].spec, catalogs());
        VERIFY_OK(first);
        VERIFY_OK(second);
        (*second)->publish(checkpointAt(20));
        const auto prepared = prepareStudy(runs, path(""));
        QVERIFY(!prepared);
        QCOMPARE(prepared.error().code, ErrorCode::FileAccess);
        for (const StudyRun& run : runs) {
            QVERIFY(prepared.error().text().find(fileOf(run).string()) != std::string::npos);
            QVERIFY(fs::exists(fileOf(run)));
        }
        VERIFY_OK((*first)->close());
        VERIFY_OK((*second)->close());
    }

private:
    [[nodiscard]] std::string path(const std::string& name) const
    {
        return (fs::path(m_folder->path().toStdString()) / name).string();
    }
    static ExperimentSpec shortened(ExperimentSpec spec, std::int64_t steps)
    {
        spec.training.steps = steps;
        return spec;
    }
    static std::vector<StudyRun> studyOf(const std::vector<ExperimentSpec>& specs)
    {
        std::vector<StudyRun> runs;
        for (const ExperimentSpec& spec : specs)
            runs.push_back({"run" + std::to_string(runs.size()), spec});
        return runs;
    }
    [[nodiscard]] fs::path fileOf(const StudyRun& run) const { return path(run.name + ".grok"); }

    std::optional<QTemporaryDir> m_folder;
};

QTEST_GUILESS_MAIN(TestRunJob)
#include "tst_run_job.moc"

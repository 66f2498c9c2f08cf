// SPDX-FileCopyrightText: 2026 Grokking Explorer contributors
// SPDX-License-Identifier: GPL-3.0-or-later
// Runs that go on, in files that others have a hand in as well.
#include "app/cli/run_batch.h"
#include "app/shared/run_weights.h"
#include "tests/core/store/store_fixture.h"

#include <QTemporaryDir>
#include <QTest>

#include <optional>

#include "tests/support/small_experiment.h"

using namespace grokking;
using namespace grokking::test;

namespace {

const BatchOptions quietly{.results = RunResults::None, .quiet = true};

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

    // Checks may have become stricter since a run was recorded.
    void runWhoseSettingsDoNotFitTogetherIsReadAndNotTrained()
    {
        const ExperimentSpec spec = shortened(smallExperiment(), 20);
        QVERIFY(runBatch({{.spec = spec, .file = path("a.grok")}}, quietly) == ExitStatus::Done);
        executeSql(path("a.grok"),
                   "UPDATE spec SET json = json_set(json, '$.training.device', 'abacus')");
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
    std::optional<QTemporaryDir> m_folder;
};

QTEST_GUILESS_MAIN(TestRunJob)
#include "tst_run_job.moc"

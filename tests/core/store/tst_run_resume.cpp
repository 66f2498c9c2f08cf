// SPDX-FileCopyrightText: 2026 Grokking Explorer contributors
// SPDX-License-Identifier: GPL-3.0-or-later
// A run continued from its checkpoint is the run that was never interrupted.
#include "core/store/run_reader.h"
#include "tests/core/store/store_fixture.h"

#include <QTemporaryDir>
#include <QTest>

using namespace grokking;

namespace {

const std::string learningRate = "training.optimizer.learningRate";

std::vector<TrainingEvent> samplesFrom(std::int64_t first, std::int64_t last)
{
    std::vector<TrainingEvent> events;
    for (std::int64_t step = first; step <= last; step += 10) {
        events.emplace_back(sampleAt(step));
        events.emplace_back(scalarAt(step));
        events.emplace_back(snapshotAt(step, {static_cast<double>(step)}));
    }
    return events;
}

std::vector<TrainingEvent> joined(std::vector<std::vector<TrainingEvent>> parts)
{
    std::vector<TrainingEvent> all;
    for (const auto& part : parts)
        all.insert(all.end(), part.begin(), part.end());
    return all;
}

} // namespace

class TestRunResume : public QObject
{
    Q_OBJECT

private slots:
    void init() { m_file = m_folder.filePath(QString::number(++m_files) + ".grok").toStdString(); }
    void whatCameAfterTheCheckpointIsRemoved();
    void finalSampleAtTheCheckpointIsRemoved();
    void manualSampleAtTheCheckpointStays();
    void resumedTwiceStartsOnce();
    void failedAttemptsToGoOnAreRemoved_data();
    void failedAttemptsToGoOnAreRemoved();
    void resumedRunEqualsUninterruptedRun();
    void changesAfterTheCheckpointStayInTheSchedule();
    void replacedSpecIsStored();
    void anotherCheckpointThanExpectedIsAnError();
    void runThatCannotBeContinuedIsAnError();

private:
    // Continues the file with the events.
    void resumeWith(const std::vector<TrainingEvent>& events)
    {
        const auto recorder = RunRecorder::resume(m_file);
        VERIFY_OK(recorder);
        for (const TrainingEvent& event : events)
            (*recorder)->publish(event);
        VERIFY_OK((*recorder)->close());
    }
    [[nodiscard]] std::vector<TrainingEvent> events() const
    {
        const auto run = readRun(m_file, testCatalogs());
        return run ? run->events : std::vector<TrainingEvent>();
    }

    QTemporaryDir m_folder;
    int m_files = 0;
    std::filesystem::path m_file;
};

void TestRunResume::whatCameAfterTheCheckpointIsRemoved()
{
    const auto kept = joined({{startedAt(0), Notice{0, "kept"}}, samplesFrom(0, 50), {Paused{50}}});
    Observed ofALaterMetric = scalarAt(60);
    ofALaterMetric.observation.id = "later";
    recordRun(m_file, joined({kept,
                              {checkpointAt(50)},
                              samplesFrom(60, 90),
                              {ofALaterMetric, Notice{60, "gone"},
                               ParameterChanged{60, learningRate, 0.5}, finishedAt(90)}}));
    resumeWith({});
    QVERIFY(areEqual(events(), kept));
    const auto listing = readListing(m_file);
    QCOMPARE(listing->summary.verdict, Verdict::Running);
    QCOMPARE(listing->lastSample->step, 50);
    QVERIFY(!listing->end);
    QCOMPARE(queryText(m_file, "SELECT metric FROM series"), std::string("scalar|\n"));
}

void TestRunResume::finalSampleAtTheCheckpointIsRemoved()
{
    const auto kept = joined({{startedAt(0)}, samplesFrom(0, 50)});
    recordRun(m_file, joined({kept,
                              {sampleAt(55, SampleKind::Final), scalarAt(55), checkpointAt(55),
                               finishedAt(55)}}));
    resumeWith({});
    QVERIFY(areEqual(events(), kept));
}

void TestRunResume::manualSampleAtTheCheckpointStays()
{
    const std::vector<TrainingEvent> kept{startedAt(0), sampleAt(7, SampleKind::Manual),
                                          scalarAt(7), Paused{7},
                                          ParameterChanged{7, learningRate, 0.5}};
    recordRun(m_file, joined({kept, {checkpointAt(7), finishedAt(7, RunEnd::Interrupted)}}));
    resumeWith({});
    QVERIFY(areEqual(events(), kept));
}

void TestRunResume::resumedTwiceStartsOnce()
{
    const auto kept = joined({{Notice{0, "first"}, startedAt(0)}, samplesFrom(0, 50)});
    recordRun(m_file, joined({kept, {checkpointAt(50)}}));
    resumeWith({startedAt(50), sampleAt(60)});
    resumeWith({startedAt(50)});
    QVERIFY(areEqual(events(), joined({kept, {startedAt(50)}})));
}

void TestRunResume::failedAttemptsToGoOnAreRemoved_data()
{
    QTest::addColumn<qint64>("step");
    QTest::newRow("at step 0") << qint64{0};
    QTest::newRow("at the checkpoint") << qint64{50};
}

void TestRunResume::failedAttemptsToGoOnAreRemoved()
{
    QFETCH(qint64, step);
    const auto kept = joined({{startedAt(0)}, samplesFrom(0, 50)});
    recordRun(m_file, joined({kept, {checkpointAt(50)}}));
    resumeWith({Failed{step, {ErrorCode::Unavailable, "no device", "training.device"}}});
    QVERIFY(readListing(m_file)->failure);
    resumeWith({startedAt(50)});
    QVERIFY(areEqual(events(), joined({kept, {startedAt(50)}})));
    QVERIFY(!readListing(m_file)->failure);
}

void TestRunResume::resumedRunEqualsUninterruptedRun()
{
    const std::vector<TrainingEvent> end{sampleAt(155, SampleKind::Final), scalarAt(155),
                                         finishedAt(155)};
    recordRun(m_file, joined({{startedAt(0)}, samplesFrom(0, 80), {checkpointAt(50)}}));
    resumeWith(joined({{startedAt(50)}, samplesFrom(60, 150), end}));
    const auto resumed = m_file;
    init();
    recordRun(m_file, joined({{startedAt(0)}, samplesFrom(0, 150), end}));
    for (const char* table : {"samples", "series", "observations", "snapshots", "summary"}) {
        const std::string sql = std::string("SELECT * FROM ") + table;
        QCOMPARE(queryText(resumed, sql), queryText(m_file, sql));
    }
}

void TestRunResume::changesAfterTheCheckpointStayInTheSchedule()
{
    const std::vector<ScheduledChange> changes{{10, learningRate, 0.5}, {60, learningRate, 0.25}};
    recordRun(m_file, {startedAt(0), ParameterChanged{10, learningRate, 0.5}, checkpointAt(50),
                       ParameterChanged{60, learningRate, 0.25}});
    QVERIFY(readSpec(m_file, testCatalogs())->training.schedule == changes);
    resumeWith({});
    QCOMPARE(events().size(), std::size_t{2});
    QVERIFY(readSpec(m_file, testCatalogs())->training.schedule == changes);
    resumeWith({ParameterChanged{60, learningRate, 0.25}});
    QVERIFY(readSpec(m_file, testCatalogs())->training.schedule == changes);
}

void TestRunResume::replacedSpecIsStored()
{
    recordRun(m_file, {startedAt(0), checkpointAt(50)});
    ExperimentSpec longer = testSpec();
    longer.training.steps = 99'999;
    const auto recorder = RunRecorder::resume(m_file, longer, testCatalogs());
    VERIFY_OK(recorder);
    VERIFY_OK((*recorder)->close());
    QVERIFY(readSpec(m_file, testCatalogs()).value() == longer);
    QCOMPARE(readListing(m_file)->steps, 99'999);
}

// Somebody else went on with the run since it was read.
void TestRunResume::anotherCheckpointThanExpectedIsAnError()
{
    recordRun(m_file, {startedAt(0), checkpointAt(50), Notice{60, "stays"}});
    const auto outdated = RunRecorder::resume(m_file, testSpec(), testCatalogs(), 40);
    QVERIFY(!outdated);
    QCOMPARE(outdated.error().code, ErrorCode::FileAccess);
    QVERIFY(outdated.error().message.find("to step 50") != std::string::npos);
    QCOMPARE(events().size(), std::size_t{2});
    VERIFY_OK(RunRecorder::resume(m_file, testSpec(), testCatalogs(), 50));
    QCOMPARE(events().size(), std::size_t{1});
}

void TestRunResume::runThatCannotBeContinuedIsAnError()
{
    recordRun(m_file, {startedAt(0), sampleAt(0)});
    const auto withoutCheckpoint = RunRecorder::resume(m_file);
    QVERIFY(!withoutCheckpoint);
    QCOMPARE(withoutCheckpoint.error().code, ErrorCode::InvalidFile);
    QCOMPARE(events().size(), std::size_t{2}); // untouched
    const auto missing = RunRecorder::resume(m_folder.filePath("none.grok").toStdString());
    QVERIFY(!missing);
    QCOMPARE(missing.error().code, ErrorCode::FileAccess);
}

QTEST_GUILESS_MAIN(TestRunResume)
#include "tst_run_resume.moc"

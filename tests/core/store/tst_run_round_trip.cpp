// SPDX-FileCopyrightText: 2026 Grokking Explorer contributors
// SPDX-License-Identifier: GPL-3.0-or-later
// What is recorded is what is read.
#include "core/store/run_reader.h"
#include "tests/core/store/store_fixture.h"

#include <QTemporaryDir>
#include <QTest>

#include <cmath>
#include <limits>

using namespace grokking;

class TestRunRoundTrip : public QObject
{
    Q_OBJECT

private slots:
    void everyEventComesBack();
    void specAndCheckpointComeBack();
    void latestCheckpointReplacesEarlierOnes();
    void notANumberComesBack();
    void changedNamesOfASeriesComeBack();
    void wideRunComesBackFromManyCommits();
    void equalRunsGiveEqualTables();
    void liveChangesExtendTheSchedule_data();
    void liveChangesExtendTheSchedule();

private:
    [[nodiscard]] std::filesystem::path newFile()
    {
        return m_folder.filePath(QString::number(++m_files) + ".grok").toStdString();
    }
    [[nodiscard]] std::vector<TrainingEvent> reread(const std::vector<TrainingEvent>& events)
    {
        const auto file = newFile();
        recordRun(file, events);
        const auto run = readRun(file, testCatalogs());
        return run ? run->events : std::vector<TrainingEvent>();
    }

    QTemporaryDir m_folder;
    int m_files = 0;
};

void TestRunRoundTrip::everyEventComesBack()
{
    const auto file = newFile();
    const auto events = everyKindOfEvent();
    recordRun(file, events);
    const auto run = readRun(file, testCatalogs());
    VERIFY_OK(run);
    QCOMPARE(run->events.size(), events.size());
    for (std::size_t i = 0; i < events.size(); ++i)
        QVERIFY2(areEqual(run->events[i], events[i]), qPrintable(QString("event %1").arg(i)));
}

void TestRunRoundTrip::specAndCheckpointComeBack()
{
    const auto file = newFile();
    const auto checkpoint = checkpointAt(10, 3'000'000);
    recordRun(file, {startedAt(0), sampleAt(10), checkpoint});
    const auto run = readRun(file, testCatalogs());
    VERIFY_OK(run);
    QVERIFY(run->spec == testSpec());
    QVERIFY(run->checkpoint && areEqual(*run->checkpoint, checkpoint));
    QCOMPARE(run->file, file);
    QVERIFY(run->created.starts_with("20") && run->created.ends_with("Z"));
    const auto spec = readSpec(file, testCatalogs());
    VERIFY_OK(spec);
    QVERIFY(*spec == testSpec());
}

void TestRunRoundTrip::latestCheckpointReplacesEarlierOnes()
{
    const auto file = newFile();
    recordRun(file, {startedAt(0), checkpointAt(10), checkpointAt(20)});
    QCOMPARE(queryText(file, "SELECT step FROM checkpoint"), std::string("20|\n"));
    QCOMPARE(queryText(file, "SELECT count(*) FROM events"), std::string("1|\n"));
}

void TestRunRoundTrip::notANumberComesBack()
{
    constexpr double nan = std::numeric_limits<double>::quiet_NaN();
    constexpr double infinity = std::numeric_limits<double>::infinity();
    Sampled sample = sampleAt(5);
    sample.train.loss = nan;
    sample.weightNorm = -infinity;
    Observed scalar = scalarAt(5);
    scalar.observation.content = Scalar{nan};
    const auto events =
        reread({sample, scalar, snapshotAt(5, {nan, infinity}), ParameterChanged{5, "x", nan},
                ParameterChanged{5, "x", -infinity}});
    QCOMPARE(events.size(), std::size_t{5});
    QVERIFY(std::isnan(std::get<Sampled>(events[0]).train.loss));
    QCOMPARE(std::get<Sampled>(events[0]).weightNorm, -infinity);
    const auto& content = std::get<Observed>(events[1]).observation.content;
    QVERIFY(std::isnan(std::get<Scalar>(content).value));
    QVERIFY(std::isnan(std::get<SnapshotTaken>(events[2]).parameters->front()));
    QCOMPARE(std::get<SnapshotTaken>(events[2]).parameters->back(), infinity);
    QVERIFY(std::isnan(std::get<ParameterChanged>(events[3]).value));
    QCOMPARE(std::get<ParameterChanged>(events[4]).value, -infinity);
}

void TestRunRoundTrip::changedNamesOfASeriesComeBack()
{
    Observed first = scalarAt(1);
    Observed second = scalarAt(2);
    second.observation.title = "Another title";
    Observed third = scalarAt(3);
    const std::vector<TrainingEvent> events{first, second, third};
    const auto file = newFile();
    recordRun(file, events);
    QVERIFY(areEqual(readRun(file, testCatalogs())->events, events));
    QCOMPARE(queryText(file, "SELECT count(*) FROM series"), std::string("2|\n"));
}

void TestRunRoundTrip::wideRunComesBackFromManyCommits()
{
    std::vector<TrainingEvent> events{startedAt(0)};
    const auto file = newFile();
    {
        const auto recorder = newRecorder(file);
        recorder->publish(events.front());
        for (std::int64_t step = 1; step <= 2'000; ++step) {
            const std::vector<TrainingEvent> now{sampleAt(step), scalarAt(step)};
            for (const TrainingEvent& event : now)
                recorder->publish(event);
            events.insert(events.end(), now.begin(), now.end());
            if (step % 500 == 0)
                recorder->publish(checkpointAt(step));
        }
    }
    QVERIFY(areEqual(readRun(file, testCatalogs())->events, events));
}

void TestRunRoundTrip::equalRunsGiveEqualTables()
{
    const auto first = newFile();
    const auto second = newFile();
    auto events = everyKindOfEvent();
    events.push_back(checkpointAt(20));
    recordRun(first, events);
    recordRun(second, events);
    for (const char* table : {"spec", "samples", "series", "observations", "events", "environment",
                              "snapshots", "checkpoint", "summary"}) {
        const std::string sql = std::string("SELECT * FROM ") + table;
        QVERIFY2(!queryText(first, sql).empty(), table);
        QCOMPARE(queryText(first, sql), queryText(second, sql));
    }
}

void TestRunRoundTrip::liveChangesExtendTheSchedule_data()
{
    using Changes = std::vector<ScheduledChange>;
    const std::string path = "training.optimizer.learningRate";
    QTest::addColumn<Changes>("planned");
    QTest::addColumn<Changes>("recorded");
    QTest::addColumn<Changes>("expected");
    QTest::newRow("nothing") << Changes{} << Changes{} << Changes{};
    QTest::newRow("live changes only") << Changes{} << Changes{{5, path, 0.1}, {9, path, 0.2}}
                                       << Changes{{5, path, 0.1}, {9, path, 0.2}};
    QTest::newRow("planned ones carried out count once")
        << Changes{{5, path, 0.1}} << Changes{{5, path, 0.1}} << Changes{{5, path, 0.1}};
    QTest::newRow("planned ones to come stay")
        << Changes{{5, path, 0.1}, {90, path, 0.3}} << Changes{{5, path, 0.1}, {9, path, 0.2}}
        << Changes{{5, path, 0.1}, {9, path, 0.2}, {90, path, 0.3}};
    QTest::newRow("there and back at one step")
        << Changes{} << Changes{{5, path, 0.1}, {5, path, 0.2}, {5, path, 0.1}}
        << Changes{{5, path, 0.1}, {5, path, 0.2}, {5, path, 0.1}};
}

void TestRunRoundTrip::liveChangesExtendTheSchedule()
{
    using Changes = std::vector<ScheduledChange>;
    QFETCH(Changes, planned);
    QFETCH(Changes, recorded);
    QFETCH(Changes, expected);
    ExperimentSpec spec = testSpec();
    spec.training.schedule = planned;
    const auto file = newFile();
    auto recorder = RunRecorder::create(file, spec, testCatalogs());
    VERIFY_OK(recorder);
    for (const auto& [step, path, value] : recorded)
        (*recorder)->publish(ParameterChanged{step, path, value});
    VERIFY_OK((*recorder)->close());
    const auto run = readRun(file, testCatalogs());
    VERIFY_OK(run);
    QVERIFY(run->spec.training.schedule == expected);
}

QTEST_GUILESS_MAIN(TestRunRoundTrip)
#include "tst_run_round_trip.moc"

// SPDX-FileCopyrightText: 2026 Grokking Explorer contributors
// SPDX-License-Identifier: GPL-3.0-or-later
// Creating files, writing while others look, and what happens when that fails.
#include "core/store/run_library.h"
#include "core/store/run_reader.h"
#include "tests/core/store/store_fixture.h"

#include <SQLiteCpp/SQLiteCpp.h>

#include <QElapsedTimer>
#include <QTemporaryDir>
#include <QTest>

#include <atomic>
#include <fstream>
#include <optional>

using namespace grokking;
namespace fs = std::filesystem;

class TestRunRecorder : public QObject
{
    Q_OBJECT

private slots:
    void init() { m_folder.emplace(); }
    void existingFileIsRefused();
    void fileThatCannotBeCreatedIsAnError_data();
    void fileThatCannotBeCreatedIsAnError();
    void newFileIsCompleteAtOnce();
    void journalOfARemovedFileIsNotRolledBack();
    void eventsAreInTheFileWithinASecond();
    void readerSeesAGrowingRun();
    void lockOfAReaderDelaysButLosesNothing();
    void noteCanBeWrittenWhileRecording();
    void deletedFileIsReported();
    void secondRecorderTakesTheRunOver();
    void publishingAfterCloseIsIgnored();

private:
    [[nodiscard]] fs::path path(const char* name) const
    {
        return fs::path(m_folder->path().toStdString()) / name;
    }
    // Returns how many samples a reader sees; -1 on an error.
    [[nodiscard]] static int samplesIn(const fs::path& file)
    {
        const auto run = readRun(file, testCatalogs());
        return run ? static_cast<int>(run->events.size()) : -1;
    }

    std::optional<QTemporaryDir> m_folder;
};

void TestRunRecorder::existingFileIsRefused()
{
    const fs::path file = path("a.grok");
    std::ofstream(file) << "precious";
    const auto recorder = RunRecorder::create(file, testSpec(), testCatalogs());
    QVERIFY(!recorder);
    QCOMPARE(recorder.error().code, ErrorCode::FileExists);
    QCOMPARE(fs::file_size(file), std::uintmax_t{8});
    QCOMPARE(std::distance(fs::directory_iterator(path("")), {}), 1);
}

void TestRunRecorder::fileThatCannotBeCreatedIsAnError_data()
{
    QTest::addColumn<QString>("file");
    QTest::newRow("folder is missing") << "missing/a.grok";
    QTest::newRow("folder is a file") << "file/a.grok";
    QTest::newRow("folder takes no files") << "/proc/a.grok";
}

void TestRunRecorder::fileThatCannotBeCreatedIsAnError()
{
    QFETCH(QString, file);
    std::ofstream(path("file")) << "x";
    const auto recorder =
        RunRecorder::create(path("") / file.toStdString(), testSpec(), testCatalogs());
    QVERIFY(!recorder);
    QCOMPARE(recorder.error().code, ErrorCode::FileAccess);
    QVERIFY(!recorder.error().message.empty());
}

void TestRunRecorder::newFileIsCompleteAtOnce()
{
    const auto recorder = newRecorder(path("a.grok"));
    const auto run = readRun(recorder->file(), testCatalogs());
    VERIFY_OK(run);
    QVERIFY(run->spec == testSpec());
    QVERIFY(run->events.empty());
    QCOMPARE(std::distance(fs::directory_iterator(path("")), {}), 1); // nothing temporary is left
}

// A program was killed between removing a file and its journal.
void TestRunRecorder::journalOfARemovedFileIsNotRolledBack()
{
    const fs::path old = path("old.grok");
    const fs::path file = path("a.grok");
    recordRun(old, everyKindOfEvent());
    {
        SQLite::Database database(old.string(), SQLite::OPEN_READWRITE);
        database.exec("PRAGMA cache_size = 1"); // so that changes go to the file before the commit
        SQLite::Transaction transaction(database);
        database.exec("UPDATE samples SET step = step + 1");
        database.exec("UPDATE events SET step = step + 1");
        fs::copy_file(old.string() + "-journal", file.string() + "-journal");
    }
    recordRun(file, {sampleAt(7)});
    const auto run = readRun(file, testCatalogs());
    VERIFY_OK(run);
    QVERIFY(areEqual(run->events, {sampleAt(7)}));
}

void TestRunRecorder::eventsAreInTheFileWithinASecond()
{
    const auto recorder = newRecorder(path("a.grok"));
    recorder->publish(sampleAt(1));
    QTRY_COMPARE_WITH_TIMEOUT(samplesIn(recorder->file()), 1, 1'000);
}

void TestRunRecorder::readerSeesAGrowingRun()
{
    const auto recorder = newRecorder(path("a.grok"));
    int seen = 0;
    std::int64_t step = 0;
    for (int reads = 0; reads < 20 || seen == 0; ++reads) {
        for (int i = 0; i < 200; ++i)
            recorder->publish(sampleAt(++step));
        const auto run = readRun(recorder->file(), testCatalogs());
        VERIFY_OK(run);
        QVERIFY(std::ssize(run->events) >= seen);
        seen = static_cast<int>(run->events.size());
        for (int i = 0; i < seen; ++i)
            QVERIFY(areEqual(run->events[static_cast<std::size_t>(i)], sampleAt(i + 1)));
    }
    VERIFY_OK(recorder->close());
    QCOMPARE(samplesIn(recorder->file()), static_cast<int>(step));
}

void TestRunRecorder::lockOfAReaderDelaysButLosesNothing()
{
    const auto recorder = newRecorder(path("a.grok"));
    std::atomic<int> failures = 0;
    recorder->setFailureHandler([&failures](const Error&) { ++failures; });
    {
        SQLite::Database reader(recorder->file().string());
        const SQLite::Transaction transaction(reader);
        reader.execAndGet("SELECT count(*) FROM samples"); // takes the lock
        for (std::int64_t step = 0; step < 100; ++step)
            recorder->publish(sampleAt(step));
        // The writer waits for the lock: SQLite keeps new readers out meanwhile.
        QTRY_VERIFY_WITH_TIMEOUT(fs::exists(recorder->file().string() + "-journal"), 5'000);
        QElapsedTimer timer;
        timer.start();
        QTRY_VERIFY_WITH_TIMEOUT(timer.elapsed() > 1'500, 5'000); // longer than SQLite waits
    }
    QTRY_COMPARE_WITH_TIMEOUT(samplesIn(recorder->file()), 100, 5'000);
    QCOMPARE(failures.load(), 0);
    VERIFY_OK(recorder->close());
}

void TestRunRecorder::noteCanBeWrittenWhileRecording()
{
    const auto recorder = newRecorder(path("a.grok"));
    recorder->publish(sampleAt(1));
    VERIFY_OK(setNote(recorder->file(), "groks late"));
    recorder->publish(sampleAt(2));
    VERIFY_OK(recorder->close());
    const auto run = readRun(recorder->file(), testCatalogs());
    QCOMPARE(run->note, std::string("groks late"));
    QCOMPARE(run->events.size(), std::size_t{2});
}

void TestRunRecorder::deletedFileIsReported()
{
    const auto recorder = newRecorder(path("a.grok"));
    std::atomic<int> failures = 0;
    recorder->setFailureHandler([&failures](const Error& error) {
        failures += error.code == ErrorCode::FileAccess ? 1 : 100;
    });
    recorder->publish(sampleAt(1));
    QTRY_COMPARE(samplesIn(recorder->file()), 1);
    fs::rename(path("a.grok"), path("b.grok"));
    recorder->publish(sampleAt(2));
    QTRY_COMPARE(failures.load(), 1);
    fs::rename(path("b.grok"), path("a.grok"));
    recorder->retry();
    VERIFY_OK(recorder->close());
    QCOMPARE(samplesIn(recorder->file()), 2);
}

void TestRunRecorder::secondRecorderTakesTheRunOver()
{
    const auto first = newRecorder(path("a.grok"));
    first->publish(sampleAt(1));
    first->publish(checkpointAt(1));
    QTRY_COMPARE(samplesIn(first->file()), 1);
    const auto second = RunRecorder::resume(first->file());
    VERIFY_OK(second);
    first->publish(sampleAt(2));
    QVERIFY(!first->close());
    (*second)->publish(sampleAt(2));
    VERIFY_OK((*second)->close());
    QCOMPARE(samplesIn(first->file()), 2);
}

void TestRunRecorder::publishingAfterCloseIsIgnored()
{
    const auto recorder = newRecorder(path("a.grok"));
    VERIFY_OK(recorder->close());
    recorder->publish(sampleAt(1));
    VERIFY_OK(recorder->close());
    QCOMPARE(samplesIn(recorder->file()), 0);
}

QTEST_GUILESS_MAIN(TestRunRecorder)
#include "tst_run_recorder.moc"

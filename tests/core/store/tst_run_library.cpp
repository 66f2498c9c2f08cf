// SPDX-FileCopyrightText: 2026 Grokking Explorer contributors
// SPDX-License-Identifier: GPL-3.0-or-later
// A folder of runs: listing, naming, notes, removal.
#include "core/store/run_folder.h"
#include "core/store/run_library.h"
#include "tests/core/store/store_fixture.h"

#include <QTemporaryDir>
#include <QTest>

#include <sys/wait.h>
#include <unistd.h>

#include <csignal>
#include <fstream>
#include <optional>

using namespace grokking;
namespace fs = std::filesystem;

class TestRunLibrary : public QObject
{
    Q_OBJECT

private slots:
    void init() { m_folder.emplace(); }
    void finishedRunIsListedWithItsSummary();
    void runWithoutEndIsListedAsRunning();
    void interruptedRunIsNotFinished();
    void failedRunIsListedWithItsError();
    void emptyRunIsListed();
    void folderIsListedWithWhatCannotBeRead();
    void missingFolderIsAnError();
    void defaultFolderFollowsTheEnvironment();
    void newFileNameIsUnused();
    void noteIsReplaced();
    void removedRunIsGone();
    void otherFilesAreNotRemoved();
    void renamedRunIsTheSame();
    void badNamesAreRefused_data();
    void badNamesAreRefused();
    void trashedRunComesBackExactly();
    void trashKeepsRunsOfOneName();
    void runBeingRecordedStays();
    void runOfAnotherProcessStaysWhileThatLives();

private:
    [[nodiscard]] fs::path path(const std::string& name) const
    {
        return fs::path(m_folder->path().toStdString()) / name;
    }

    std::optional<QTemporaryDir> m_folder;
};

void TestRunLibrary::finishedRunIsListedWithItsSummary()
{
    recordRun(path("a.grok"), {startedAt(0), sampleAt(0), sampleAt(10), finishedAt(10)});
    const auto listing = readListing(path("a.grok"));
    VERIFY_OK(listing);
    QCOMPARE(listing->file, path("a.grok"));
    QCOMPARE(listing->preset, std::string("demo-test"));
    QCOMPARE(listing->seed, 7);
    QCOMPARE(listing->steps, 12'345);
    QVERIFY(listing->summary == finishedAt(10).summary);
    QVERIFY(listing->lastSample == sampleAt(10));
    QVERIFY(listing->finished);
    QVERIFY(listing->end == RunEnd::Completed);
    QVERIFY(!listing->failure);
    QCOMPARE(listing->wallSeconds, 12.5);
    QVERIFY(!listing->checkpointStep);
}

void TestRunLibrary::runWithoutEndIsListedAsRunning()
{
    recordRun(path("a.grok"), {startedAt(0), sampleAt(0), sampleAt(10), checkpointAt(10)});
    const auto listing = readListing(path("a.grok"));
    VERIFY_OK(listing);
    QCOMPARE(listing->summary.verdict, Verdict::Running);
    QCOMPARE(listing->summary.lastStep, 10);
    QVERIFY(listing->lastSample == sampleAt(10));
    QVERIFY(!listing->finished);
    QVERIFY(!listing->end);
    QVERIFY(listing->checkpointStep == 10);
}

void TestRunLibrary::interruptedRunIsNotFinished()
{
    recordRun(path("a.grok"), {startedAt(0), finishedAt(10, RunEnd::Interrupted)});
    const auto listing = readListing(path("a.grok"));
    VERIFY_OK(listing);
    QVERIFY(!listing->finished);
    QVERIFY(listing->end == RunEnd::Interrupted);
    QCOMPARE(listing->summary.verdict, Verdict::Grokked);
}

void TestRunLibrary::failedRunIsListedWithItsError()
{
    const Error error{ErrorCode::Unavailable, "no such device", "training.device"};
    recordRun(path("a.grok"), {Failed{0, error}});
    const auto listing = readListing(path("a.grok"));
    VERIFY_OK(listing);
    QVERIFY(listing->failure == error);
    QVERIFY(!listing->finished);
    QVERIFY(!listing->end);
}

void TestRunLibrary::emptyRunIsListed()
{
    recordRun(path("a.grok"), {});
    const auto listing = readListing(path("a.grok"));
    VERIFY_OK(listing);
    QCOMPARE(listing->summary, RunSummary{});
    QVERIFY(!listing->lastSample);
}

void TestRunLibrary::folderIsListedWithWhatCannotBeRead()
{
    recordRun(path("b.grok"), {});
    recordRun(path("a #1 100%?.grok"), {});
    std::ofstream(path("broken.grok")) << "nonsense";
    std::ofstream(path("readme.txt")) << "not a run";
    fs::create_directory(path("folder.grok"));
    const auto folder = listRuns(path(""));
    VERIFY_OK(folder);
    QCOMPARE(folder->runs.size(), std::size_t{2});
    QCOMPARE(folder->runs[0].file.filename(), fs::path("a #1 100%?.grok"));
    QCOMPARE(folder->runs[1].file.filename(), fs::path("b.grok"));
    QCOMPARE(folder->unreadable.size(), std::size_t{1});
    QCOMPARE(folder->unreadable[0].file, path("broken.grok"));
    QCOMPARE(folder->unreadable[0].error.code, ErrorCode::InvalidFile);
}

void TestRunLibrary::missingFolderIsAnError()
{
    const auto folder = listRuns(path("missing"));
    QVERIFY(!folder);
    QCOMPARE(folder.error().code, ErrorCode::FileAccess);
}

void TestRunLibrary::defaultFolderFollowsTheEnvironment()
{
    qputenv("XDG_DATA_HOME", "/data/home");
    QCOMPARE(defaultRunFolder(), fs::path("/data/home/grokking-explorer/runs"));
    qputenv("XDG_DATA_HOME", "relative"); // to be ignored, says the specification
    qputenv("HOME", "/home/ada");
    QCOMPARE(defaultRunFolder(), fs::path("/home/ada/.local/share/grokking-explorer/runs"));
    qunsetenv("XDG_DATA_HOME");
    QCOMPARE(defaultRunFolder(), fs::path("/home/ada/.local/share/grokking-explorer/runs"));
}

void TestRunLibrary::newFileNameIsUnused()
{
    QCOMPARE(newRunFile(path(""), "demo"), path("demo.grok"));
    std::ofstream(path("demo.grok")) << "x";
    QCOMPARE(newRunFile(path(""), "demo"), path("demo-2.grok"));
    fs::create_symlink("nowhere", path("demo-2.grok"));
    QCOMPARE(newRunFile(path(""), "demo"), path("demo-3.grok"));
    QCOMPARE(newRunFile(path(""), "../up"), path("..-up.grok"));
    QCOMPARE(newRunFile(path(""), "f0.2-n200"), path("f0.2-n200.grok"));
    QCOMPARE(newRunFile(path(""), ""), path("run.grok"));
}

void TestRunLibrary::noteIsReplaced()
{
    recordRun(path("a.grok"), {startedAt(0)});
    QCOMPARE(readListing(path("a.grok"))->note, std::string());
    VERIFY_OK(setNote(path("a.grok"), "first"));
    VERIFY_OK(setNote(path("a.grok"), "it's \"late\" é"));
    QCOMPARE(readListing(path("a.grok"))->note, std::string("it's \"late\" é"));
    QVERIFY(!setNote(path("missing.grok"), "x"));
    QVERIFY(!fs::exists(path("missing.grok")));
}

void TestRunLibrary::removedRunIsGone()
{
    recordRun(path("a.grok"), {});
    std::ofstream(path("a.grok-journal")) << "x";
    VERIFY_OK(removeRun(path("a.grok")));
    QVERIFY(fs::is_empty(path("")));
    const auto again = removeRun(path("a.grok"));
    QVERIFY(!again);
    QCOMPARE(again.error().code, ErrorCode::FileAccess);
}

void TestRunLibrary::otherFilesAreNotRemoved()
{
    std::ofstream(path("thesis.tex")) << "x";
    fs::create_directory(path("folder.grok"));
    QVERIFY(!removeRun(path("thesis.tex")));
    QVERIFY(!removeRun(path("folder.grok")));
    QVERIFY(fs::exists(path("thesis.tex")));
    QVERIFY(fs::exists(path("folder.grok")));
}

void TestRunLibrary::renamedRunIsTheSame()
{
    recordRun(path("a.grok"), {startedAt(0), sampleAt(0), finishedAt(10)});
    RunListing before = readListing(path("a.grok")).value();
    const auto renamed = renameRun(path("a.grok"), "my best run é");
    VERIFY_OK(renamed);
    QCOMPARE(*renamed, path("my best run é.grok"));
    QVERIFY(!fs::exists(path("a.grok")));
    before.file = *renamed;
    QVERIFY(readListing(*renamed).value() == before);
    QCOMPARE(renameRun(*renamed, "my best run é").value(), *renamed);
}

void TestRunLibrary::badNamesAreRefused_data()
{
    QTest::addColumn<QString>("name");
    QTest::addColumn<QString>("message");
    QTest::newRow("empty") << ""
                           << "empty";
    QTest::newRow("another folder") << "../b"
                                    << "cannot contain";
    QTest::newRow("hidden") << ".b"
                            << "hidden";
    QTest::newRow("too long") << QString(300, u'x') << "too long";
    QTest::newRow("taken") << "taken"
                           << "of this name already";
}

void TestRunLibrary::badNamesAreRefused()
{
    QFETCH(QString, name);
    QFETCH(QString, message);
    recordRun(path("a.grok"), {finishedAt(10)});
    recordRun(path("taken.grok"), {finishedAt(10)});
    const auto renamed = renameRun(path("a.grok"), name.toStdString());
    QVERIFY(!renamed);
    QVERIFY2(renamed.error().message.find(message.toStdString()) != std::string::npos,
             renamed.error().message.c_str());
    QVERIFY(fs::exists(path("a.grok")));
}

void TestRunLibrary::trashedRunComesBackExactly()
{
    recordRun(path("a.grok"), {startedAt(0), sampleAt(0), finishedAt(10)});
    const auto before = readRun(path("a.grok"), testCatalogs());
    const auto trashed = trashRun(path("a.grok"));
    VERIFY_OK(trashed);
    QVERIFY(listRuns(path(""))->runs.empty());
    VERIFY_OK(restoreRun(*trashed, path("a.grok")));
    const auto after = readRun(path("a.grok"), testCatalogs());
    VERIFY_OK(after);
    QVERIFY(areEqual(after->events, before->events));
    QVERIFY(!fs::exists(*trashed));
    QCOMPARE(restoreRun(*trashed, path("b.grok")).error().code, ErrorCode::FileAccess);
}

void TestRunLibrary::trashKeepsRunsOfOneName()
{
    std::vector<fs::path> trashed;
    for (const char* const note : {"first", "second"}) {
        recordRun(path("a.grok"), {finishedAt(10)});
        VERIFY_OK(setNote(path("a.grok"), note));
        trashed.push_back(trashRun(path("a.grok")).value());
    }
    VERIFY_OK(restoreRun(trashed[0], path("a.grok")));
    QCOMPARE(restoreRun(trashed[1], path("a.grok")).error().code, ErrorCode::FileExists);
    QCOMPARE(readListing(path("a.grok"))->note, std::string("first"));
    QCOMPARE(readListing(trashed[1])->note, std::string("second"));
}

// Another window may be recording it.
void TestRunLibrary::runBeingRecordedStays()
{
    const auto recorder = newRecorder(path("a.grok"));
    recorder->publish(startedAt(0));
    QCOMPARE(renameRun(path("a.grok"), "b").error().code, ErrorCode::FileAccess);
    QCOMPARE(trashRun(path("a.grok")).error().code, ErrorCode::FileAccess);
    recorder->publish(finishedAt(10));
    VERIFY_OK(recorder->close());
    VERIFY_OK(trashRun(path("a.grok")));
}

// However long ago it wrote something; once it is dead, there is nothing to wait for.
void TestRunLibrary::runOfAnotherProcessStaysWhileThatLives()
{
    const pid_t other = fork();
    if (other == 0) {
        const auto recorder = newRecorder(path("a.grok"));
        while (true)
            pause();
    }
    QTRY_VERIFY(fs::exists(path("a.grok")));
    QVERIFY(isBeingRecorded(path("a.grok")));
    QCOMPARE(trashRun(path("a.grok")).error().code, ErrorCode::FileAccess);
    kill(other, SIGKILL);
    waitpid(other, nullptr, 0);
    QVERIFY(!isBeingRecorded(path("a.grok")));
    VERIFY_OK(trashRun(path("a.grok")));
}

QTEST_GUILESS_MAIN(TestRunLibrary)
#include "tst_run_library.moc"

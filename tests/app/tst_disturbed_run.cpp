// SPDX-FileCopyrightText: 2026 Grokking Explorer contributors
// SPDX-License-Identifier: GPL-3.0-or-later
// Runs whose surroundings change in the middle: the clock is set back, the folder goes, the disk is
// full. They end with a message that says what to do, and go on as if nothing had been.

#include <QDir>
#include <QTemporaryDir>
#include <QtTest>

#include <sys/mount.h>
#include <sys/resource.h>

#include <algorithm>
#include <fstream>

#include "app/shared/exit_status.h"
#include "tests/app/command_line.h"
#include "tests/core/store/store_fixture.h"

using namespace grokking;
using namespace grokking::test;

namespace {

constexpr int timeoutMs = 60'000;

const QStringList endlessRun = smallRunOf(1'000'000'000);

std::int64_t lastStep(const QString& file)
{
    const auto samples = readSamples(file.toStdString());
    return samples && !samples->empty() ? samples->back().step : 0;
}

} // namespace

class TestDisturbedRun : public QObject
{
    Q_OBJECT

private slots:
    void init() { m_folder = std::make_unique<QTemporaryDir>(); }
    void clockSetBackChangesNothing();
    void folderGoneIsExplained_data();
    void folderGoneIsExplained();
    void fullDiskIsExplained();
    void fileSizeLimitIsExplained();

private:
    // Waits until a process has ended by itself, because of `reason`.
    static void verifyEnd(QProcess& process, const QString& reason);
    // Goes on with a run, which then equals one that nothing disturbed.
    void verifyGoesOn(const QString& file);
    [[nodiscard]] QString path(const QString& name) const { return m_folder->filePath(name); }

    std::unique_ptr<QTemporaryDir> m_folder;
};

void TestDisturbedRun::verifyEnd(QProcess& process, const QString& reason)
{
    QVERIFY(process.state() == QProcess::NotRunning || process.waitForFinished(timeoutMs));
    const QString said = QString::fromUtf8(process.readAllStandardError());
    QVERIFY2(process.exitStatus() == QProcess::NormalExit, qPrintable(said));
    QCOMPARE(process.exitCode(), static_cast<int>(ExitStatus::FileError));
    QVERIFY2(said.contains(reason), qPrintable(said));
    QVERIFY2(!said.contains("wrote "), qPrintable(said));
}

void TestDisturbedRun::verifyGoesOn(const QString& file)
{
    const StoredRun before = stored(file);
    QVERIFY(before.checkpoint.has_value());
    const QString steps = QString::number(std::max(before.checkpoint->step, lastStep(file)) + 60);
    const Outcome resumed = call({"resume", file, "--steps", steps});
    QVERIFY2(resumed.status == 0, qPrintable(resumed.err));
    QStringList run = smallRun;
    run.last() = steps;
    QCOMPARE(call(run + QStringList{"--out", path("whole.grok")}).status, 0);
    const StoredRun after = stored(file);
    const StoredRun whole = stored(path("whole.grok"));
    QVERIFY(eventsOf<Sampled>(after) == eventsOf<Sampled>(whole));
    QVERIFY(*after.checkpoint->state == *whole.checkpoint->state);
}

void TestDisturbedRun::clockSetBackChangesNothing()
{
    const QString file = path("run.grok");
    qputenv("LD_PRELOAD", CLOCK_SET_BACK);
    qputenv("ASAN_OPTIONS", "verify_asan_link_order=0");
    const Outcome first = call(smallRunOf(37) + QStringList{"--out", file});
    const std::string forward = // none, or the clock was not set back
        queryText(file.toStdString(), "SELECT count(*) FROM arrivals AS a JOIN arrivals AS b "
                                      "ON b.seq = a.seq + 1 WHERE b.time >= a.time");
    const Outcome second = call({"resume", file, "--steps", "60"});
    qunsetenv("LD_PRELOAD");
    qunsetenv("ASAN_OPTIONS");
    QCOMPARE(forward, std::string("0|\n"));
    for (const Outcome& outcome : {first, second})
        QVERIFY2(outcome.status == 0, qPrintable(outcome.err));
    const auto listing = readListing(file.toStdString());
    VERIFY_OK(listing);
    QVERIFY(listing->finished);
    QVERIFY(listing->wallSeconds > 0.0 && listing->wallSeconds < timeoutMs / 1'000.0);
    verifyGoesOn(file);
}

void TestDisturbedRun::folderGoneIsExplained_data()
{
    QTest::addColumn<bool>("isMoved");
    QTest::newRow("moved away") << true;
    QTest::newRow("removed with all in it") << false;
}

void TestDisturbedRun::folderGoneIsExplained()
{
    QFETCH(bool, isMoved);
    QVERIFY(QDir().mkdir(path("runs")));
    QProcess process;
    process.start(PROGRAM, endlessRun + QStringList{"--out", path("runs/run.grok")});
    QTRY_VERIFY_WITH_TIMEOUT(lastStep(path("runs/run.grok")) > 100, timeoutMs);
    QVERIFY(isMoved ? QDir().rename(path("runs"), path("moved"))
                    : QDir(path("runs")).removeRecursively());
    verifyEnd(process, "run.grok: the file was moved or deleted while it was being written; put it "
                       "back, then try again");
    if (isMoved)
        verifyGoesOn(path("moved/run.grok"));
}

void TestDisturbedRun::fullDiskIsExplained()
{
    QVERIFY(QDir().mkdir(path("disk")));
    const std::string disk = path("disk").toStdString();
    if (!enterPrivateMounts() || mount("tmpfs", disk.c_str(), "tmpfs", 0, "size=64m") != 0)
        QSKIP("mounting a small file system is not permitted here");
    std::ofstream(disk + "/ballast") << std::string(63'000'000, 'x'); // leaves 4 MB
    QProcess process;
    process.start(PROGRAM, endlessRun + QStringList{"--out", path("disk/run.grok")});
    verifyEnd(process, "there is no space left to write; free some, then try again");
    QVERIFY(QFile::remove(path("disk/ballast")));
    verifyGoesOn(path("disk/run.grok"));
    umount2(disk.c_str(), MNT_DETACH);
}

void TestDisturbedRun::fileSizeLimitIsExplained()
{
    QProcess process;
    process.setChildProcessModifier([] {
        const rlimit limit{500'000, 500'000};
        setrlimit(RLIMIT_FSIZE, &limit);
    });
    process.start(PROGRAM, endlessRun + QStringList{"--out", path("run.grok")});
    verifyEnd(process, "there is no space left to write; free some, then try again");
    verifyGoesOn(path("run.grok"));
}

QTEST_GUILESS_MAIN(TestDisturbedRun)
#include "tst_disturbed_run.moc"

// SPDX-FileCopyrightText: 2026 Grokking Explorer contributors
// SPDX-License-Identifier: GPL-3.0-or-later
// When space runs out, the recorder says so, keeps everything, and goes on when there is space
// again. The test starts itself again as the process that runs out of it.
#include "core/store/run_reader.h"
#include "tests/core/store/store_fixture.h"

#include <QCoreApplication>
#include <QProcess>
#include <QTemporaryDir>
#include <QTest>

#include <sys/mount.h>
#include <sys/resource.h>

#include <atomic>
#include <csignal>
#include <cstdio>
#include <fstream>
#include <functional>

using namespace grokking;
namespace fs = std::filesystem;

namespace {

constexpr int skipped = 77;
constexpr rlim_t space = 300'000; // bytes

int complain(const std::string& what)
{
    std::fprintf(stderr, "%s\n", what.c_str());
    return 1;
}

// Records until writing fails, makes room, and returns 0 if all is well and complete.
int recordIntoLittleSpace(const fs::path& file, const std::function<void()>& makeRoom)
{
    const auto recorder = newRecorder(file);
    std::atomic<bool> isFull = false;
    std::atomic<bool> isOther = false;
    recorder->setFailureHandler(
        [&](const Error& error) { (error.code == ErrorCode::DiskFull ? isFull : isOther) = true; });
    std::vector<TrainingEvent> events;
    while (!isFull && !isOther && events.size() < 100'000) {
        for (int i = 0; i < 100; ++i) {
            events.emplace_back(sampleAt(std::ssize(events)));
            recorder->publish(events.back());
        }
        QTest::qWait(1);
    }
    if (isOther || !isFull)
        return complain(isOther ? "another error than a full disk" : "no error");
    const auto meanwhile = readRun(file, testCatalogs());
    if (!meanwhile)
        return complain("unreadable while full: " + meanwhile.error().text());
    makeRoom();
    recorder->retry();
    if (const Status status = recorder->close(); !status)
        return complain("not written: " + status.error().text());
    const auto run = readRun(file, testCatalogs());
    return run && areEqual(run->events, events) ? 0 : complain("events are missing");
}

int recordUnderFileSizeLimit(const fs::path& folder)
{
    std::signal(SIGXFSZ, SIG_IGN);
    rlimit limit{};
    getrlimit(RLIMIT_FSIZE, &limit);
    const rlimit unlimited = limit;
    limit.rlim_cur = space;
    setrlimit(RLIMIT_FSIZE, &limit);
    return recordIntoLittleSpace(folder / "run.grok", [&] { setrlimit(RLIMIT_FSIZE, &unlimited); });
}

int recordOnFullFileSystem(const fs::path& folder)
{
    const std::string options = "size=" + std::to_string(100 * space);
    if (!enterPrivateMounts() || mount("tmpfs", folder.c_str(), "tmpfs", 0, options.c_str()) != 0)
        return skipped;
    std::ofstream(folder / "ballast") << std::string(99 * space, 'x');
    return recordIntoLittleSpace(folder / "run.grok", [&] { fs::remove(folder / "ballast"); });
}

} // namespace

class TestFullDisk : public QObject
{
    Q_OBJECT

private slots:
    void nothingIsLost_data();
    void nothingIsLost();
};

void TestFullDisk::nothingIsLost_data()
{
    QTest::addColumn<QString>("mode");
    QTest::newRow("file size limit") << "--limit";
    QTest::newRow("full file system") << "--full";
}

void TestFullDisk::nothingIsLost()
{
    QFETCH(QString, mode);
    const QTemporaryDir folder;
    QProcess process;
    process.start(QCoreApplication::applicationFilePath(), {mode, folder.path()});
    QVERIFY(process.waitForFinished(60'000));
    if (process.exitCode() == skipped)
        QSKIP("mounting a small file system is not permitted here");
    QVERIFY2(process.exitStatus() == QProcess::NormalExit && process.exitCode() == 0,
             process.readAllStandardError().constData());
}

int main(int argc, char* argv[])
{
    const std::string mode = argc == 3 ? argv[1] : "";
    if (mode == "--limit")
        return recordUnderFileSizeLimit(argv[2]);
    if (mode == "--full")
        return recordOnFullFileSystem(argv[2]);
    QCoreApplication application(argc, argv);
    TestFullDisk test;
    return QTest::qExec(&test, argc, argv);
}
#include "tst_full_disk.moc"

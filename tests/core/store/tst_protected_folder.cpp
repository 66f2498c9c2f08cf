// SPDX-FileCopyrightText: 2026 Grokking Explorer contributors
// SPDX-License-Identifier: GPL-3.0-or-later
// Runs in folders that cannot be written, and what a killed writer leaves behind.
#include "core/store/run_library.h"
#include "core/store/run_reader.h"
#include "tests/core/store/store_fixture.h"

#include <SQLiteCpp/SQLiteCpp.h>

#include <QTemporaryDir>
#include <QTest>

#include <sys/mount.h>

using namespace grokking;
namespace fs = std::filesystem;

namespace {

// Mounts a folder over itself, write-protected, for as long as the object lives. Works for root,
// for whom permissions do not hold, too.
class WriteProtection
{
public:
    explicit WriteProtection(fs::path folder) : m_folder(std::move(folder))
    {
        m_isOn =
            enterPrivateMounts()
            && mount(m_folder.c_str(), m_folder.c_str(), nullptr, MS_BIND, nullptr) == 0
            && mount(nullptr, m_folder.c_str(), nullptr, MS_REMOUNT | MS_BIND | MS_RDONLY, nullptr)
                   == 0;
    }
    ~WriteProtection() { umount2(m_folder.c_str(), MNT_DETACH); }
    WriteProtection(const WriteProtection&) = delete;
    WriteProtection& operator=(const WriteProtection&) = delete;

    [[nodiscard]] bool isOn() const { return m_isOn; }

private:
    fs::path m_folder;
    bool m_isOn = false;
};

} // namespace

class TestProtectedFolder : public QObject
{
    Q_OBJECT

private slots:
    void initTestCase();
    void cleanup() { fs::remove(journal()); }
    void interruptedWriteIsUndone();
    void finishedRunOpens();
    void nothingCanBeWritten();
    void interruptedWriteIsExplained();
    void writeAheadLogIsNoHindrance();

private:
    // Puts the run into the state in which a kill in the middle of a write leaves it.
    void interruptAWrite() const;
    [[nodiscard]] fs::path folder() const { return m_folder.path().toStdString(); }
    [[nodiscard]] fs::path file() const { return folder() / "run #1?.grok"; }
    [[nodiscard]] fs::path journal() const { return file().string() + "-journal"; }

    QTemporaryDir m_folder;
    std::vector<TrainingEvent> m_events;
};

void TestProtectedFolder::initTestCase()
{
    m_events = everyKindOfEvent();
    for (std::int64_t step = 100; step < 3'000; ++step)
        m_events.emplace_back(sampleAt(step));
    recordRun(file(), m_events);
}

void TestProtectedFolder::interruptAWrite() const
{
    const fs::path writing = folder() / "writing.db";
    fs::copy_file(file(), writing, fs::copy_options::overwrite_existing);
    SQLite::Database database(writing.string(), SQLite::OPEN_READWRITE);
    database.exec("PRAGMA cache_size = 5"); // so that changes go to the file before the commit
    SQLite::Transaction transaction(database);
    database.exec("UPDATE samples SET step = step + 1000000");
    fs::copy_file(writing, file(), fs::copy_options::overwrite_existing);
    fs::copy_file(writing.string() + "-journal", journal(), fs::copy_options::overwrite_existing);
}

void TestProtectedFolder::interruptedWriteIsUndone()
{
    interruptAWrite();
    const auto run = readRun(file(), testCatalogs());
    VERIFY_OK(run);
    QVERIFY(areEqual(run->events, m_events));
    QVERIFY(!fs::exists(journal()));
}

void TestProtectedFolder::finishedRunOpens()
{
    const WriteProtection protection(folder());
    if (!protection.isOn())
        QSKIP("mounting is not permitted here");
    const auto run = readRun(file(), testCatalogs());
    VERIFY_OK(run);
    QVERIFY(areEqual(run->events, m_events));
    VERIFY_OK(readListing(file()));
}

void TestProtectedFolder::nothingCanBeWritten()
{
    executeSql(file(), "INSERT OR REPLACE INTO checkpoint (id, step, state) VALUES (1, 0, x'00')");
    const WriteProtection protection(folder());
    if (!protection.isOn())
        QSKIP("mounting is not permitted here");
    const auto created = RunRecorder::create(folder() / "new.grok", testSpec(), testCatalogs());
    QVERIFY(!created);
    QCOMPARE(created.error().code, ErrorCode::FileAccess);
    const auto resumed = RunRecorder::resume(file());
    QVERIFY(!resumed);
    QCOMPARE(resumed.error().code, ErrorCode::FileAccess);
    const auto noted = setNote(file(), "x");
    QVERIFY(!noted);
    QCOMPARE(noted.error().code, ErrorCode::FileAccess);
    QVERIFY(!removeRun(file()));
}

void TestProtectedFolder::interruptedWriteIsExplained()
{
    interruptAWrite();
    {
        const WriteProtection protection(folder());
        if (!protection.isOn())
            QSKIP("mounting is not permitted here");
        const auto run = readRun(file(), testCatalogs());
        QVERIFY(!run);
        QCOMPARE(run.error().code, ErrorCode::FileAccess);
        QVERIFY2(run.error().message.find("-journal") != std::string::npos,
                 run.error().text().c_str());
    }
    VERIFY_OK(readRun(file(), testCatalogs()));
}

void TestProtectedFolder::writeAheadLogIsNoHindrance()
{
    executeSql(file(), "PRAGMA journal_mode = WAL"); // another program's doing
    const WriteProtection protection(folder());
    if (!protection.isOn())
        QSKIP("mounting is not permitted here");
    const auto run = readRun(file(), testCatalogs());
    VERIFY_OK(run);
    QVERIFY(areEqual(run->events, m_events));
}

QTEST_GUILESS_MAIN(TestProtectedFolder)
#include "tst_protected_folder.moc"

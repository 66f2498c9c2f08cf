// SPDX-FileCopyrightText: 2026 Grokking Explorer contributors
// SPDX-License-Identifier: GPL-3.0-or-later
// Disk use of a folder of runs, what could go, and that nothing else goes.
#include "core/store/library_cleanup.h"
#include "core/store/run_library.h"
#include "tests/core/store/store_fixture.h"

#include <SQLiteCpp/SQLiteCpp.h>

#include <QTemporaryDir>
#include <QTest>

#include <fstream>
#include <optional>
#include <thread>

using namespace grokking;
namespace fs = std::filesystem;

class TestLibraryCleanup : public QObject
{
    Q_OBJECT

private slots:
    void init() { m_folder.emplace(); }

    void useIsTheSumOfTheFiles()
    {
        recordRun(path("a.grok"), {});
        std::ofstream(path("broken.grok")) << "12345678";
        std::ofstream(path("notes.txt")) << "not counted";
        recordRun(path("b.grok"), {finishedAt(10)});
        const auto size = static_cast<std::int64_t>(fs::file_size(path("a.grok")));
        const auto trashed = static_cast<std::int64_t>(fs::file_size(path("b.grok")));
        VERIFY_OK(trashRun(path("b.grok")));
        const LibraryUse use = libraryUse(path(""), list());
        QCOMPARE(use.runs, std::size_t{2});
        QCOMPARE(use.bytes, size + 8);
        QCOMPARE(use.trashBytes, trashed);
    }

    void sizesAreReadable_data()
    {
        QTest::addColumn<qint64>("bytes");
        QTest::addColumn<QString>("text");
        QTest::newRow("none") << qint64{0} << "0 bytes";
        QTest::newRow("bytes") << qint64{999} << "999 bytes";
        QTest::newRow("small") << qint64{1'234} << "1.2 kB";
        QTest::newRow("kilobytes") << qint64{84'000} << "84 kB";
        QTest::newRow("next unit") << qint64{999'600} << "1.0 MB";
        QTest::newRow("megabytes") << qint64{310'400'000} << "310 MB";
        QTest::newRow("gigabytes") << qint64{1'240'000'000} << "1.2 GB";
    }
    void sizesAreReadable()
    {
        QFETCH(qint64, bytes);
        QTEST(QString::fromStdString(bytesText(bytes)), "text");
    }

    void onlyWhatMayGoIsFound()
    {
        recordRun(path("good.grok"), {startedAt(0), sampleAt(0), sampleAt(10), finishedAt(10)});
        recordRun(path("going-on.grok"), {startedAt(0)});
        recordRun(path("killed.grok"), {startedAt(0), sampleAt(10), checkpointAt(10)});
        const Error error{ErrorCode::DiskFull, "no space", ""};
        recordRun(path("failed at step 10 with samples.grok"),
                  {startedAt(0), sampleAt(0), sampleAt(10), Failed{10, error}});
        recordRun(path("failed after a checkpoint.grok"),
                  {startedAt(0), sampleAt(0), checkpointAt(7), Failed{7, error}});
        std::ofstream(path("newer.grok")) << "";
        fs::remove(path("newer.grok"));
        recordRun(path("newer.grok"), {});
        executeSql(path("newer.grok"), "PRAGMA user_version = 99");
        std::ofstream(path("patterns.grok")) << "MONGO_LOG %{SYSLOGTIMESTAMP:timestamp}\n";
        std::ofstream(path("empty.grok")) << "";
        recordRun(path("other.grok"), {});
        executeSql(path("other.grok"), "PRAGMA application_id = 17");
        QCOMPARE(list().unreadable.size(), std::size_t{4}); // with the newer one
        QVERIFY(find().empty());
    }

    void eachKindIsFoundAndRemoved_data()
    {
        QTest::addColumn<QString>("id");
        QTest::addColumn<QString>("file");
        QTest::newRow("trash") << "trash"
                               << ".trash/trashed.grok";
        QTest::newRow("damaged") << "damaged"
                                 << "broken.grok";
        QTest::newRow("failed") << "unstarted"
                                << "failed.grok";
        QTest::newRow("stopped at step 0") << "unstarted"
                                           << "nothing.grok";
    }
    void eachKindIsFoundAndRemoved()
    {
        QFETCH(QString, id);
        QFETCH(QString, file);
        recordRun(path("good.grok"), {startedAt(0), sampleAt(0), sampleAt(10), finishedAt(10)});
        recordRun(path("trashed.grok"), {startedAt(0), sampleAt(10), finishedAt(10)});
        VERIFY_OK(trashRun(path("trashed.grok")));
        recordDamaged(path("broken.grok"));
        recordRun(path("failed.grok"), {Failed{0, {ErrorCode::Unavailable, "no device", ""}}});
        recordRun(path("nothing.grok"),
                  {startedAt(0), sampleAt(0), finishedAt(0, RunEnd::Interrupted)});
        const auto items = find();
        QCOMPARE(items.size(), std::size_t{4});
        const auto item = std::ranges::find(items, path(file.toStdString()), &CleanupItem::file);
        QVERIFY(item != items.end());
        const auto kind = std::ranges::find(cleanupKinds(), item->kind, &CleanupKindInfo::kind);
        QCOMPARE(QString::fromUtf8(kind->id.data()), id);
        const auto freed = cleanUp(*item);
        VERIFY_OK(freed);
        QCOMPARE(*freed, item->bytes);
        QVERIFY(!fs::exists(item->file));
        QCOMPARE(find().size(), std::size_t{3});
        QVERIFY(!cleanUp(*item));
    }

    void compactedRunLosesOnlyCheckpointAndSnapshots()
    {
        std::vector<TrainingEvent> events = everyKindOfEvent();
        events.emplace_back(checkpointAt(20, 1'000'000));
        recordRun(path("a.grok"), events);
        const auto items = find();
        QCOMPARE(items.size(), std::size_t{1});
        QCOMPARE(items[0].kind, CleanupKind::ResumeData);
        QVERIFY(items[0].bytes >= 1'000'000);
        const auto size = fs::file_size(path("a.grok"));
        const auto freed = cleanUp(items[0]);
        VERIFY_OK(freed);
        QCOMPARE(static_cast<std::int64_t>(size - fs::file_size(path("a.grok"))), *freed);
        QVERIFY(*freed > 900'000);
        std::erase_if(events, [](const TrainingEvent& event) {
            return std::holds_alternative<SnapshotTaken>(event)
                   || std::holds_alternative<CheckpointTaken>(event);
        });
        const auto run = readRun(path("a.grok"), testCatalogs());
        VERIFY_OK(run);
        QVERIFY(areEqual(run->events, events));
        QVERIFY(!run->checkpoint);
        QVERIFY(find().empty());
    }

    // On a disk that is nearly full the rows may go and the file stay as large as it was.
    void interruptedCompactingIsFinishedNextTime()
    {
        recordRun(path("a.grok"),
                  {startedAt(0), sampleAt(10), checkpointAt(10, 1'000'000), finishedAt(10)});
        executeSql(path("a.grok"), "DELETE FROM checkpoint");
        const auto items = find();
        QCOMPARE(items.size(), std::size_t{1});
        QCOMPARE(items[0].kind, CleanupKind::ResumeData);
        const auto freed = cleanUp(items[0]);
        VERIFY_OK(freed);
        QVERIFY(*freed > 900'000);
        QVERIFY(find().empty());
    }

    // Somebody who holds the file while it is to be compacted makes a run of it that is not over.
    void runThatGoesOnMeanwhileIsNotCompacted()
    {
        recordRun(path("a.grok"),
                  {startedAt(0), sampleAt(10), checkpointAt(10, 1'000'000), finishedAt(10)});
        const auto items = find();
        SQLite::Database other(path("a.grok").string(), SQLite::OPEN_READWRITE);
        SQLite::Transaction transaction(other, SQLite::TransactionBehavior::IMMEDIATE);
        other.exec("DELETE FROM events WHERE type = 'finished'");
        std::optional<Result<std::int64_t>> freed;
        std::jthread cleaner([&] { freed = cleanUp(items[0]); });
        QTest::qWait(100); // until it waits for the lock, most likely
        transaction.commit();
        cleaner.join();
        QVERIFY(freed && !*freed);
        QVERIFY(readListing(path("a.grok"))->checkpointStep == 10);
    }

    // Between the list and the click something may have become of the file.
    void whatHasChangedSinceIsKept()
    {
        recordDamaged(path("a.grok"));
        const auto items = find();
        QCOMPARE(items.size(), std::size_t{1});
        fs::remove(path("a.grok"));
        recordRun(path("a.grok"), {startedAt(0), sampleAt(10), finishedAt(10)});
        const auto freed = cleanUp(items[0]);
        QVERIFY(!freed);
        QVERIFY(freed.error().message.find("look at the list again") != std::string::npos);
        QVERIFY(fs::exists(path("a.grok")));
    }

private:
    [[nodiscard]] fs::path path(const std::string& name) const
    {
        return fs::path(m_folder->path().toStdString()) / name;
    }
    // Makes a run whose end is missing.
    static void recordDamaged(const fs::path& file)
    {
        recordRun(file, {startedAt(0), sampleAt(10), finishedAt(10)});
        fs::resize_file(file, fs::file_size(file) / 2);
    }
    [[nodiscard]] RunFolder list() const { return listRuns(path("")).value(); }
    [[nodiscard]] std::vector<CleanupItem> find() const { return findCleanup(path(""), list()); }

    std::optional<QTemporaryDir> m_folder;
};

QTEST_GUILESS_MAIN(TestLibraryCleanup)
#include "tst_library_cleanup.moc"

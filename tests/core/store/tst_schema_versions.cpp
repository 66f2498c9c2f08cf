// SPDX-FileCopyrightText: 2026 Grokking Explorer contributors
// SPDX-License-Identifier: GPL-3.0-or-later
// Run files of all schema versions so far stay readable. Each fixture is a file of that version
// as SQL text.
#include "core/store/run_reader.h"
#include "core/store/run_recorder.h"
#include "core/store/schema.h"
#include "tests/core/store/store_fixture.h"

#include <SQLiteCpp/SQLiteCpp.h>

#include <QFile>
#include <QTemporaryDir>
#include <QTest>

using namespace grokking;

class TestSchemaVersions : public QObject
{
    Q_OBJECT

private slots:
    void everyVersionHasItsFixture();
    void everyVersionIsReadable_data();
    void everyVersionIsReadable();
    void resumedFileBecomesOneOfThisVersion();
    void fileWithoutLaterColumnsIsContinued();

private:
    [[nodiscard]] static QString fixture(int version)
    {
        return QFINDTESTDATA(QString("fixtures/schema-%1.sql").arg(version));
    }
    // Makes a run file out of a fixture.
    [[nodiscard]] std::filesystem::path restored(int version) const
    {
        QFile text(fixture(version));
        if (!text.open(QFile::ReadOnly))
            return {};
        const auto file = m_folder.filePath(QString("%1.grok").arg(version)).toStdString();
        std::filesystem::remove(file); // of an earlier test
        SQLite::Database database(file, SQLite::OPEN_READWRITE | SQLite::OPEN_CREATE);
        database.exec(text.readAll().toStdString());
        return file;
    }

    QTemporaryDir m_folder;
};

void TestSchemaVersions::everyVersionHasItsFixture()
{
    for (int version = 1; version <= runSchemaVersion; ++version)
        QVERIFY(!fixture(version).isEmpty());
}

void TestSchemaVersions::everyVersionIsReadable_data()
{
    QTest::addColumn<int>("version");
    for (int version = 1; version <= runSchemaVersion; ++version)
        QTest::addRow("version %d", version) << version;
}

void TestSchemaVersions::everyVersionIsReadable()
{
    QFETCH(int, version);
    const auto file = restored(version);
    const auto run = readRun(file, testCatalogs());
    VERIFY_OK(run);
    QCOMPARE(run->created, std::string("2026-01-31T12:34:56Z"));
    QCOMPARE(run->spec.training.steps, 12'345);
    QCOMPARE(run->spec.training.schedule.size(), std::size_t{1});
    QVERIFY(run->checkpoint && run->checkpoint->step == 20);
    QCOMPARE(run->events.size(), std::size_t{30});
    QVERIFY(std::holds_alternative<RunStarted>(run->events[1]));
    QVERIFY(std::get<Sampled>(run->events[2]) == sampleAt(0));
    QVERIFY(std::get<Observed>(run->events[3]) == scalarAt(0));
    Finished finished = finishedAt(20);
    if (version < 3)
        finished.summary.room.reset(); // came later
    QVERIFY(std::get<Finished>(run->events.back()) == finished);
    const auto listing = readListing(file);
    VERIFY_OK(listing);
    QVERIFY(listing->finished);
}

void TestSchemaVersions::resumedFileBecomesOneOfThisVersion()
{
    const auto file = restored(1);
    const auto recorder = RunRecorder::resume(file);
    VERIFY_OK(recorder);
    VERIFY_OK((*recorder)->close());
    SQLite::Database database(file.string());
    QCOMPARE(database.execAndGet("PRAGMA user_version").getInt(), runSchemaVersion);
    QCOMPARE(database.execAndGet("SELECT value FROM meta WHERE key = 'schema-version'").getInt(),
             runSchemaVersion);
}

// The columns of Delta_T came within version 2, the checksums with version 3.
void TestSchemaVersions::fileWithoutLaterColumnsIsContinued()
{
    const auto file = restored(1);
    VERIFY_OK(readListing(file));
    const auto recorder = RunRecorder::resume(file);
    VERIFY_OK(recorder);
    (*recorder)->publish(finishedAt(20));
    VERIFY_OK((*recorder)->close());
    const auto listing = readListing(file);
    VERIFY_OK(listing);
    QCOMPARE(listing->summary, finishedAt(20).summary);
    QCOMPARE(queryText(file, "SELECT room_lower FROM summary"), std::string("0.95|\n"));
    QCOMPARE(queryText(file, "SELECT count(checksum) FROM summary"), std::string("1|\n"));
    QCOMPARE(queryText(file, "SELECT count(checksum) FROM samples"), std::string("0|\n"));
}

QTEST_GUILESS_MAIN(TestSchemaVersions)
#include "tst_schema_versions.moc"

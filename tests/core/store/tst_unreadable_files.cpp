// SPDX-FileCopyrightText: 2026 Grokking Explorer contributors
// SPDX-License-Identifier: GPL-3.0-or-later
// Whatever a file holds, reading it ends in a run or in an error that says what is wrong.
#include "core/store/run_reader.h"
#include "core/store/run_recorder.h"
#include "core/store/schema.h"
#include "tests/core/store/store_fixture.h"

#include <QRandomGenerator>
#include <QTemporaryDir>
#include <QTest>

#include <fstream>

using namespace grokking;
namespace fs = std::filesystem;

class TestUnreadableFiles : public QObject
{
    Q_OBJECT

private slots:
    void initTestCase();
    void init();
    void truncatedFileIsAnError_data();
    void truncatedFileIsAnError();
    void foreignFileIsAnError_data();
    void foreignFileIsAnError();
    void missingFileAndFolderAreErrors();
    void newerSchemaIsAnError();
    void damagedContentIsAnError_data();
    void damagedContentIsAnError();
    void runOfAStricterProgramIsRead();
    void changedValueIsAnError_data();
    void changedValueIsAnError();
    void damagedCheckpointHindersOnlyGoingOn_data();
    void damagedCheckpointHindersOnlyGoingOn();
    void brokenPageOfTheCheckpointHindersOnlyGoingOn();
    void listingTellsTheSpec();
    void overwrittenBytesNeverCrash();

private:
    // Expects all readers to fail with this code and an explanation.
    void expectError(ErrorCode code) const;
    [[nodiscard]] static std::string wholeFile(const fs::path& file)
    {
        std::ifstream stream(file, std::ios::binary);
        return {std::istreambuf_iterator<char>(stream), {}};
    }

    QTemporaryDir m_folder;
    fs::path m_whole;
    fs::path m_file;
};

void TestUnreadableFiles::initTestCase()
{
    m_whole = m_folder.filePath("whole.grok").toStdString();
    m_file = m_folder.filePath("file.grok").toStdString();
    auto events = everyKindOfEvent();
    events.push_back(checkpointAt(20, 10'000));
    recordRun(m_whole, events);
}

void TestUnreadableFiles::init()
{
    fs::copy_file(m_whole, m_file, fs::copy_options::overwrite_existing);
}

void TestUnreadableFiles::expectError(ErrorCode code) const
{
    const auto run = readRun(m_file, testCatalogs());
    QVERIFY(!run);
    QVERIFY2(run.error().code == code, run.error().text().c_str());
    QVERIFY(!run.error().message.empty());
    QCOMPARE(run.error().context, m_file.string());
}

void TestUnreadableFiles::truncatedFileIsAnError_data()
{
    QTest::addColumn<std::uintmax_t>("bytes");
    const auto whole = fs::file_size(m_whole);
    QTest::newRow("empty") << std::uintmax_t{0};
    for (const std::uintmax_t bytes : {1, 15, 16, 99, 100, 511, 512, 1'000})
        QTest::addRow("%d bytes", static_cast<int>(bytes)) << bytes;
    for (std::uintmax_t bytes = 4'096; bytes < whole; bytes += 4'096)
        QTest::addRow("%d bytes", static_cast<int>(bytes)) << bytes;
    QTest::newRow("half a page missing") << whole - 2'048;
    QTest::newRow("one byte missing") << whole - 1;
}

void TestUnreadableFiles::truncatedFileIsAnError()
{
    QFETCH(std::uintmax_t, bytes);
    fs::resize_file(m_file, bytes);
    expectError(ErrorCode::InvalidFile);
    const auto listing = readListing(m_file);
    QVERIFY(!listing);
    QCOMPARE(listing.error().code, ErrorCode::InvalidFile);
    QVERIFY(!RunRecorder::resume(m_file));
}

void TestUnreadableFiles::foreignFileIsAnError_data()
{
    QTest::addColumn<QByteArray>("content");
    QTest::newRow("text") << QByteArray("step,loss\n1,0.5\n").repeated(1'000);
    QTest::newRow("zeros") << QByteArray(10'000, '\0');
    QTest::newRow("SQLite's first bytes, then nonsense")
        << QByteArray("SQLite format 3\0", 16) + QByteArray(10'000, 'x');
}

void TestUnreadableFiles::foreignFileIsAnError()
{
    QFETCH(QByteArray, content);
    std::ofstream(m_file, std::ios::binary).write(content.data(), content.size());
    expectError(ErrorCode::InvalidFile);
    fs::remove(m_file);
    recordRun(m_file, {});
    executeSql(m_file, "PRAGMA application_id = 17"); // a database, but of another program
    expectError(ErrorCode::InvalidFile);
}

void TestUnreadableFiles::missingFileAndFolderAreErrors()
{
    fs::remove(m_file);
    expectError(ErrorCode::FileAccess);
    QVERIFY(!fs::exists(m_file));
    fs::create_directory(m_file);
    expectError(ErrorCode::FileAccess);
    fs::remove(m_file);
}

void TestUnreadableFiles::newerSchemaIsAnError()
{
    executeSql(m_file, "PRAGMA user_version = " + std::to_string(runSchemaVersion + 1));
    expectError(ErrorCode::NewerSchema);
    const auto recorder = RunRecorder::resume(m_file);
    QVERIFY(!recorder);
    QCOMPARE(recorder.error().code, ErrorCode::NewerSchema);
    executeSql(m_file, "PRAGMA user_version = 0");
    expectError(ErrorCode::InvalidFile);
}

void TestUnreadableFiles::damagedContentIsAnError_data()
{
    QTest::addColumn<QString>("sql");
    const auto row = [](const char* name, const char* sql) { QTest::newRow(name) << QString(sql); };
    row("spec is no JSON", "UPDATE spec SET json = '{'");
    row("spec has an unknown key", "UPDATE spec SET json = '{\"colour\": 1}'");
    row("spec is missing", "DELETE FROM spec");
    row("creation time is missing", "DELETE FROM meta WHERE key = 'created'");
    row("table is missing", "DROP TABLE observations");
    row("column is missing", "ALTER TABLE samples DROP COLUMN epoch");
    row("event is no JSON", "UPDATE events SET json = 'nonsense' WHERE type = 'notice'");
    row("event lacks a key", "UPDATE events SET json = '{}' WHERE type = 'started'");
    row("event is of another shape", "UPDATE events SET json = '[1]' WHERE type = 'started'");
    row("event of an unknown type", "UPDATE events SET type = 'exploded' WHERE type = 'paused'");
    row("end of an unknown kind",
        "UPDATE events SET json = replace(json, 'completed', 'x') WHERE type = 'finished'");
    row("error of an unknown code",
        "UPDATE events SET json = replace(json, 'unavailable', 'x') WHERE type = 'failed'");
    row("unknown verdict", "UPDATE summary SET verdict = 'bored'");
    row("sample of an unknown kind", "UPDATE samples SET kind = 'x' WHERE step = 10");
    row("text in place of a number", "UPDATE samples SET train_loss = 'low' WHERE step = 10");
    row("sample is missing", "DELETE FROM samples WHERE step = 10");
    row("last sample is missing", "DELETE FROM samples WHERE step = 20");
    row("series is missing", "DELETE FROM series WHERE metric = 'vector'");
    row("series of an unknown kind", "UPDATE series SET kind = 'opera'");
    row("layout is no JSON", "UPDATE series SET layout = '{' WHERE metric = 'matrix'");
    row("layout lacks a key", "UPDATE series SET layout = '{}' WHERE metric = 'vector'");
    row("shape does not fit",
        "UPDATE series SET layout = replace(layout, '[2,3]', '[2,4]') WHERE metric = 'matrix'");
    row("shape is negative",
        "UPDATE series SET layout = replace(layout, '[2,3]', '[-2,-3]') WHERE metric = 'matrix'");
    row("shape is absurd",
        "UPDATE series SET layout = replace(layout, '[2,3]', '[4000000000,4000000000,4000000000]') "
        "WHERE metric = 'matrix'");
    row("curve is too long",
        "UPDATE series SET layout = '{\"sizes\":[9,2,0,2]}' WHERE metric = 'curve'");
    row("curve is too short",
        "UPDATE series SET layout = '{\"sizes\":[1,1,0,1]}' WHERE metric = 'curve'");
    row("blob of a wrong size", "UPDATE snapshots SET parameters = x'010203'");
    row("unknown number type", "UPDATE snapshots SET dtype = 'float16'");
    row("text in place of a blob", "UPDATE snapshots SET parameters = 'x'");
    row("arrival from nowhere", "UPDATE arrivals SET source = 'x' WHERE seq = 3");
}

void TestUnreadableFiles::damagedContentIsAnError()
{
    QFETCH(QString, sql);
    for (const char* table : {"spec", "samples", "series", "observations", "events", "environment",
                              "snapshots", "summary"})
        executeSql(m_file, std::string("UPDATE ") + table + " SET checksum = NULL");
    executeSql(m_file, sql.toStdString());
    expectError(ErrorCode::InvalidFile);
    static_cast<void>(readListing(m_file)); // may succeed, must not crash
}

// What a run was made with is history, whether or not it could be made today.
void TestUnreadableFiles::runOfAStricterProgramIsRead()
{
    Catalogs stricter = testCatalogs();
    stricter.datasets[0].check = [](const Parameters&) {
        return std::vector<SpecProblem>{{"f", "is refused by now"}};
    };
    const auto run = readRun(m_file, stricter);
    VERIFY_OK(run);
    QVERIFY(run->spec.data == testSpec().data);
    QVERIFY(readSpec(m_file, stricter).value() == run->spec);
}

// As a flipped bit does: what is stored still makes sense, but is something else.
void TestUnreadableFiles::changedValueIsAnError_data()
{
    QTest::addColumn<QString>("sql");
    QTest::addColumn<QString>("what");
    const auto row = [](const char* name, const char* sql, const char* what) {
        QTest::newRow(name) << QString(sql) << QString(what);
    };
    row("spec", "UPDATE spec SET json = replace(json, '12345', '12344')", "its spec");
    row("whole number", "UPDATE samples SET test_correct = 11 WHERE step = 10",
        "the sample of step 10");
    row("real number", "UPDATE samples SET train_loss = train_loss * 2 WHERE step = 10",
        "the sample of step 10");
    row("number that is missing", "UPDATE samples SET weight_norm = NULL WHERE step = 10",
        "the sample of step 10");
    row("title", "UPDATE series SET title = 'other' WHERE metric = 'vector'",
        "the layout of the observations of vector");
    row("number observed", "UPDATE observations SET content = 7.5 WHERE id = 1",
        "an observation of step 0");
    row("numbers observed",
        "UPDATE observations SET content = zeroblob(length(content)) WHERE id = 2",
        "an observation of step");
    row("event", "UPDATE events SET json = replace(json, 'BLAS', 'LAPACK') WHERE type = 'notice'",
        "what happened at step");
    row("environment",
        "UPDATE environment SET value = 'other' WHERE key IN "
        "(SELECT key FROM environment LIMIT 1)",
        "the environment (");
    row("parameters", "UPDATE snapshots SET parameters = zeroblob(length(parameters))",
        "the snapshot of step");
    row("summary", "UPDATE summary SET t1 = t1 + 1", "the summary");
}

void TestUnreadableFiles::changedValueIsAnError()
{
    QFETCH(QString, sql);
    QFETCH(QString, what);
    executeSql(m_file, sql.toStdString());
    expectError(ErrorCode::InvalidFile);
    const auto message = QString::fromStdString(readRun(m_file, testCatalogs()).error().message);
    QVERIFY2(message.startsWith("the file is damaged: " + what), qPrintable(message));
}

void TestUnreadableFiles::damagedCheckpointHindersOnlyGoingOn_data()
{
    QTest::addColumn<QString>("sql");
    QTest::addColumn<QString>("problem");
    QTest::newRow("other bytes") << "UPDATE checkpoint SET state = zeroblob(length(state))"
                                 << "the checkpoint of step 20, from which this run would go on,";
    QTest::newRow("other step") << "UPDATE checkpoint SET step = 10"
                                << "the checkpoint of step 10, from which this run would go on,";
    QTest::newRow("no blob") << "UPDATE checkpoint SET state = 1"
                             << "column state";
}

void TestUnreadableFiles::damagedCheckpointHindersOnlyGoingOn()
{
    QFETCH(QString, sql);
    QFETCH(QString, problem);
    executeSql(m_file, sql.toStdString());
    const auto run = readRun(m_file, testCatalogs());
    VERIFY_OK(run);
    QVERIFY(areEqual(run->events, everyKindOfEvent()));
    QVERIFY(!run->checkpoint);
    QVERIFY(run->checkpointProblem.has_value());
    const auto recorder = RunRecorder::resume(m_file);
    QVERIFY(!recorder);
    for (const Error& error : {*run->checkpointProblem, recorder.error()}) {
        QCOMPARE(error.code, ErrorCode::InvalidFile);
        QCOMPARE(error.context, m_file.string());
        QVERIFY2(error.message.starts_with("the file is damaged: " + problem.toStdString()),
                 error.text().c_str());
    }
}

// A page that holds nothing but bytes of the checkpoint begins with the number of the next one.
void TestUnreadableFiles::brokenPageOfTheCheckpointHindersOnlyGoingOn()
{
    constexpr std::size_t pageSize = 4096;
    std::string bytes = wholeFile(m_file);
    const std::string state(pageSize - 4, char{20});
    std::size_t page = 0;
    while (page < bytes.size() && bytes.compare(page + 4, state.size(), state) != 0)
        page += pageSize;
    QVERIFY(page < bytes.size());
    bytes.replace(page, 4, 4, '\x7f');
    std::ofstream(m_file, std::ios::binary) << bytes;
    const auto run = readRun(m_file, testCatalogs());
    VERIFY_OK(run);
    QVERIFY(areEqual(run->events, everyKindOfEvent()));
    QVERIFY(!run->checkpoint);
    QVERIFY(run->checkpointProblem.has_value());
    QCOMPARE(run->checkpointProblem->code, ErrorCode::InvalidFile);
    VERIFY_OK(readListing(m_file));
}

// The facts beside the spec have no checksum.
void TestUnreadableFiles::listingTellsTheSpec()
{
    executeSql(m_file, "UPDATE meta SET value = 99 WHERE key IN ('seed', 'steps', 'preset')");
    const auto listing = readListing(m_file);
    VERIFY_OK(listing);
    QCOMPARE(listing->seed, testSpec().seed);
    QCOMPARE(listing->steps, testSpec().training.steps);
    QCOMPARE(listing->preset, testSpec().preset);
}

void TestUnreadableFiles::overwrittenBytesNeverCrash()
{
    const std::string whole = wholeFile(m_whole);
    QRandomGenerator random(1);
    for (int i = 0; i < 150; ++i) {
        std::string bytes = whole;
        for (int k = 0; k < 20; ++k)
            bytes[random.bounded(static_cast<quint32>(bytes.size()))] =
                static_cast<char>(random.bounded(256));
        std::ofstream(m_file, std::ios::binary) << bytes;
        const auto run = readRun(m_file, testCatalogs());
        QVERIFY(run || !run.error().message.empty());
        static_cast<void>(readListing(m_file));
    }
}

QTEST_GUILESS_MAIN(TestUnreadableFiles)
#include "tst_unreadable_files.moc"

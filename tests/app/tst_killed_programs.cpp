// SPDX-FileCopyrightText: 2026 Grokking Explorer contributors
// SPDX-License-Identifier: GPL-3.0-or-later
// Run, study and window killed without warning at random moments. Every sample that a reader had
// found in a file is still in it, every run that the program had said it wrote is complete, all
// files are listed and read, hold no sample that a run nobody killed does not have, and go on to
// the same samples and state. What was trained in the last fifth of a second may be missing, and is
// trained again. GROKKING_KILLS=200 kills that often in all.

#include <QDir>
#include <QElapsedTimer>
#include <QRandomGenerator>
#include <QTemporaryDir>
#include <QtTest>

#include "core/store/run_folder.h"
#include "tests/app/command_line.h"

#include <algorithm>

using namespace grokking;
using namespace grokking::test;

namespace {

constexpr int timeoutMs = 60'000;
constexpr const char* reportPrefix = "wrote ";

int killsOfEach()
{
    bool isNumber = false;
    const int all = qEnvironmentVariableIntValue("GROKKING_KILLS", &isNumber);
    return isNumber ? (all + 2) / 3 : 10;
}

std::int64_t lastStep(const StoredRun& run)
{
    const auto samples = eventsOf<Sampled>(run);
    return samples.empty() ? 0 : samples.back().step;
}

// Samples do not lie: each is the one of a run that nobody killed.
void verifyPrefix(const StoredRun& run, const StoredRun& whole)
{
    const auto samples = eventsOf<Sampled>(run);
    const auto expected = eventsOf<Sampled>(whole);
    QVERIFY(samples.size() <= expected.size());
    QVERIFY(std::equal(samples.begin(), samples.end(), expected.begin(),
                       [](const Sampled& a, const Sampled& b) {
                           Sampled same = b;
                           same.kind = a.kind; // the last of the whole run is its end
                           return a == same;
                       }));
}

} // namespace

class TestKilledPrograms : public QObject
{
    Q_OBJECT

private slots:
    void init()
    {
        m_folder = std::make_unique<QTemporaryDir>();
        qputenv("XDG_DATA_HOME", m_folder->path().toUtf8());
        qputenv("XDG_CONFIG_HOME", m_folder->path().toUtf8());
        m_kills = m_reported = 0;
    }
    void cleanup() { qInfo("%d kills, %d runs said to be written", m_kills, m_reported); }

    void killedRun();
    void killedStudy();
    void killedWindow();

private:
    // What a kill may not take away of a run: all samples, or, where the process may just be
    // resuming it, those up to the checkpoint, from which it trains the others again.
    enum class Kept { Samples, Checkpoint };
    [[nodiscard]] static std::optional<std::int64_t> keptStep(const QString& file, Kept kept);
    // Kills a process at a random moment after its first file is there. Returns the last step to be
    // kept that a reader found in each file, up to 40 ms before the kill.
    QMap<QString, std::int64_t> killWhileWriting(QProcess& process, const QString& folder,
                                                 int atMostMs, Kept kept = Kept::Samples);
    [[nodiscard]] static QStringList filesIn(const QString& folder)
    {
        return QDir(folder).entryList({"*.grok"}, QDir::Files, QDir::Name);
    }
    // Lists the folder and reads its files, which hold what was seen.
    static void verifyFolder(const QString& folder, const QMap<QString, std::int64_t>& seen,
                             Kept kept = Kept::Samples);
    // Waits until a process has said of so many runs that it wrote them, or has ended.
    static void waitForReports(QProcess& process, int runs);
    // Runs of which the process had said that it wrote them are complete.
    void verifyReported(QProcess& process);
    // Resumes a run for some steps and compares it with one that nobody killed.
    void verifyGoesOn(const QString& file);

    std::unique_ptr<QTemporaryDir> m_folder;
    QRandomGenerator m_random{20'260'131};
    int m_kills = 0;
    int m_reported = 0; // runs that killed processes had said they wrote
};

std::optional<std::int64_t> TestKilledPrograms::keptStep(const QString& file, Kept kept)
{
    if (kept == Kept::Checkpoint) {
        const auto run = readRun(file.toStdString(), catalogs());
        return run && run->checkpoint ? std::optional(run->checkpoint->step) : std::nullopt;
    }
    const auto samples = readSamples(file.toStdString());
    if (!samples)
        return std::nullopt;
    return samples->empty() ? 0 : samples->back().step;
}

QMap<QString, std::int64_t> TestKilledPrograms::killWhileWriting(QProcess& process,
                                                                 const QString& folder,
                                                                 int atMostMs, Kept kept)
{
    QMap<QString, std::int64_t> seen;
    const auto look = [&] {
        for (const QString& file : filesIn(folder))
            if (const auto step = keptStep(QDir(folder).filePath(file), kept))
                seen[file] = *step;
    };
    if (!QTest::qWaitFor([&] { return !filesIn(folder).isEmpty(); }, timeoutMs))
        return seen;
    const QDeadlineTimer life(m_random.bounded(atMostMs));
    (void)QTest::qWaitFor([&] { return life.hasExpired(); }, timeoutMs);
    look();
    const QDeadlineTimer more(m_random.bounded(40));
    (void)QTest::qWaitFor([&] { return more.hasExpired(); }, timeoutMs);
    process.kill();
    process.waitForFinished();
    m_kills += process.exitStatus() == QProcess::CrashExit ? 1 : 0; // others came to their end
    return seen;
}

void TestKilledPrograms::verifyFolder(const QString& folder,
                                      const QMap<QString, std::int64_t>& seen, Kept kept)
{
    const auto listed = listRuns(folder.toStdString());
    QVERIFY2(listed, listed ? "" : listed.error().text().c_str());
    QVERIFY(listed->unreadable.empty());
    QCOMPARE(static_cast<qsizetype>(listed->runs.size()), filesIn(folder).size());
    for (const auto& [file, step] : seen.toStdMap()) {
        // A study moves what came to no checkpoint into the trash, to train it anew.
        const QDir trash(QDir(folder).filePath(".trash"));
        if (!QDir(folder).exists(file) && !trash.entryList({file.chopped(5) + "*"}).isEmpty())
            continue;
        const QString path = QDir(folder).filePath(file);
        const auto run = readRun(path.toStdString(), catalogs());
        QVERIFY2(run, run ? "" : run.error().text().c_str());
        const auto still = keptStep(path, kept);
        QVERIFY2(still && *still >= step, qPrintable(QString("%1 of %2").arg(file).arg(step)));
    }
}

void TestKilledPrograms::waitForReports(QProcess& process, int runs)
{
    process.setReadChannel(QProcess::StandardError);
    (void)QTest::qWaitFor(
        [&] {
            return process.peek(process.bytesAvailable()).count(reportPrefix) >= runs
                   || process.state() == QProcess::NotRunning;
        },
        timeoutMs);
}

void TestKilledPrograms::verifyReported(QProcess& process)
{
    for (const QByteArray& line : process.readAllStandardError().split('\n')) {
        if (!line.startsWith(reportPrefix))
            continue;
        const auto run = readListing(line.mid(qstrlen(reportPrefix)).toStdString());
        QVERIFY2(run, run ? "" : run.error().text().c_str());
        QVERIFY2(run->finished && run->end == RunEnd::Completed, line.constData());
        ++m_reported;
    }
}

void TestKilledPrograms::verifyGoesOn(const QString& file)
{
    const StoredRun before = stored(file);
    if (!before.checkpoint) { // killed before its first step
        QVERIFY(call({"resume", file}).err.contains("run its spec anew"));
        return;
    }
    const QString steps =
        QString::number(std::max(before.checkpoint->step, lastStep(before)) + 500);
    const Outcome resumed = call({"resume", file, "--steps", steps});
    QVERIFY2(resumed.status == 0, qPrintable(resumed.err));
    const StoredRun after = stored(file);
    QFile spec(m_folder->filePath("again.json"));
    QVERIFY(spec.open(QIODevice::WriteOnly));
    spec.write(call({"spec", file}).out.toUtf8());
    spec.close();
    const QString whole = m_folder->filePath("whole.grok");
    QFile::remove(whole);
    const Outcome again =
        call({"run", "--spec", spec.fileName(), "--steps", steps, "--out", whole});
    QVERIFY2(again.status == 0, qPrintable(again.err));
    const StoredRun expected = stored(whole);
    verifyPrefix(before, expected);
    QVERIFY(eventsOf<Sampled>(after) == eventsOf<Sampled>(expected));
    QVERIFY(*after.checkpoint->state == *expected.checkpoint->state);
}

void TestKilledPrograms::killedRun()
{
    const int kills = killsOfEach();
    for (int i = 0; m_kills < kills && !QTest::currentTestFailed(); ++i) {
        const QString folder = m_folder->filePath(QString("run%1").arg(i));
        QDir().mkpath(folder);
        QProcess process;
        process.start(PROGRAM, smallRunOf(1'000'000'000)
                                   + QStringList{"--set", "training.optimizer.learningRate=1e-5",
                                                 "--out", folder + "/mine.grok"});
        verifyFolder(folder, killWhileWriting(process, folder, 1'200));
        verifyGoesOn(folder + "/mine.grok");
    }
}

void TestKilledPrograms::killedStudy()
{
    QFile spec(m_folder->filePath("study.json"));
    QVERIFY(spec.open(QIODevice::WriteOnly));
    spec.write(R"({"id": "small", "study": {"base": "demo-missing-subclass",
        "set": {"data.n": 36, "data.testSize": 80, "learner.width": 8, "training.batchSize": 10,
                "training.evaluateEvery": 100, "training.steps": 6000},
        "axes": [{"path": "training.optimizer.weightDecay", "values": [0, 0.01]}],
        "seeds": {"count": 4}}})");
    spec.close();
    const auto studyIn = [&](const QString& folder) {
        return QStringList{"study", "--spec", spec.fileName(), "--out", m_folder->filePath(folder)};
    };
    QCOMPARE(call(studyIn("whole")).status, 0);
    const QStringList files = filesIn(m_folder->filePath("whole"));
    QCOMPARE(files.size(), 8);
    const int kills = killsOfEach();
    for (int folders = 0; m_kills < kills && !QTest::currentTestFailed(); ++folders) {
        const QString name = QString("parts%1").arg(folders);
        const QString folder = m_folder->filePath(name);
        for (int i = 0; i < 5 && m_kills < kills && filesIn(folder).size() < 8; ++i) {
            QProcess process;
            process.start(PROGRAM, studyIn(name));
            waitForReports(process, m_random.bounded(3));
            verifyFolder(folder, killWhileWriting(process, folder, 300, Kept::Checkpoint),
                         Kept::Checkpoint);
            verifyReported(process);
        }
        const Outcome last = call(studyIn(name));
        QVERIFY2(last.status == 0, qPrintable(last.err));
        QCOMPARE(filesIn(folder), files);
        for (const QString& file : files) {
            const StoredRun parts = stored(folder + "/" + file);
            const StoredRun whole = stored(m_folder->filePath("whole/" + file));
            QVERIFY(eventsOf<Sampled>(parts) == eventsOf<Sampled>(whole));
            QVERIFY(*parts.checkpoint->state == *whole.checkpoint->state);
        }
    }
}

void TestKilledPrograms::killedWindow()
{
#ifndef EXPLORER
    QSKIP("built without the window");
#else
    const QString folder = m_folder->filePath("grokking-explorer/runs");
    const int kills = killsOfEach();
    while (m_kills < kills && !QTest::currentTestFailed()) {
        QDir(folder).removeRecursively();
        QProcess process;
        process.start(EXPLORER, {"--run", "--seeds", "2", "--preset", "demo-missing-subclass"});
        verifyFolder(folder, killWhileWriting(process, folder, 1'500));
        const QString first = QDir(folder).filePath(filesIn(folder).value(0));
        verifyGoesOn(first);
    }
#endif
}

int main(int argc, char* argv[])
{
    qputenv("QTEST_FUNCTION_TIMEOUT", "1800000"); // ms, for 200 kills on a busy machine
    QCoreApplication application(argc, argv);
    TestKilledPrograms test;
    return QTest::qExec(&test, argc, argv);
}
#include "tst_killed_programs.moc"

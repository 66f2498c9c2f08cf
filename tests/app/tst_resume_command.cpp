// SPDX-FileCopyrightText: 2026 Grokking Explorer contributors
// SPDX-License-Identifier: GPL-3.0-or-later
// Runs that stop, at a signal or without warning, and go on in another process.

#include <QDir>
#include <QFile>
#include <QTemporaryDir>
#include <QtTest>

#include <csignal>

#include "tests/app/command_line.h"

using namespace grokking;
using namespace grokking::test;

namespace {

const QStringList endlessRun = smallRunOf(1'000'000'000);

} // namespace

class TestResumeCommand : public QObject
{
    Q_OBJECT

private slots:
    void init() { m_folder = std::make_unique<QTemporaryDir>(); }

    void resumedRunEqualsTheUninterruptedOne_data()
    {
        QTest::addColumn<QString>("optimizer");
        for (const CatalogEntry& entry : catalogs().optimizers)
            QTest::newRow(entry.id.c_str()) << QString::fromStdString(entry.id);
    }

    // 60 steps = 37 steps, a new process, 23 steps: samples and checkpoint byte for byte.
    void resumedRunEqualsTheUninterruptedOne()
    {
        QFETCH(QString, optimizer);
        const QStringList choice{"--set", "training.optimizer=" + optimizer};
        const QString whole = m_folder->filePath("whole.grok");
        const QString parts = m_folder->filePath("parts.grok");
        QCOMPARE(call(smallRun + choice + QStringList{"--out", whole}).status, 0);
        QCOMPARE(call(smallRunOf(37) + choice + QStringList{"--out", parts}).status, 0);
        QCOMPARE(call({"resume", parts, "--steps", "60"}).status, 0);
        const StoredRun first = stored(whole);
        const StoredRun second = stored(parts);
        QVERIFY(eventsOf<Sampled>(first) == eventsOf<Sampled>(second));
        QVERIFY(eventsOf<Observed>(first) == eventsOf<Observed>(second));
        QVERIFY(*first.checkpoint->state == *second.checkpoint->state);
        QVERIFY(first.spec == second.spec);
        QVERIFY(eventsOf<Finished>(first).back().summary
                == eventsOf<Finished>(second).back().summary);
        QCOMPARE(call({"export", whole}).out, call({"export", parts}).out);
    }

    void resumeOfARunThatIsFurtherIsRefused()
    {
        const QString file = m_folder->filePath("mine.grok");
        QCOMPARE(call(smallRun + QStringList{"--out", file}).status, 0);
        const Outcome outcome = call({"resume", file, "--steps", "10"});
        QCOMPARE(outcome.status, 3);
        QVERIFY(outcome.err.contains("already at step 60"));
    }

    void fileThatIsNamedTwiceIsRefused_data()
    {
        QTest::addColumn<QString>("other");
        QTest::newRow("the same name") << "mine.grok";
        QTest::newRow("another way there") << "./mine.grok";
        QTest::newRow("a link") << "link.grok";
    }

    void fileThatIsNamedTwiceIsRefused()
    {
        QFETCH(QString, other);
        const QString file = m_folder->filePath("mine.grok");
        QCOMPARE(call(smallRun + QStringList{"--out", file}).status, 0);
        QVERIFY(QFile::link(file, m_folder->filePath("link.grok")));
        const Outcome outcome =
            call({"resume", file, m_folder->path() + "/" + other, "--steps", "80", "--jobs", "1"});
        QCOMPARE(outcome.status, 2);
        QVERIFY2(outcome.err.contains("named twice"), qPrintable(outcome.err));
        QCOMPARE(eventsOf<Sampled>(stored(file)).back().step, 60);
    }

    void interruptedRunKeepsACheckpoint_data()
    {
        QTest::addColumn<int>("signal");
        QTest::newRow("SIGINT") << SIGINT;
        QTest::newRow("SIGTERM") << SIGTERM;
    }

    void interruptedRunKeepsACheckpoint()
    {
        QFETCH(int, signal);
        const QString file = m_folder->filePath("mine.grok");
        QProcess process;
        process.start(PROGRAM, endlessRun + QStringList{"--out", file});
        QTRY_VERIFY_WITH_TIMEOUT(QFile::exists(file), 20'000);
        QTRY_VERIFY_WITH_TIMEOUT(eventsOf<Sampled>(stored(file)).size() > 5, 20'000);
        kill(static_cast<pid_t>(process.processId()), signal);
        QVERIFY(process.waitForFinished(20'000));
        QCOMPARE(process.exitCode(), 75);
        const StoredRun run = stored(file);
        QVERIFY(run.checkpoint.has_value());
        QVERIFY(eventsOf<Finished>(run).back().end == RunEnd::Interrupted);
        const auto reached = run.checkpoint->step;
        QCOMPARE(call({"resume", file, "--steps", QString::number(reached + 20)}).status, 0);
    }

    // A run killed without warning, however early, goes on from its last checkpoint to the same
    // end.
    void killedRunCanBeResumed()
    {
        const QString file = m_folder->filePath("mine.grok");
        QProcess process;
        process.start(PROGRAM, endlessRun + QStringList{"--out", file});
        QTRY_VERIFY_WITH_TIMEOUT(QFile::exists(file), 20'000);
        QTRY_VERIFY_WITH_TIMEOUT(eventsOf<Sampled>(stored(file)).size() > 3, 20'000);
        process.kill();
        QVERIFY(process.waitForFinished(20'000));
        const auto steps = stored(file).checkpoint->step + 40;
        const QString whole = m_folder->filePath("whole.grok");
        QCOMPARE(call({"resume", file, "--steps", QString::number(steps)}).status, 0);
        QCOMPARE(call(smallRunOf(steps) + QStringList{"--out", whole}).status, 0);
        QVERIFY(eventsOf<Sampled>(stored(file)) == eventsOf<Sampled>(stored(whole)));
        QVERIFY(*stored(file).checkpoint->state == *stored(whole).checkpoint->state);
    }

    // Of several seeds, those not yet started leave nothing behind that blocks the next try.
    void interruptedSeedsLeaveNoEmptyFiles()
    {
        QProcess process;
        process.start(PROGRAM,
                      endlessRun
                          + QStringList{"--set", "training.optimizer.learningRate=0", // no verdict
                                        "--seeds", "4", "--jobs", "1", "--out", m_folder->path()});
        const QString first = m_folder->filePath("demo-missing-subclass-seed0.grok");
        QTRY_VERIFY_WITH_TIMEOUT(QFile::exists(first), 20'000);
        QTRY_VERIFY_WITH_TIMEOUT(eventsOf<Sampled>(stored(first)).size() > 3, 20'000);
        process.terminate();
        QVERIFY(process.waitForFinished(20'000));
        QCOMPARE(process.exitCode(), 75);
        QCOMPARE(QDir(m_folder->path()).entryList({"*.grok"}).size(), 1);
        const auto line = call({"show", first, "--json"}).out;
        QCOMPARE(objectOf(line)["end"].toString(), QString("interrupted"));
        QCOMPARE(objectOf(line)["verdict"].toString(), QString("interrupted"));
        QVERIFY(call({"show", first}).out.contains(QRegularExpression("verdict +interrupted")));
    }

private:
    std::unique_ptr<QTemporaryDir> m_folder;
};

QTEST_GUILESS_MAIN(TestResumeCommand)
#include "tst_resume_command.moc"

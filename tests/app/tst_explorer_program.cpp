// SPDX-FileCopyrightText: 2026 Grokking Explorer contributors
// SPDX-License-Identifier: GPL-3.0-or-later
// The desktop program as scripts and the desktop see it: exit status and signals.
#include "core/store/run_reader.h"
#include "core/train/catalogs.h"

#include <QDir>
#include <QFile>
#include <QFileInfo>
#include <QImage>
#include <QProcess>
#include <QTemporaryDir>
#include <QtTest>

#include <csignal>

using namespace grokking;

class TestExplorerProgram : public QObject
{
    Q_OBJECT

private slots:
    void init()
    {
        m_folder = std::make_unique<QTemporaryDir>();
        qputenv("XDG_DATA_HOME", m_folder->path().toUtf8());
        qputenv("XDG_CONFIG_HOME", m_folder->path().toUtf8());
    }

    void brokenFileIsBadInput()
    {
        const QString broken = m_folder->filePath("broken.grok");
        QFile file(broken);
        QVERIFY(file.open(QFile::WriteOnly));
        file.write("no run");
        file.close();
        QCOMPARE(statusOf({broken, "--screenshot", m_folder->filePath("a.png")}), 3);
        QCOMPARE(statusOf({"--screenshot", "/nowhere/a.png"}), 5);
        QCOMPARE(statusOf({"--screenshot", m_folder->filePath("a.png")}), 0);
    }

    void misspelledNameIsAnsweredWithTheNearest_data()
    {
        QTest::addColumn<QStringList>("arguments");
        QTest::addColumn<QByteArray>("nearest");
        QTest::newRow("preset") << QStringList{"--preset", "miller-fgi3"}
                                << QByteArray("the nearest are miller-fig3,");
        QTest::newRow("study") << QStringList{"--preset", "decay-and-init"}
                               << QByteArray("the nearest is carvalho-study-decay-and-init");
        QTest::newRow("view") << QStringList{"a.grok", "--figure", "a.svg", "--view", "acuracy"}
                              << QByteArray("the nearest is accuracy");
    }
    void misspelledNameIsAnsweredWithTheNearest()
    {
        QFETCH(QStringList, arguments);
        QFETCH(QByteArray, nearest);
        QProcess process;
        process.setProcessChannelMode(QProcess::MergedChannels);
        process.start(PROGRAM, arguments);
        QVERIFY(process.waitForFinished(60'000));
        QVERIFY(process.exitCode() != 0);
        const QByteArray said = process.readAll();
        QVERIFY2(said.contains(nearest), said.constData());
    }

    void figureOfStoredRuns()
    {
        const QString runs = m_folder->filePath("runs");
        QCOMPARE(statusOf({"run", "--preset", "demo-missing-subclass", "--seeds", "3", "--set",
                           "training.steps=200", "--quiet", "--out", runs},
                          COMMAND_LINE),
                 0);
        for (const char* name : {"a.svg", "a.png", "a.pdf"}) {
            const QString picture = m_folder->filePath(name);
            QCOMPARE(statusOf({runs, "--figure", picture, "--size", "640x400"}), 0);
            QVERIFY2(QFileInfo(picture).size() > 5'000, name);
        }
        const QImage image(m_folder->filePath("a.png"));
        QCOMPARE(image.size(), QSize(1280, 800));
        QFile svg(m_folder->filePath("a.svg"));
        QVERIFY(svg.open(QFile::ReadOnly));
        QVERIFY(svg.readAll().contains("median of 3 seeds"));
        QCOMPARE(statusOf({runs, "--figure", m_folder->filePath("a.csv")}), 2);
        const QString outcomes = m_folder->filePath("outcomes.svg");
        QCOMPARE(
            statusOf({runs, "--figure", outcomes, "--against", "data.n", "--outcome", "best-test"}),
            0);
        QVERIFY(QFileInfo(outcomes).size() > 1000);
        QCOMPARE(statusOf({runs, "--figure", outcomes, "--against", "data.id"}), 2);
        QCOMPARE(statusOf({runs, "--figure", outcomes, "--against", "data.n", "--outcome", "x"}),
                 2);
        QCOMPARE(statusOf({runs, "--figure", m_folder->filePath("b.svg"), "--view", "x"}), 2);
        QCOMPARE(statusOf({m_folder->path(), "--figure", m_folder->filePath("b.svg")}), 3);
        QVERIFY(!QFile::exists(m_folder->filePath("b.svg")));
        QCOMPARE(statusOf({runs, "--figure", "/nowhere/a.svg"}), 5);
        QCOMPARE(statusOf({"a.grok", "b.grok"}), 2);
    }

    // Three lengths of concealment, two seeds each: enough for a line, if not for a gap to grow.
    void figureOfGapsHasTheirLine()
    {
        const QString runs = m_folder->filePath("concealed");
        QStringList call{"run", "--preset", "demo-missing-subclass"};
        call << QStringList{"--seeds", "2", "--quiet", "--steps", "100"};
        for (const char* setting : {"detection.window=1", "detection.trainThreshold=0.3"})
            call << "--set" << setting;
        QStringList figure;
        for (const QString bits : {"0", "2", "4"}) {
            figure << runs + bits;
            QCOMPARE(statusOf(call
                                  + QStringList{"--set", "data.spuriousDimensions=" + bits, "--out",
                                                figure.back()},
                              COMMAND_LINE),
                     0);
        }
        const QString picture = m_folder->filePath("gaps.svg");
        figure << "--figure" << picture << "--against"
               << "data.spuriousDimensions";
        QCOMPARE(statusOf(figure + QStringList{"--fit"}), 2); // of t2
        QVERIFY(!QFile::exists(picture));
        QCOMPARE(statusOf(figure + QStringList{"--outcome", "gap", "--fit"}), 0);
        QFile svg(picture);
        QVERIFY(svg.open(QFile::ReadOnly));
        const QByteArray text = svg.readAll();
        QVERIFY(text.contains("Bars: median and quartiles of all runs of a setting"));
        QVERIFY(text.contains("counted as if at the end"));
        QVERIFY(text.contains("(epochs)"));
    }

    // The paths of two starts, their names and their marks; and the basin of one, trained anew.
    void figureOfALandscape()
    {
        QStringList runs;
        for (const QString start : {"b", "c"}) {
            runs << m_folder->filePath(start);
            QCOMPARE(statusOf({"run", "--preset", "miller-fig5-" + start, "--steps", "60",
                               "--quiet", "--out", runs.back()},
                              COMMAND_LINE),
                     0);
        }
        const QString picture = m_folder->filePath("a.svg");
        const QStringList figure{"--figure", picture, "--view", "landscape"};
        QCOMPARE(statusOf(runs + figure), 0);
        const QByteArray paths = contentOf(picture);
        for (const char* text :
             {">miller-fig5-b, steps 60<", ">miller-fig5-c, steps 60<", ">start<", ">t1<", ">t2<"})
            QVERIFY2(paths.contains(text), text);
        QCOMPARE(statusOf(runs.mid(0, 1) + figure + QStringList{"--layer", "error"}), 0);
        QVERIFY(contentOf(picture) != paths);
        QVERIFY(QFile::remove(picture));
        const QStringList basin{"--layer", "basin", "--grid", "3"};
        QCOMPARE(statusOf(runs.mid(0, 1) + figure + basin), 0);
        QVERIFY2(contentOf(picture).contains(">memorized<")
                     || contentOf(picture).contains(">together<"),
                 contentOf(picture).right(6000));
        QCOMPARE(statusOf(runs + QStringList{"--figure", picture} + basin), 2); // of accuracy
    }

    // Nothing is written, as `grokking landscape` does it.
    void basinOfAFigureCanBeInterrupted()
    {
        const QString run = m_folder->filePath("b");
        QCOMPARE(statusOf({"run", "--preset", "miller-fig5-b", "--steps", "60", "--quiet", "--set",
                           "training.evaluateEvery=20", "--out", run},
                          COMMAND_LINE),
                 0);
        const QString picture = m_folder->filePath("a.svg");
        QProcess process;
        process.start(PROGRAM, {run, "--figure", picture, "--view", "landscape", "--layer", "basin",
                                "--grid", "1000"});
        QVERIFY(process.waitForStarted());
        QByteArray told;
        QTRY_VERIFY_WITH_TIMEOUT((told += process.readAllStandardError()).contains("runs"), 60'000);
        process.terminate();
        QVERIFY(process.waitForFinished(30'000));
        QCOMPARE(process.exitCode(), 75);
        QVERIFY(!QFile::exists(picture));
    }

    void terminatedWindowEndsItsRuns_data()
    {
        QTest::addColumn<int>("signal");
        QTest::newRow("terminate") << SIGTERM;
        QTest::newRow("interrupt") << SIGINT;
        QTest::newRow("hang up") << SIGHUP;
    }

    void terminatedWindowEndsItsRuns()
    {
        QFETCH(int, signal);
        QProcess process;
        process.start(PROGRAM, {"--run", "--preset", "carvalho-fig3b-f0-n200"}); // half a minute
        const QDir folder(m_folder->filePath("grokking-explorer/runs"));
        QTRY_COMPARE_WITH_TIMEOUT(folder.entryList({"*.grok"}).size(), 1, 30'000);
        const auto run = folder.filePath(folder.entryList({"*.grok"}).front()).toStdString();
        QTRY_VERIFY_WITH_TIMEOUT(isBegun(run), 30'000);
        QCOMPARE(::kill(static_cast<pid_t>(process.processId()), signal), 0);
        QVERIFY(process.waitForFinished(30'000));
        QCOMPARE(process.exitStatus(), QProcess::NormalExit);
        QCOMPARE(process.exitCode(), 0);
        const auto listing = readListing(run);
        QVERIFY(listing);
        QVERIFY(listing->end == RunEnd::Interrupted);
        QVERIFY(listing->checkpointStep.has_value());
    }

private:
    static int statusOf(const QStringList& arguments, const QString& program = PROGRAM)
    {
        QProcess process;
        process.start(program, arguments);
        process.waitForFinished(60'000);
        return process.exitStatus() == QProcess::NormalExit ? process.exitCode() : -1;
    }

    static QByteArray contentOf(const QString& path)
    {
        QFile file(path);
        return file.open(QFile::ReadOnly) ? file.readAll() : QByteArray();
    }

    static bool isBegun(const std::string& file)
    {
        const auto listing = readListing(file);
        return listing && listing->lastSample && listing->lastSample->step > 0;
    }

    std::unique_ptr<QTemporaryDir> m_folder;
};

QTEST_GUILESS_MAIN(TestExplorerProgram)
#include "tst_explorer_program.moc"

// SPDX-FileCopyrightText: 2026 Grokking Explorer contributors
// SPDX-License-Identifier: GPL-3.0-or-later
// Studies as scripts see them: which runs are done, which are skipped or gone on with, and what a
// kill leaves behind.

#include <QDir>
#include <QFile>
#include <QJsonArray>
#include <QTemporaryDir>
#include <QtTest>

#include <sys/file.h>
#include <unistd.h>

#include <csignal>
#include <fcntl.h>

#include "tests/app/command_line.h"

using namespace grokking;
using namespace grokking::test;

namespace {

constexpr const char* smallStudy = R"({
  "id": "small",
  "study": {
    "base": "demo-missing-subclass",
    "set": {"data.n": 36, "data.testSize": 80, "learner.width": 8, "training.batchSize": 10,
            "training.evaluateEvery": 20, "training.steps": 60},
    "axes": [{"path": "learner.initScale", "values": [1, 8]},
             {"path": "training.optimizer.weightDecay", "values": [0, 0.01]}],
    "seeds": {"count": 2}
  }
})";

QByteArray bytesOf(const QString& file)
{
    QFile stream(file);
    return stream.open(QIODevice::ReadOnly) ? stream.readAll() : QByteArray();
}

} // namespace

class TestStudyCommand : public QObject
{
    Q_OBJECT

private slots:
    void init()
    {
        m_folder = std::make_unique<QTemporaryDir>();
        m_spec = m_folder->filePath("small.json");
        QFile file(m_spec);
        QVERIFY(file.open(QIODevice::WriteOnly));
        file.write(smallStudy);
    }

    void studyGivesOneFilePerRunAndATable()
    {
        const Outcome outcome = call(studyIn("runs"));
        QVERIFY2(outcome.status == 0, qPrintable(outcome.err));
        const QStringList files = filesIn("runs");
        QCOMPARE(files.size(), 8);
        QCOMPARE(files.front(),
                 QString("demo-missing-subclass-initScale1-weightDecay0-seed0.grok"));
        QVERIFY(outcome.err.contains("8 runs: 0 finished before, 0 to go on with, 8 new"));
        QCOMPARE(outcome.out.count('\n'), 5); // headings and four groups
        QVERIFY(outcome.out.contains("initScale 8, weightDecay 0.01"));
        const StoredRun run = stored(m_folder->filePath("runs/" + files.back()));
        QCOMPARE(run.spec.seed, 1);
        QCOMPARE(realValue(run.spec.learner.parameters, "initScale"), 8.0);
    }

    // A table of the user's own may be gone when its runs are looked at.
    void gapsAreFittedWithoutTheData()
    {
        const QString data = m_folder->filePath("table.csv");
        QFile table(data);
        QVERIFY(table.open(QIODevice::WriteOnly));
        for (int i = 0; i < 60; ++i)
            table.write(QString("%1,%2,%3\n")
                            .arg(i % 2 ? 4.0 + 0.02 * i : 0.01 * i)
                            .arg(i * i % 7)
                            .arg(i % 2 ? "left" : "right")
                            .toUtf8());
        table.close();
        for (const char* const width : {"5", "9"})
            QCOMPARE(
                call({"run", "--preset", "demo-missing-subclass", "--set", "data=csv", "--set",
                      "data.file=" + data, "--set", "learner.width=" + QString(width), "--set",
                      "learner.initScale=1", "--set", "training.evaluateEvery=20", "--steps",
                      "1200", "--quiet", "--out", m_folder->filePath(QString("gaps/") + width)})
                    .status,
                0);
        const QStringList fit{"fit", m_folder->filePath("gaps/5"), m_folder->filePath("gaps/9"),
                              "--against", "learner.width"};
        const Outcome before = call(fit);
        QVERIFY2(before.status == 0, qPrintable(before.err));
        QVERIFY(QFile::remove(data));
        const Outcome after = call(fit);
        QCOMPARE(after.status, 0);
        QCOMPARE(after.out, before.out);
    }

    void finishedRunsAreSkippedAndKept()
    {
        QCOMPARE(call(studyIn("runs")).status, 0);
        QMap<QString, QByteArray> before;
        for (const QString& file : filesIn("runs"))
            before[file] = bytesOf(m_folder->filePath("runs/" + file));
        const Outcome again = call(studyIn("runs") + QStringList{"--json"});
        QCOMPARE(again.status, 0);
        QVERIFY(again.err.contains("8 runs: 8 finished before"));
        QCOMPARE(again.out.count('\n'), 8); // what they came to all the same
        for (const auto& [file, bytes] : before.toStdMap())
            QVERIFY(bytes == bytesOf(m_folder->filePath("runs/" + file)));
    }

    void moreSeedsAddRuns()
    {
        QCOMPARE(call(studyIn("runs") + QStringList{"--seeds", "1"}).status, 0);
        QCOMPARE(filesIn("runs").size(), 4);
        const Outcome more = call(studyIn("runs") + QStringList{"--seeds", "3"});
        QVERIFY(more.err.contains("12 runs: 4 finished before, 0 to go on with, 8 new"));
        QCOMPARE(filesIn("runs").size(), 12);
    }

    void runsOfGrokkingRunAreRecognized()
    {
        QCOMPARE(call(smallRun + QStringList{"--seeds", "2", "--out", m_folder->filePath("runs")})
                     .status,
                 0);
        const QString plain =
            writeStudy(R"({"base": "demo-missing-subclass", "seeds": {"count": 3}})");
        const Outcome outcome =
            call({"study", "--spec", plain, "--out", m_folder->filePath("runs"), "--set",
                  "data.n=36", "--set", "data.testSize=80", "--set", "learner.width=8", "--set",
                  "training.batchSize=10", "--set", "training.evaluateEvery=20", "--steps", "60"});
        QVERIFY2(outcome.status == 0, qPrintable(outcome.err));
        QVERIFY(outcome.err.contains("3 runs: 2 finished before, 0 to go on with, 1 new"));
    }

    // Killed in the middle, at a different moment each time, until it is done.
    void killedStudyIsFinishedByTheNextCalls()
    {
        const QStringList longer{"--steps", "4000", "--jobs", "2"};
        QCOMPARE(call(studyIn("whole") + longer).status, 0);
        int kills = 0;
        for (; kills < 20; ++kills) {
            QProcess process;
            process.start(PROGRAM, studyIn("parts") + longer);
            const auto before = filesIn("parts");
            QTRY_VERIFY_WITH_TIMEOUT(process.state() == QProcess::NotRunning
                                         || filesIn("parts").size() >= before.size() + 2,
                                     20'000);
            if (process.state() == QProcess::NotRunning)
                break;
            process.kill();
            QVERIFY(process.waitForFinished(20'000));
        }
        QVERIFY2(kills >= 2, "the test killed something");
        QCOMPARE(call(studyIn("parts") + longer).status, 0);
        verifyEqualRuns();
    }

    void interruptedStudyGoesOn_data()
    {
        QTest::addColumn<int>("signal");
        QTest::newRow("SIGINT") << SIGINT;
        QTest::newRow("SIGTERM") << SIGTERM;
    }

    void interruptedStudyGoesOn()
    {
        QFETCH(int, signal);
        const QStringList longer{"--steps", "20000", "--jobs",
                                 "1",       "--set", "training.evaluateEvery=500"};
        QCOMPARE(call(studyIn("whole") + longer).status, 0);
        QProcess process;
        process.start(PROGRAM, studyIn("parts") + longer);
        QTRY_VERIFY_WITH_TIMEOUT(!filesIn("parts").isEmpty(), 20'000);
        kill(static_cast<pid_t>(process.processId()), signal);
        QVERIFY(process.waitForFinished(20'000));
        QCOMPARE(process.exitCode(), 75);
        QVERIFY(filesIn("parts").size() < 8);
        QCOMPARE(call(studyIn("parts") + longer).status, 0);
        verifyEqualRuns();
    }

    void fileOfAnotherExperimentIsNamedBeforeAnythingRuns()
    {
        const QStringList half{"--seeds", "1"};
        QCOMPARE(call(studyIn("runs") + half).status, 0);
        const Outcome other = call(studyIn("runs") + QStringList{"--set", "data.n=40"});
        QCOMPARE(other.status, 5);
        QVERIFY2(other.err.contains("initScale1-weightDecay0-seed0.grok"), qPrintable(other.err));
        QVERIFY(other.err.contains("data.n is 36 there and 40 here"));
        QCOMPARE(filesIn("runs").size(), 4);
    }

    void damagedFileIsNamedBeforeAnythingRuns()
    {
        QDir(m_folder->path()).mkdir("runs");
        const QString name = "runs/demo-missing-subclass-initScale8-weightDecay0-seed1.grok";
        QFile broken(m_folder->filePath(name));
        QVERIFY(broken.open(QIODevice::WriteOnly));
        broken.write("this is no run");
        broken.close();
        const Outcome outcome = call(studyIn("runs"));
        QCOMPARE(outcome.status, 3);
        QVERIFY(outcome.err.contains("weightDecay0-seed1.grok"));
        QCOMPARE(filesIn("runs").size(), 1);
    }

    void secondStudyInTheSameFolderIsRefused()
    {
        QDir(m_folder->path()).mkdir("runs");
        const int folder = open(m_folder->filePath("runs").toUtf8(), O_RDONLY | O_DIRECTORY);
        QCOMPARE(flock(folder, LOCK_EX | LOCK_NB), 0);
        const Outcome outcome = call(studyIn("runs"));
        close(folder);
        QCOMPARE(outcome.status, 5);
        QVERIFY(outcome.err.contains("another study"));
    }

    void divergedRunCountsEachTime()
    {
        const QString study = writeStudy(
            R"({"base": {"data": {"n": 36, "testSize": 80},
                         "learner": {"width": 8, "loss": "mse"},
                         "training": {"steps": 60, "optimizer": {"id": "sgd", "learningRate": 1000}}},
                "seeds": {"count": 1}})");
        const QStringList arguments{"study", "--spec", study, "--out", m_folder->filePath("runs")};
        QCOMPARE(call(arguments).status, 4);
        const Outcome again = call(arguments);
        QCOMPARE(again.status, 4);
        QVERIFY(again.err.contains("1 finished before"));
        QVERIFY(again.out.contains("1 diverged"));
    }

    void exitStatusSaysWhatWentWrong_data()
    {
        QTest::addColumn<QStringList>("arguments");
        QTest::addColumn<int>("status");
        QTest::addColumn<QString>("message");
        const auto row = [](const char* name, const QStringList& arguments, int status,
                            const char* message) {
            QTest::newRow(name) << arguments << status << QString(message);
        };
        const QString study = "carvalho-study-decay-and-init";
        row("help", {"study", "--help"}, 0, "Finished ones are skipped");
        row("help of the table", {"table", "--help"}, 0, "medians over all finished runs");
        row("list of presets", {"list", "presets"}, 0, "study of ");
        row("spec of a study", {"spec", "--preset", study.toUtf8()}, 0, "\"axes\"");
        row("no folder", {"study", "--preset", study}, 2, "--out");
        row("no study", {"study", "--out", "x"}, 2, "--preset");
        row("run preset", {"study", "--preset", "demo-missing-subclass", "--out", "x"}, 2,
            "use `grokking run --preset demo-missing-subclass`");
        row("study preset run", {"run", "--preset", study}, 2, "use `grokking study --preset");
        row("unknown study", {"study", "--preset", "x", "--out", "x"}, 3, "choose one of");
        row("setting that is an axis",
            {"study", "--preset", study, "--out", "x", "--set", "learner.initScale=1"}, 3,
            "is an axis");
        row("folder that cannot be made", {"study", "--preset", study, "--out", "/proc/x"}, 5,
            "cannot be made");
        row("file for a folder", {"study", "--preset", study, "--out", PROGRAM}, 5,
            "cannot be made");
        row("table of nothing", {"table", "/nowhere.grok"}, 5, "/nowhere.grok");
        row("table in an unknown format", {"table", "x", "--format", "xls"}, 2, "--format");
    }

    void exitStatusSaysWhatWentWrong()
    {
        QFETCH(QStringList, arguments);
        QFETCH(int, status);
        QFETCH(QString, message);
        const Outcome outcome = call(arguments);
        const QString all = outcome.out + outcome.err;
        QVERIFY2(outcome.status == status, qPrintable(all));
        QVERIFY2(all.contains(message), qPrintable(all));
    }

    void runRefusesTheFileOfAStudy()
    {
        const Outcome outcome = call({"run", "--spec", m_spec});
        QCOMPARE(outcome.status, 2);
        QVERIFY(outcome.err.contains("grokking study"));
    }

    void specOfAStudyRepeatsIt()
    {
        const Outcome spec = call({"spec", "--preset", "carvalho-study-decay-and-init"});
        QCOMPARE(spec.status, 0);
        const QString file = m_folder->filePath("copy.json");
        QFile copy(file);
        QVERIFY(copy.open(QIODevice::WriteOnly));
        copy.write(spec.out.toUtf8());
        copy.close();
        const QStringList small{"--seeds", "1", "--steps", "1", "--set", "data.testSize=80"};
        const Outcome first = call(QStringList{"study", "--preset", "carvalho-study-decay-and-init",
                                               "--out", m_folder->filePath("a")}
                                   + small);
        const Outcome second =
            call(QStringList{"study", "--spec", file, "--out", m_folder->filePath("a")} + small);
        QVERIFY2(first.status == 0 && second.status == 0, qPrintable(first.err + second.err));
        QVERIFY(!first.err.contains(", 0 new"));
        QVERIFY(second.err.contains(" 0 to go on with, 0 new"));
        QCOMPARE(first.out, second.out);
    }

    // The figures of the table against those of the single runs.
    void tableSumsUpItsRuns()
    {
        QCOMPARE(call(studyIn("runs")).status, 0);
        const QString runs = m_folder->filePath("runs");
        QMap<QString, double> tests; // sum of final test scores by beginning of the file name
        for (const QString& line :
             call({"show", runs, "--json"}).out.split('\n', Qt::SkipEmptyParts)) {
            const QJsonObject run = objectOf(line);
            tests[run["id"].toString().section("-seed", 0, 0)] += run["test_score"].toDouble();
        }
        QCOMPARE(tests.size(), 4);
        const auto lines = call({"table", runs, "--format", "json", "--at", "20,60,100"})
                               .out.split('\n', Qt::SkipEmptyParts);
        QCOMPARE(lines.size(), 4);
        for (const QString& line : lines) {
            const QJsonObject row = objectOf(line);
            const QJsonObject settings = row["settings"].toObject();
            const QString name = QString("demo-missing-subclass-initScale%1-weightDecay%2")
                                     .arg(settings["learner.initScale"].toDouble())
                                     .arg(settings["training.optimizer.weightDecay"].toDouble());
            QVERIFY2(tests.contains(name), qPrintable(name));
            QCOMPARE(row["runs"].toInt(), 2);
            QVERIFY(std::abs(row["final_test"].toDouble() - tests[name] / 2.0) < 1e-12);
            QCOMPARE(row["test_at_60"].toDouble(), row["final_test"].toDouble());
            QVERIFY(row["test_at_20"].isDouble());
            QVERIFY(row["test_at_100"].isNull());
        }
        const QString file = m_folder->filePath("RESULTS.md");
        QCOMPARE(call({"table", runs, "--format", "markdown", "--out", file}).status, 0);
        QVERIFY(bytesOf(file).startsWith("| group |"));
    }

private:
    [[nodiscard]] QStringList studyIn(const QString& folder) const
    {
        return {"study", "--spec", m_spec, "--out", m_folder->filePath(folder)};
    }

    [[nodiscard]] QStringList filesIn(const QString& folder) const
    {
        return QDir(m_folder->filePath(folder)).entryList({"*.grok"}, QDir::Files, QDir::Name);
    }

    [[nodiscard]] QString writeStudy(const QByteArray& study) const
    {
        const QString name = m_folder->filePath("own.json");
        QFile file(name);
        if (file.open(QIODevice::WriteOnly))
            file.write(R"({"id": "own", "study": )" + study + "}");
        return name;
    }

    void verifyEqualRuns() const
    {
        QCOMPARE(filesIn("parts"), filesIn("whole"));
        for (const QString& file : filesIn("whole")) {
            const StoredRun whole = stored(m_folder->filePath("whole/" + file));
            const StoredRun parts = stored(m_folder->filePath("parts/" + file));
            QVERIFY(parts.spec == whole.spec);
            QVERIFY(eventsOf<Sampled>(parts) == eventsOf<Sampled>(whole));
            QVERIFY(eventsOf<Observed>(parts) == eventsOf<Observed>(whole));
            QVERIFY(*parts.checkpoint->state == *whole.checkpoint->state);
        }
    }

    std::unique_ptr<QTemporaryDir> m_folder;
    QString m_spec;
};

QTEST_GUILESS_MAIN(TestStudyCommand)
#include "tst_study_command.moc"

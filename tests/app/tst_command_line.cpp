// SPDX-FileCopyrightText: 2026 Grokking Explorer contributors
// SPDX-License-Identifier: GPL-3.0-or-later
// The command line program as scripts see it: what it prints where, its files and exit status.

#include <QDir>
#include <QFile>
#include <QJsonArray>
#include <QTemporaryDir>
#include <QtTest>

#include <cstdio>

#include "tests/app/command_line.h"

using namespace grokking;
using namespace grokking::test;

namespace {

// Returns the phase that goes with the verdict of a run that has come to its end.
QString phaseFor(const QString& verdict)
{
    static const QHash<QString, QString> phases{{"grokked", "grokking"},
                                                {"together", "comprehension"},
                                                {"memorized", "memorization"},
                                                {"failed", "confusion"}};
    return phases.value(verdict);
}

} // namespace

class TestCommandLine : public QObject
{
    Q_OBJECT

private slots:
    void init()
    {
        m_folder = std::make_unique<QTemporaryDir>();
        qputenv("XDG_DATA_HOME", m_folder->path().toUtf8());
    }

    void exitStatusSaysWhatWentWrong_data()
    {
        QTest::addColumn<QStringList>("arguments");
        QTest::addColumn<int>("status");
        QTest::addColumn<QString>("message"); // in what it prints
        const auto row = [](const char* name, const QStringList& arguments, int status,
                            const char* message) {
            QTest::newRow(name) << arguments << status << QString(message);
        };
        row("help", {"--help"}, 0, "Usage: grokking");
        row("help of a command", {"run", "--help"}, 0, "data.f=0.2");
        row("version", {"--version"}, 0, "grokking 0.");
        row("list of presets", {"list", "presets"}, 0, "demo-missing-subclass");
        row("list of data sets", {"list", "datasets"}, 0, "equivariant");
        row("list of learners", {"list", "learners"}, 0, "mlp");
        row("list of optimizers", {"list", "optimizers"}, 0, "adamw");
        row("list of metrics", {"list", "metrics"}, 0, "subclass-accuracy");
        row("no command", {}, 2, "give a command");
        row("unknown command", {"fly"}, 2, "fly");
        row("unknown option", {"run", "--fast"}, 2, "--fast");
        row("run of nothing", {"run"}, 2, "--preset");
        row("two sources", {"run", "--preset", "a", "--spec", "b"}, 2, "--preset");
        row("no jobs", smallRun + QStringList{"--jobs", "0"}, 2, "--jobs");
        row("many seeds into one file", smallRun + QStringList{"--seeds", "2", "--out", "a.grok"},
            2, "each seed gets a file");
        row("unknown preset", {"run", "--preset", "nothing"}, 3, "demo-missing-subclass");
        row("misspelled preset", {"run", "--preset", "Demo-mising-subclass"}, 3,
            "there is no such preset; the nearest is demo-missing-subclass;");
        row("part of a preset", {"data", "--preset", "fig3a-n"}, 3,
            "the nearest are carvalho-fig3a-n");
        row("misspelled learner", smallRun + QStringList{"--set", "learner=mlpp"}, 3,
            "not mlpp; the nearest is mlp");
        row("unknown setting", smallRun + QStringList{"--set", "data.g=1"}, 3, "data.g");
        row("seed out of range", smallRun + QStringList{"--seed", "18446744073709551615"}, 3,
            "whole number");
        row("value out of range", smallRun + QStringList{"--set", "data.f=2"}, 3, "from 0 to 1");
        row("geometry that does not exist",
            smallRun
                + QStringList{"--set", "data=custom-geometry", "--set", "data.withinDistance=6",
                              "--set", "data.betweenDistance=6"},
            3, "data.classes is too much: at most 4 codes are pairwise 6 apart in 9 bits");
        row("facts about data",
            {"data", "--preset", "demo-missing-subclass", "--set", "data.testSize=80"}, 0,
            "total variation of the subclass shares");
        row("facts about a table without a file",
            {"data", "--preset", "demo-missing-subclass", "--set", "data=csv"}, 3,
            "data.file is missing; give the path of a file");
        row("table that is not there",
            smallRun + QStringList{"--set", "data=csv", "--set", "data.file=/nowhere/mine.csv"}, 3,
            "data.file /nowhere/mine.csv: there is no such file");
        row("facts about no data", {"data"}, 2, "--preset");
        row("missing spec file", {"run", "--spec", "/nowhere/spec.json"}, 3, "cannot be read");
#ifdef GROKKING_TORCH
        row("device that is not there", smallRun + QStringList{"--device", "cuda:7"}, 3, "cuda:7");
#else
        row("device that is not there", smallRun + QStringList{"--device", "cuda:7"}, 3,
            "LibTorch");
#endif
        row("network that does not fit into memory",
            smallRun + QStringList{"--set", "learner.width=16384", "--set", "learner.depth=16"}, 3,
            "are available; choose a smaller network");
        row("divergence",
            smallRun
                + QStringList{"--set", "training.optimizer=sgd", "--set",
                              "training.optimizer.learningRate=1e3", "--set", "learner.loss=mse"},
            4, "diverged");
        row("folder that cannot be made", smallRun + QStringList{"--out", "/proc/nowhere"}, 5,
            "cannot be made");
        row("run file that is not there", {"show", "/nowhere/run.grok"}, 5, "/nowhere/run.grok");
    }

    void exitStatusSaysWhatWentWrong()
    {
        QFETCH(QStringList, arguments);
        QFETCH(int, status);
        QFETCH(QString, message);
        const Outcome outcome = call(arguments);
        QVERIFY2(outcome.status == status, qPrintable(outcome.out + outcome.err));
        QVERIFY2((outcome.out + outcome.err).contains(message),
                 qPrintable(outcome.out + outcome.err));
        if (status == 2 || status == 3 || status == 5)
            QVERIFY2(!outcome.err.isEmpty(), "errors go to stderr");
    }

    // A limit that the system does not tell of: 560 MB of data in 400 MB of addresses.
    void memoryThatIsNotGivenIsExplained_data()
    {
        QTest::addColumn<QString>("command");
        QTest::newRow("facts about data") << "data";
        QTest::newRow("estimate") << "run --estimate";
    }
    void memoryThatIsNotGivenIsExplained()
    {
#if defined(__SANITIZE_ADDRESS__) || defined(__SANITIZE_THREAD__)
        QSKIP("the sanitizer takes more addresses than the limit");
#endif
        QFETCH(QString, command);
        const QString line = QString("ulimit -v 400000; exec '%1' %2 --preset "
                                     "demo-missing-subclass --set data.testSize=3e5 --set "
                                     "data.n=3e5")
                                 .arg(PROGRAM, command);
        const Outcome outcome = call({"-c", line}, {}, "sh");
        QCOMPARE(outcome.status, 3);
        QVERIFY2(outcome.err.contains("error: memory: "), qPrintable(outcome.err));
    }

    void jsonHasTheFieldsScriptsRelyOn()
    {
        const Outcome outcome = call(smallRun + QStringList{"--json", "--out", m_folder->path()});
        QCOMPARE(outcome.status, 0);
        QCOMPARE(outcome.out.count('\n'), 1);
        const QJsonObject object = objectOf(outcome.out);
        for (const char* key : {"id",
                                "preset",
                                "seed",
                                "verdict",
                                "t1",
                                "t2",
                                "gap",
                                "steps",
                                "train_score",
                                "test_score",
                                "train_accuracy",
                                "test_accuracy",
                                "train_loss",
                                "test_loss",
                                "weight_norm",
                                "error",
                                "complexity",
                                "lehc_share",
                                "wall_seconds",
                                "steps_per_second",
                                "subclass_accuracy"})
            QVERIFY2(object.contains(key), key);
        QCOMPARE(object["id"].toString(), QString("demo-missing-subclass-seed0"));
        QCOMPARE(object["steps"].toInt(), 60);
        QCOMPARE(object["subclass_accuracy"].toArray().size(), 8);
        QCOMPARE(object["t2"].isNull(), object["gap"].isNull());
        const QJsonObject definitions = object["definitions"].toObject();
        QCOMPARE(definitions["threshold"].toObject()["t1"], object["t1"]);
        QCOMPARE(definitions["threshold"].toObject()["t2"], object["t2"]);
        QVERIFY(definitions["first_crossing"].toObject().contains("t2"));
        QVERIFY(definitions["erf_fit"].toObject().contains("sharpness2"));
        QCOMPARE(object["phase"].toString(), phaseFor(object["verdict"].toString()));
        QVERIFY(object["slingshots"].isArray());
        const QString file = m_folder->filePath("demo-missing-subclass-seed0.grok");
        QCOMPARE(call({"show", file, "--json"}).out, outcome.out);
        const QString text = call({"show", file}).out;
        for (const char* word :
             {"verdict", "phase", "room left", "stability", "first-crossing", "erf-fit"})
            QVERIFY2(text.contains(word), qPrintable(text));
    }

    // A Gaussian process has no weights, and its score is no accuracy.
    void regressionHasNeitherAccuracyNorWeightNorm()
    {
        const QString file = m_folder->filePath("sine.grok");
        const Outcome outcome =
            call({"run", "--preset", "miller-fig5-b", "--steps", "20", "--json", "--out", file});
        QCOMPARE(outcome.status, 0);
        const QJsonObject object = QJsonDocument::fromJson(outcome.out.toUtf8()).object();
        QVERIFY(object["train_accuracy"].isNull() && object["weight_norm"].isNull());
        QVERIFY(object["train_score"].isDouble());
        const QString text = call({"show", file}).out;
        QVERIFY2(text.contains("(1 - MSE / variance)"), qPrintable(text));
        QVERIFY2(!text.contains("weight norm"), qPrintable(text));
        QVERIFY(text.contains("LEHC share"));
    }

    void settingThatMeansNothingIsTold()
    {
        const QString file = m_folder->filePath("split.grok");
        const QStringList arithmetic{
            "run",     "--preset", "demo-missing-subclass",   "--steps", "10",
            "--quiet", "--set",    "data=modular-arithmetic", "--set",   "data.n=50"};
        const Outcome split = call(arithmetic + QStringList{"--out", file});
        QCOMPARE(split.status, 0);
        QVERIFY2(split.err.contains(
                     "warning: data.n means nothing here: only if data.sampling is draws"),
                 qPrintable(split.err));
        QVERIFY(call({"spec", file}).out.contains("\"n\": 50")); // kept
        const Outcome draws = call(arithmetic
                                   + QStringList{"--set", "data.sampling=draws", "--out",
                                                 m_folder->filePath("draws.grok")});
        QCOMPARE(draws.status, 0);
        QVERIFY2(!draws.err.contains("means nothing"), qPrintable(draws.err));
        QVERIFY(call({"run", "--help"}).out.contains("; only if data.sampling is split"));
    }

    void existingFileIsRefusedAndKept()
    {
        const QString file = m_folder->filePath("mine.grok");
        QCOMPARE(call(smallRun + QStringList{"--out", file}).status, 0);
        const auto before = QFileInfo(file).lastModified();
        const Outcome again = call(smallRun + QStringList{"--out", file});
        QCOMPARE(again.status, 5);
        QVERIFY(again.err.contains("exists"));
        QCOMPARE(QFileInfo(file).lastModified(), before);
    }

    void withoutOutRunsGoToTheUsersFolder()
    {
        QCOMPARE(call(smallRun).status, 0);
        QCOMPARE(call(smallRun).status, 0); // and never collide
        const QDir folder(m_folder->filePath("grokking-explorer/runs"));
        QCOMPARE(folder.entryList({"*.grok"}).size(), 2);
    }

    void quietSaysNothingOnStderr()
    {
        const Outcome outcome = call(smallRun + QStringList{"--quiet"});
        QCOMPARE(outcome.err, QString());
        const QString loud = call(smallRun).err;
        QVERIFY(loud.contains("60 / 60 steps"));
        QVERIFY(loud.contains(" MB per run"));
    }

    void tenSeedsTwoAtATimeGiveOneFileEach()
    {
        const Outcome outcome = call(smallRun
                                     + QStringList{"--seeds", "10", "--jobs", "2", "--seed", "5",
                                                   "--json", "--out", m_folder->path()});
        QCOMPARE(outcome.status, 0);
        QSet<int> seeds;
        for (const QString& line : outcome.out.split('\n', Qt::SkipEmptyParts))
            seeds.insert(objectOf(line)["seed"].toInt());
        QCOMPARE(seeds.size(), 10);
        for (int seed = 5; seed < 15; ++seed)
            QVERIFY(QFile::exists(
                m_folder->filePath(QString("demo-missing-subclass-seed%1.grok").arg(seed))));
        // Side by side or alone: the same run.
        const QString alone = m_folder->filePath("alone.grok");
        QCOMPARE(call(smallRun + QStringList{"--seed", "7", "--out", alone}).status, 0);
        QVERIFY(
            eventsOf<Sampled>(stored(alone))
            == eventsOf<Sampled>(stored(m_folder->filePath("demo-missing-subclass-seed7.grok"))));
    }

    void specOfARunRepeatsIt()
    {
        const QString first = m_folder->filePath("first.grok");
        const QString second = m_folder->filePath("second.grok");
        QCOMPARE(call(smallRun + QStringList{"--out", first}).status, 0);
        const Outcome spec = call({"spec", first});
        QCOMPARE(spec.status, 0);
        QCOMPARE(call({"run", "--spec", "-", "--out", second}, spec.out).status, 0);
        QVERIFY(eventsOf<Sampled>(stored(first)) == eventsOf<Sampled>(stored(second)));
        QVERIFY(stored(first).spec == stored(second).spec);
    }

    void specOfAPresetIsComplete()
    {
        const auto spec = objectOf(call({"spec", "--preset", "demo-missing-subclass"}).out);
        QCOMPARE(spec["data"].toObject()["f"].toDouble(), 0.2);
        QVERIFY(spec["training"].toObject()["optimizer"].toObject().contains("epsilon"));
    }

    void runThatCannotStartLeavesNoFileAndNoResult()
    {
        const QString file = m_folder->filePath("mine.grok");
        const Outcome outcome =
            call(smallRun + QStringList{"--device", "cuda:7", "--json", "--out", file});
        QCOMPARE(outcome.status, 3);
        QCOMPARE(outcome.out, QString());
        QVERIFY(!QFile::exists(file));
    }

    // 60 steps: 0, 1, 2, 5, 10, 20, 40, 50, 60.
    void estimateMakesNoRun()
    {
        const QString folder = m_folder->path() + "/estimated";
        const auto estimate = smallRun + QStringList{"--estimate", "--seeds", "3", "--jobs", "2"};
        const Outcome outcome = call(estimate + QStringList{"--json", "--out", folder});
        QCOMPARE(outcome.status, 0);
        QVERIFY(!QDir(folder).exists());
        const QJsonObject told = objectOf(outcome.out);
        QCOMPARE(told["runs"].toInt(), 3);
        QCOMPARE(told["jobs"].toInt(), 2);
        QCOMPARE(told["steps"].toInt(), 60);
        QCOMPARE(told["evaluations"].toInt(), 9);
        QCOMPARE(told["seconds"].toDouble(), 2.0 * told["run_seconds"].toDouble());
        QVERIFY(told["steps_per_second"].toDouble() > 0.0 && told["bytes"].toDouble() > 0.0);
        const Outcome text = call(estimate);
        QVERIFY2(text.out.startsWith("3 runs, 2 at a time: about "), qPrintable(text.out));
    }

    void runThatDoesNotFitLeavesNoFile()
    {
        const QString file = m_folder->filePath("mine.grok");
        QCOMPARE(call(smallRun
                      + QStringList{"--set", "learner.width=16384", "--set", "learner.depth=16",
                                    "--out", file})
                     .status,
                 3);
        QVERIFY(!QFile::exists(file));
    }

    void exportGivesOneRowPerEvaluation()
    {
        const QString file = m_folder->filePath("mine.grok");
        QCOMPARE(call(smallRun + QStringList{"--out", file}).status, 0);
        const auto lines = call({"export", file}).out.split('\n', Qt::SkipEmptyParts);
        QCOMPARE(lines.size(), 1 + 9); // 0 1 2 5 10 20 40 50 60
        QVERIFY(lines[0].startsWith("step,epoch,train_loss,train_score"));
        QVERIFY(lines[0].contains("subclass-accuracy:A1"));
        QCOMPARE(lines[0].count(','), lines[9].count(','));
        const auto json = objectOf(call({"export", file, "--format", "json"}).out);
        QCOMPARE(json["columns"].toObject()["step"].toArray().size(), 9);
        const QString table = m_folder->filePath("table.csv");
        QCOMPARE(call({"export", file, "--out", table}).status, 0);
        QCOMPARE(call({"export", file, "--out", table}).status, 5); // never overwrites
    }

    void exportGivesWeightsAndData()
    {
        const QString file = m_folder->filePath("mine.grok");
        QCOMPARE(call(smallRun + QStringList{"--out", file}).status, 0);
        const QString weights = m_folder->filePath("weights.npz");
        const Outcome toNowhere = call({"export", file, "--format", "npz"});
        QCOMPARE(toNowhere.status, 2);
        QVERIFY(toNowhere.err.contains("--out weights.npz"));
        const Outcome last = call({"export", file, "--format", "npz", "--out", weights});
        QCOMPARE(last.status, 0);
        QVERIFY(last.err.contains("weights of step 60"));
        QCOMPARE(call({"export", file, "--format", "npz", "--out", weights}).status, 5);
        const Outcome unknown =
            call({"export", file, "--format", "npz", "--step", "7", "--out", weights + "2"});
        QCOMPARE(unknown.status, 2);
        QVERIFY2(unknown.err.contains("choose one of: 0, "), qPrintable(unknown.err));
        QCOMPARE(call({"export", file, "--step", "7"}).status, 2);

        const Outcome data = call({"export", file, "--format", "data"});
        QCOMPARE(data.status, 0);
        QVERIFY(data.out.startsWith("split,class,subclass,subsampled,x0,"));
        const QString table = m_folder->filePath("data.csv");
        QCOMPARE(call({"export", file, "--format", "data", "--out", table}).status, 0);
        QFile written(table);
        QVERIFY(written.open(QFile::ReadOnly));
        QCOMPARE(QString::fromUtf8(written.readAll()), data.out);
    }

    // As on a full disk.
    void resultsThatCannotBeWrittenAreAnError()
    {
        QProcess process;
        process.setStandardOutputFile("/dev/full");
        process.start(PROGRAM, {"list", "presets", "--json"});
        QVERIFY(process.waitForFinished(30'000));
        QCOMPARE(process.exitCode(), 5);
        QVERIFY(process.readAllStandardError().contains("disk"));
    }

    // Names of files are bytes, not text.
    void nameThatIsNoTextIsNoProblem()
    {
        const QByteArray name = QFile::encodeName(m_folder->path()) + "/a\xe9.grok";
        QCOMPARE(call(smallRun + QStringList{"--out", m_folder->filePath("a.grok")}).status, 0);
        QCOMPARE(std::rename(QFile::encodeName(m_folder->filePath("a.grok")), name), 0);
        for (const char* command : {"show --json", "export --format json", "table --format json"}) {
            const QString line = QString("%1 %2/*.grok").arg(command, m_folder->path());
            const Outcome outcome = call({"-c", QString(PROGRAM " ") + line}, {}, "sh");
            QVERIFY2(outcome.status == 0, qPrintable(line + outcome.err));
            QVERIFY2(outcome.out.contains("{"), qPrintable(line));
        }
    }

    void brokenRunFileIsExplained()
    {
        const QString file = m_folder->filePath("broken.grok");
        QFile broken(file);
        QVERIFY(broken.open(QIODevice::WriteOnly));
        broken.write("this is no run");
        broken.close();
        for (const QStringList& arguments :
             {QStringList{"show", file}, {"export", file}, {"spec", file}, {"resume", file}}) {
            const Outcome outcome = call(arguments);
            QCOMPARE(outcome.status, 3);
            QVERIFY(outcome.err.contains("broken.grok"));
        }
    }

private:
    std::unique_ptr<QTemporaryDir> m_folder;
};

QTEST_GUILESS_MAIN(TestCommandLine)
#include "tst_command_line.moc"

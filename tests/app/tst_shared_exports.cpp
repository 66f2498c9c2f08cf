// SPDX-FileCopyrightText: 2026 Grokking Explorer contributors
// SPDX-License-Identifier: GPL-3.0-or-later
// Weights and generated data of a run.
#include "app/shared/generated_data.h"
#include "app/shared/run_weights.h"
#include "core/train/catalogs.h"
#include "core/train/preparation.h"
#include "core/train/training_session.h"

#include <QFile>
#include <QRegularExpression>
#include <QTemporaryDir>
#include <QtTest>

#include "tests/support/small_experiment.h"

#include <sstream>

using namespace grokking;
using namespace grokking::test;

namespace {

// Collects a run as its file would hold it.
class StoredRunSink final : public EventSink
{
public:
    void publish(const TrainingEvent& event) override
    {
        if (const auto* checkpoint = std::get_if<CheckpointTaken>(&event))
            run.checkpoint = *checkpoint;
        else
            run.events.push_back(event);
    }

    StoredRun run;
};

StoredRun runOf(const ExperimentSpec& spec)
{
    StoredRunSink sink;
    sink.run.file = "small.grok";
    sink.run.spec = spec;
    {
        TrainingSession session(spec, {&sink});
        session.start();
        while (!session.isFinished())
            std::this_thread::yield();
    }
    return sink.run;
}

} // namespace

class TestSharedExports : public QObject
{
    Q_OBJECT

private slots:
    void weightsAreThoseOfTheLastCheckpoint()
    {
        const StoredRun run = runOf(smallExperiment());
        QCOMPARE(run.checkpoint->step, 60);
        const auto weights = weightsOf(run);
        QVERIFY(weights);
        QCOMPARE(weights->step, 60);
        QCOMPARE(weights->blocks.front().shape, (Shape{8, 117}));
        // The norm of the last sample is that of these parameters.
        double squares = 0.0;
        for (const double value : weights->parameters)
            squares += value * value;
        for (auto event = run.events.rbegin(); event != run.events.rend(); ++event)
            if (const auto* sample = std::get_if<Sampled>(&*event)) {
                QVERIFY(std::abs(std::sqrt(squares) / sample->weightNorm - 1.0) < 1e-6);
                return;
            }
        QFAIL("no sample");
    }

    void weightsOfASnapshotAreItsOwn()
    {
        const StoredRun run = runOf(smallExperiment());
        const auto weights = weightsOf(run, 0);
        QVERIFY(weights);
        for (const TrainingEvent& event : run.events)
            if (const auto* snapshot = std::get_if<SnapshotTaken>(&event);
                snapshot && snapshot->step == 0)
                QVERIFY(weights->parameters == *snapshot->parameters);
    }

    void stepThatWasNotKeptNamesThoseThatWere()
    {
        const StoredRun run = runOf(smallExperiment());
        const auto missing = weightsOf(run, 7);
        QVERIFY(!missing);
        QCOMPARE(missing.error().code, ErrorCode::Usage);
        QVERIFY(QString::fromStdString(missing.error().message).contains("60"));
        StoredRun nothing = run;
        nothing.checkpoint.reset();
        std::erase_if(nothing.events, [](const TrainingEvent& event) {
            return std::holds_alternative<SnapshotTaken>(event);
        });
        QCOMPARE(weightsOf(nothing).error().code, ErrorCode::InvalidFile);
    }

    // Older weights in place of the last ones would be a silent surprise.
    void damagedCheckpointIsSaidWhereItsWeightsAreAskedFor()
    {
        StoredRun run = runOf(smallExperiment());
        run.checkpoint.reset();
        run.checkpointProblem = Error{ErrorCode::InvalidFile, "the checkpoint is damaged"};
        QCOMPARE(weightsOf(run).error().message, run.checkpointProblem->message);
        QCOMPARE(weightsOf(run, 60).error().message, run.checkpointProblem->message);
        QVERIFY(weightsOf(run, 0));
    }

    void blocksOutsideTheParametersAreDamage()
    {
        StoredRun run = runOf(smallExperiment());
        for (TrainingEvent& event : run.events)
            if (auto* started = std::get_if<RunStarted>(&event))
                started->parameters.front().offset = 1'000'000;
        QCOMPARE(weightsOf(run).error().code, ErrorCode::InvalidFile);
    }

    void numbersToPredictHaveAllDigits()
    {
        const Dataset dataset{
            .train = {.inputs = Array<double>({1, 1}), .targets = RealTargets{{0.1}}},
            .test = {.inputs = Array<double>({1, 1}), .targets = RealTargets{{-1.0 / 3.0}}}};
        std::ostringstream stream;
        writeDataCsv(stream, dataset);
        QCOMPARE(stream.str(),
                 std::string("split,y,x0\ntrain,0.1,0\ntest,-0.3333333333333333,0\n"));
    }

    void dataIsOneLinePerExample()
    {
        const auto dataset = prepareDataset(smallExperiment());
        QVERIFY(dataset);
        std::ostringstream stream;
        writeDataCsv(stream, *dataset);
        const auto lines = QString::fromStdString(stream.str()).split('\n', Qt::SkipEmptyParts);
        QCOMPARE(lines.size(), 1 + dataset->train.size() + dataset->test.size());
        const QStringList header = lines[0].split(',');
        QCOMPARE(header.mid(0, 5), QStringList({"split", "class", "subclass", "subsampled", "x0"}));
        QCOMPARE(header.last(), QString("x116"));
        const QStringList first = lines[1].split(',');
        QCOMPARE(first.size(), header.size());
        QCOMPARE(first[0], QString("train"));
        const auto group = static_cast<std::size_t>(dataset->train.groups[0]);
        QCOMPARE(first[2], QString::fromStdString(dataset->grouping->names[group]));
        QCOMPARE(first[4].toDouble(), dataset->train.inputs.row(0)[0]); // all digits
        QCOMPARE(lines.last().split(',').first(), QString("test"));
        QCOMPARE(lines.last().split(',').last().toDouble(),
                 dataset->test.inputs.row(dataset->test.size() - 1)[116]);
    }

    // Subsampled subclasses are marked, and there are as many examples as their size says.
    void subsampledSubclassesAreMarked()
    {
        const auto dataset = prepareDataset(smallExperiment());
        std::ostringstream stream;
        writeDataCsv(stream, *dataset);
        QMap<QString, qint64> examples;
        for (const QString& line : QString::fromStdString(stream.str()).split('\n'))
            if (line.startsWith("train,"))
                ++examples[line.section(',', 2, 3)];
        const Grouping& groups = *dataset->grouping;
        for (std::size_t i = 0; i < groups.names.size(); ++i)
            QCOMPARE(examples[QString::fromStdString(groups.names[i])
                              + (groups.subsampled[i] ? ",1" : ",0")],
                     groups.trainingSize[i]);
    }

    // The first training pair in each encoding, and a header of its own.
    void otherInputsAndTargetsHaveTheirColumns_data()
    {
        QTest::addColumn<QString>("encoding");
        QTest::addColumn<QString>("header");
        QTest::addColumn<QString>("pattern"); // x and y are %1 and %2, their sum %3
        QTest::newRow("numbers without subclasses") << "one-hot"
                                                    << "split,class,x0,x1,x2,x3,x4,x5"
                                                    << "train,%3,[01,]{11}";
        QTest::newRow("tokens") << "tokens"
                                << "split,class,t0,t1,t2"
                                << "train,%3,%1,%2,3";
        QTest::newRow("a sequence") << "equation"
                                    << "split,y0,y1,y2,y3,y4,y5,t0,t1,t2,t3,t4,t5"
                                    << "train,,,,,2%3,0,0,2%1,6,2%2,1,2%3";
    }

    void otherInputsAndTargetsHaveTheirColumns()
    {
        QFETCH(QString, encoding);
        QFETCH(QString, header);
        QFETCH(QString, pattern);
        const auto dataset = prepareDataset(
            smallExperiment({"data=modular-arithmetic", "data.modulus=3", "data.trainFraction=0.7",
                             "data.encoding=" + encoding.toStdString()}));
        std::ostringstream stream;
        writeDataCsv(stream, *dataset);
        const auto lines = QString::fromStdString(stream.str()).split('\n', Qt::SkipEmptyParts);
        QCOMPARE(lines.size(), 10);
        QCOMPARE(lines[0], header);
        const int x = dataset->train.pairs[0] / 3;
        const int y = dataset->train.pairs[0] % 3;
        const bool isText = encoding == "equation"; // numbers are tokens 22, 23 and 24
        const auto shown = [&](int number) { return isText ? number + 2 : number; };
        const QString line = pattern.replace("%1", QString::number(shown(x)))
                                 .replace("%2", QString::number(shown(y)))
                                 .replace("%3", QString::number(shown((x + y) % 3)));
        QVERIFY2(QRegularExpression("^" + line + "$").match(lines[1]).hasMatch(),
                 qPrintable(lines[1] + " is not " + line));
    }

    void existingFileIsRefused()
    {
        const QTemporaryDir folder;
        const auto file = folder.filePath("data.csv").toStdString();
        QVERIFY(exportData(smallExperiment(), file));
        QCOMPARE(exportData(smallExperiment(), file).error().code, ErrorCode::FileExists);
        QCOMPARE(exportData(smallExperiment(), "/nowhere/data.csv").error().code,
                 ErrorCode::FileAccess);
    }
};

QTEST_GUILESS_MAIN(TestSharedExports)
#include "tst_shared_exports.moc"

// SPDX-FileCopyrightText: 2026 Grokking Explorer contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/train/run_memory.h"

#include <QtTest>

#include "tests/support/small_experiment.h"

using namespace grokking;
using namespace grokking::test;

namespace {

constexpr std::int64_t gigabyte = 1'000'000'000;

} // namespace

class TestRunMemory : public QObject
{
    Q_OBJECT

private slots:
    void smallRunTakesLittle()
    {
        QVERIFY(runMemory(smallExperiment()).total() < 10'000'000);
        QVERIFY(!memoryProblem(smallExperiment()));
    }

    void eachSettingMovesItsPart_data()
    {
        QTest::addColumn<QString>("assignment");
        QTest::addColumn<QString>("remedy");
        QTest::newRow("test samples") << "data.testSize=1e6"
                                      << "data";
        QTest::newRow("width") << "learner.width=9000"
                               << "learner";
        QTest::newRow("whole batch") << "data.n=1e6"
                                     << "training.batchSize";
    }

    // Parameters and two moments of 12,000 x 12,000 weights, 4 bytes each: no memory helps.
    void checkpointThatNoFileHoldsIsRefused()
    {
        const auto spec =
            smallExperiment({"learner.width=12000", "learner.depth=2", "training.optimizer=adam"});
        const auto problem = memoryProblem(spec, 1000 * gigabyte);
        QVERIFY(problem.has_value());
        QVERIFY(problem->message.find("checkpoint") != std::string::npos);
    }

    // The refusal tells what there is, what it takes, and what to change.
    void eachSettingMovesItsPart()
    {
        QFETCH(QString, assignment);
        QFETCH(QString, remedy);
        const auto spec = smallExperiment({"training.batchSize=0", "training.evaluateEvery=1",
                                           "learner.width=200", "training.engine=libtorch",
                                           assignment.toStdString()});
        const auto problem = memoryProblem(spec, gigabyte / 2);
        QVERIFY(problem.has_value());
        QVERIFY(problem->code == ErrorCode::Unavailable);
        const auto text = QString::fromStdString(problem->text());
        const RunMemory memory = runMemory(spec);
        QVERIFY2(
            text.contains(QString::fromStdString(memoryText(memory.atOnce() + memory.program))),
            qPrintable(text));
        QVERIFY2(text.contains("500 MB are available"), qPrintable(text));
        QVERIFY2(text.contains(remedy + ")") || text.contains(remedy + " "), qPrintable(text));
        QVERIFY(!memoryProblem(spec, 1000 * gigabyte));
    }

    void longRunIsNotRefusedForItsHistory()
    {
        const auto spec = smallExperiment({"training.steps=1e12", "training.evaluateEvery=1"});
        QVERIFY(runMemory(spec).total() > 1000 * gigabyte);
        QVERIFY(!memoryProblem(spec, gigabyte / 2));
    }

    // k-means compares the pixels of one digit's pictures at a time; a network takes more.
    void makingOfTheDataCounts()
    {
        ExperimentSpec spec = defaultSpec(catalogs());
        QVERIFY(assign(spec, catalogs(), "data.id=digits"));
        const std::int64_t network = runMemory(spec).making;
        QVERIFY(network > 50'000'000);
        QVERIFY(memoryProblem(spec, 60'000'000)->message.find("making them") != std::string::npos);
        QVERIFY(assign(spec, catalogs(), "data.clustersFrom=pixels"));
        const auto pictures = integerValue(spec.data.parameters, "perDigit");
        QCOMPARE(runMemory(spec).making, pictures * 20 * 20 * 8);
    }

    // It is over before learner and optimizer take theirs.
    void makingAndTrainingShareTheirMemory()
    {
        const RunMemory memory{.data = 10, .making = 50, .network = 20, .activations = 15};
        QCOMPARE(memory.atOnce(), std::int64_t{60});
    }

    void lackOfMemoryIsAnError()
    {
        const auto refused =
            orMemoryRefused(smallExperiment(), "data", []() -> Status { throw std::bad_alloc(); });
        QCOMPARE(refused.error().code, ErrorCode::Unavailable);
        const auto failed = orMemoryRefused(smallExperiment(), "data",
                                            []() -> Status { throw std::runtime_error("broken"); });
        QCOMPARE(failed.error().text(), Error({ErrorCode::Internal, "broken", "data"}).text());
    }

    void runsShareTheProgram()
    {
        constexpr std::int64_t program = 100'000'000;
        const RunMemory memory{.data = gigabyte, .program = program};
        QCOMPARE(runsThatFit(memory, program + 3 * gigabyte), std::size_t{3});
        QCOMPARE(runsThatFit(memory, program + 3 * gigabyte - 1), std::size_t{2});
        QCOMPARE(runsThatFit(memory, 0), std::size_t{0});
    }

    void textHasTwoUnits()
    {
        QCOMPARE(memoryText(1), std::string("1 MB"));
        QCOMPARE(memoryText(14'000'001), std::string("15 MB"));
        QCOMPARE(memoryText(2'340'000'000), std::string("2.4 GB"));
        QCOMPARE(memoryText(12 * gigabyte), std::string("12.0 GB"));
    }

    void runRecordsItsEstimate()
    {
        CollectingSink sink;
        TrainingSession session(smallExperiment(), {&sink});
        session.start();
        QTRY_VERIFY_WITH_TIMEOUT(session.isFinished(), 20'000);
        const auto started = sink.all<RunStarted>();
        QCOMPARE(started.size(), std::size_t{1});
        QCOMPARE(started.front().environment.at("memory-estimate-bytes"),
                 std::to_string(runMemory(smallExperiment()).total()));
    }
};

QTEST_GUILESS_MAIN(TestRunMemory)
#include "tst_run_memory.moc"

// SPDX-FileCopyrightText: 2026 Grokking Explorer contributors
// SPDX-License-Identifier: GPL-3.0-or-later
// The size of the Transformer against counts of the papers, its memory, its training and what it
// refuses; its numbers are in tst_transformer_numbers.cpp.

#include "core/data/dataset_catalog.h"
#include "core/learners/learner_catalog.h"
#include "core/learners/transformer.h"

#include <QtTest>

#include "tests/support/token_experiment.h"

#include <atomic>
#include <cmath>
#include <cstdlib>
#include <new>
#include <numeric>

#include <malloc.h>

using namespace grokking;
using namespace grokking::test;

namespace {

std::atomic<std::int64_t> allocations = 0;
std::atomic<std::int64_t> bytesInUse = 0;

void* counted(void* memory)
{
    if (!memory)
        throw std::bad_alloc();
    ++allocations;
    bytesInUse += static_cast<std::int64_t>(malloc_usable_size(memory));
    return memory;
}

void release(void* memory)
{
    bytesInUse -= static_cast<std::int64_t>(malloc_usable_size(memory));
    std::free(memory);
}

} // namespace

// Counts what the program allocates.
void* operator new(std::size_t size)
{
    return counted(std::malloc(size));
}

void* operator new(std::size_t size, std::align_val_t alignment)
{
    const auto unit = static_cast<std::size_t>(alignment);
    return counted(std::aligned_alloc(unit, (size + unit - 1) / unit * unit));
}

void operator delete(void* memory) noexcept
{
    release(memory);
}

void operator delete(void* memory, std::size_t) noexcept
{
    release(memory);
}

void operator delete(void* memory, std::align_val_t) noexcept
{
    release(memory);
}

class TestTransformer : public QObject
{
    Q_OBJECT

private slots:
    void parametersAreThoseOfThePapers_data()
    {
        QTest::addColumn<QStringList>("changes");
        QTest::addColumn<qint64>("positions");
        QTest::addColumn<qint64>("vocabulary");
        QTest::addColumn<qint64>("inLayers");
        QTest::addColumn<qint64>("all");
        // 4 * 128^2 + 2 * 128 * 512; with embeddings (98 + 3) * 128 and output 97 * 128.
        QTest::newRow("one layer (Nanda et al.)")
            << QStringList() << 3LL << 98LL << 196'608LL << 196'608LL + (98 + 3 + 97) * 128;
        // Twice that and two norms of 2 * 128 in each layer.
        QTest::newRow("two layers (Power et al.)")
            << QStringList{"learner.layers=2", "learner.norm=post", "learner.positions=sinusoidal"}
            << 5LL << 239LL << 394'240LL << 394'240LL + (239 + 97) * 128;
    }

    void parametersAreThoseOfThePapers()
    {
        QFETCH(QStringList, changes);
        QFETCH(qint64, positions);
        QFETCH(qint64, vocabulary);
        QFETCH(qint64, inLayers);
        QFETCH(qint64, all);
        Changes texts;
        for (const QString& change : changes)
            texts.push_back(change.toStdString());
        const ExperimentSpec spec = experiment(texts);
        const DatasetShape shape{.trainingExamples = 1,
                                 .testExamples = 1,
                                 .positions = positions,
                                 .vocabulary = vocabulary,
                                 .classes = 97};
        const LearnerKind& kind = *findLearner("transformer");
        QCOMPARE(kind.size(shape, spec.learner).parameters, all);
        const TransformerLayout layout(TransformerShape(shape, spec.learner.parameters));
        qint64 found = 0;
        for (const ParameterBlock& block : layout.blocks)
            found += block.name.starts_with("Layer") ? elementCount(block.shape) : 0;
        QCOMPARE(found, inLayers);
    }

    void equationsNeedTheParametersOfPowerEtAl()
    {
        const ExperimentSpec spec =
            experiment({"data=modular-arithmetic", "data.encoding=equation", "data.modulus=97",
                        "learner.layers=2", "learner.norm=post", "learner.positions=sinusoidal"});
        const DatasetShape shape = datasetShape(spec);
        QCOMPARE(shape.classes, 239);
        QCOMPARE(findLearner("transformer")->misfit(shape, spec.learner.parameters), std::string());
        QCOMPARE(transformerSize(shape, spec.learner).parameters, 394'240 + 2 * 239 * 128);
    }

    void initialWeightsHaveTheirDeviation()
    {
        const Dataset dataset = modularAddition(97, 100);
        const auto learner = make(dataset, {});
        const auto values = learner->parameters();
        const double deviation = norm(values) / std::sqrt(static_cast<double>(values.size()));
        const double expected = 0.8 / std::sqrt(128.0);
        QVERIFY(std::abs(deviation - expected) < 0.01 * expected); // of 222,000 draws: 0.0015
    }

    void batchOfAllExamplesEqualsTheFullBatch()
    {
        const Dataset dataset = modularAddition(23, 300); // more than one block of rows
        const auto full = make(dataset, small);
        const auto listed = make(dataset, small);
        std::vector<std::int32_t> everybody(300);
        std::iota(everybody.begin(), everybody.end(), 0);
        train(*full, 3);
        train(*listed, 3, everybody);
        QVERIFY(full->parameters() == listed->parameters());
    }

    void stateRestoresBitByBit()
    {
        const Dataset dataset = modularAddition(13, 60);
        const auto straight = make(dataset, {});
        train(*straight, 10);
        const auto first = make(dataset, {});
        train(*first, 4);
        const auto second = make(dataset, {});
        QVERIFY(bool(second->restoreState(first->saveState())));
        for (std::int64_t step = 4; step < 10; ++step)
            second->step(step, {}, {});
        QVERIFY(second->saveState() == straight->saveState());
        const auto state = first->saveState();
        QVERIFY(!second->restoreState(std::span(state).first(10)));
    }

    void stepAllocatesNothing()
    {
        const Dataset dataset = modularAddition(23, 300);
        std::vector<std::int32_t> batch(280);
        std::iota(batch.begin(), batch.end(), 0);
        const auto learner = make(dataset, {});
        const std::int64_t before = allocations;
        train(*learner, 3);
        train(*learner, 3, batch);
        QCOMPARE(allocations.load(), before);
    }

    void memoryIsToldInAdvance()
    {
        const Dataset dataset = modularAddition(97, 2800);
        const ExperimentSpec spec = experiment({});
        const LearnerMemory told =
            transformerMemory({shapeOf(dataset), spec.learner, spec.training.optimizer});
        const std::int64_t before = bytesInUse;
        const auto learner = make(dataset, {});
        const std::int64_t taken = bytesInUse - before;
        QVERIFY2(taken <= told.total() && told.total() < 2 * taken,
                 qPrintable(QString("%1 of %2").arg(taken).arg(told.total())));
        QVERIFY(std::ssize(learner->saveState()) <= told.checkpoint + 8);
    }

    void stoppedStepLeavesNoTrace()
    {
        const Dataset dataset = modularAddition(13, 60);
        const auto learner = make(dataset, {});
        const auto before = learner->saveState();
        std::stop_source stop;
        stop.request_stop();
        QVERIFY(!learner->step(0, {}, stop.get_token()));
        QVERIFY(learner->saveState() == before);
    }

    void learnsModularAdditionByHeart()
    {
        const Dataset dataset = modularAddition(11, 60);
        const auto learner = make(dataset, {"learner.modelWidth=32", "learner.mlpWidth=64"});
        const double before = learner->evaluate(Split::Train, {}).loss;
        QVERIFY(std::abs(before - std::log(11.0)) < 0.5);
        train(*learner, 300);
        const Evaluation after = learner->evaluate(Split::Train, {});
        QCOMPARE(after.score, 1.0);
        QVERIFY(after.loss < 0.1);
    }

    void numbersAreCutIntoEqualPositions()
    {
        const auto positions = [](std::int64_t features, const char* tokenSize) {
            return TransformerShape({.features = features, .classes = 4},
                                    experiment({tokenSize}).learner.parameters)
                .positions;
        };
        QCOMPARE(positions(117, "learner.tokenSize=0"), 9);
        QCOMPARE(positions(40, "learner.tokenSize=0"), 4);
        QCOMPARE(positions(7, "learner.tokenSize=0"), 1);
        QCOMPARE(positions(17, "learner.tokenSize=0"), 17);
        QCOMPARE(positions(40, "learner.tokenSize=5"), 8);
    }

    void unsuitableDataAreExplained()
    {
        const LearnerKind& kind = *findLearner("transformer");
        const DatasetShape numbers{.features = 20, .classes = 4};
        const DatasetShape tokens{.positions = 3, .vocabulary = 3, .classes = 4};
        const auto misfit = [&kind](const DatasetShape& shape, const Changes& changes) {
            return kind.misfit(shape, experiment(changes).learner.parameters);
        };
        QVERIFY(misfit(numbers, {"learner.tokenSize=13"}).find("20 inputs into positions of 13")
                != std::string::npos);
        QCOMPARE(misfit(numbers, {}), std::string());
        QCOMPARE(misfit(numbers, {"learner.tokenSize=5"}), std::string());
        QVERIFY(misfit(numbers, {"learner.tokenSize=5", "learner.tiedOutput=true"}).find("numbers")
                != std::string::npos);
        QVERIFY(misfit(tokens, {"learner.tiedOutput=true"}).find("fewer tokens than classes")
                != std::string::npos);
        QCOMPARE(misfit(tokens, {}), std::string());
        const DatasetShape sequences{
            .positions = 6, .vocabulary = 9, .classes = 9, .targetPositions = 6};
        QCOMPARE(misfit(sequences, {}), std::string());
        QVERIFY(misfit(sequences, {"learner.readout=mean"}).find("set learner.readout to last")
                != std::string::npos);
    }

    void headsMustDivideTheWidth()
    {
        ExperimentSpec spec = experiment({"learner.heads=3"});
        const auto problems = validate(spec, catalogs());
        QCOMPARE(problems.size(), std::size_t{1});
        QCOMPARE(problems.front().path, std::string("learner.heads"));
    }

    void fusedEngineHasWhatItCanDo_data()
    {
        QTest::addColumn<QString>("change");
        QTest::addColumn<bool>("fused");
        QTest::newRow("one layer") << "learner.layers=1" << true;
        QTest::newRow("two layers") << "learner.layers=2" << false;
        QTest::newRow("norm") << "learner.norm=pre" << false;
        QTest::newRow("mean readout") << "learner.readout=mean" << false;
        QTest::newRow("dropout") << "learner.dropout=0.1" << false;
        QTest::newRow("huge tables") << "learner.mlpWidth=16384" << false;
    }

    void fusedEngineHasWhatItCanDo()
    {
        QFETCH(QString, change);
        QFETCH(bool, fused);
        const ExperimentSpec spec = experiment({change.toStdString()});
        const DatasetShape tokens{.positions = 3, .vocabulary = 998, .classes = 97};
        QCOMPARE(isFused(*findLearner("transformer"), tokens, spec.learner.parameters), fused);
    }
};

QTEST_GUILESS_MAIN(TestTransformer)
#include "tst_transformer.moc"

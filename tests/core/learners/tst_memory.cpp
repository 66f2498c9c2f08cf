// SPDX-FileCopyrightText: 2026 Grokking Explorer contributors
// SPDX-License-Identifier: GPL-3.0-or-later
// Held against hand counts; tests/bench/memory.sh holds the whole estimate against real runs.

#include "core/data/dataset_catalog.h"
#include "core/learners/mlp_memory.h"

#include <QtTest>

#include "tests/support/small_experiment.h"
#include "tests/support/usable_parameters.h"

using namespace grokking;
using namespace grokking::test;

namespace {

constexpr DatasetShape shape{
    .trainingExamples = 1000, .testExamples = 500, .features = 10, .classes = 4};

LearnerMemory memoryOf(std::initializer_list<std::string> assignments, std::int64_t batchSize,
                       Engine engine)
{
    const ExperimentSpec spec = smallExperiment(assignments);
    return mlpMemory({shape, spec.learner, spec.training.optimizer, batchSize, engine});
}

} // namespace

class TestMemory : public QObject
{
    Q_OBJECT

private slots:
    // 10-20-20-4: 11 * 20 + 21 * 20 + 21 * 4.
    void parametersAreCounted()
    {
        QCOMPARE(mlpSize(shape, smallExperiment({"learner.width=20"}).learner).parameters, 724);
        QCOMPARE(mlpSize(shape, smallExperiment({"learner.depth=0"}).learner).parameters, 44);
    }

    void optimizerStateIsCounted()
    {
        const auto parameters = [](const char* optimizer) {
            return memoryOf({"learner.width=20", optimizer}, 0, Engine::LibTorch).parameters;
        };
        QCOMPARE(parameters("training.optimizer=sgd"), 3 * 724 * 4);
        QCOMPARE(parameters("training.optimizer=adam"), 5 * 724 * 4);
        QCOMPARE(parameters("training.optimizer.grokfastLambda=2"), 6 * 724 * 4);
        QCOMPARE(parameters("training.optimizer.weightNoise=0.1"), 6 * 724 * 4);
    }

    void float64TakesTwiceAsMuch()
    {
        const auto single = memoryOf({"learner.precision=float32"}, 0, Engine::LibTorch);
        const auto twice = memoryOf({"learner.precision=float64"}, 0, Engine::LibTorch);
        QCOMPARE(twice.parameters, 2 * single.parameters);
        QCOMPARE(twice.activations, 2 * single.activations);
        QCOMPARE(twice.checkpoint, 2 * single.checkpoint);
    }

    // Per example of a step 20 + 20 + 4 results and two gradients of 20, fourfold: freed blocks are
    // kept; of an evaluation 3 * 20 and 4 * 4.
    void wholeBatchIsHeldByLibTorchOnly()
    {
        const auto activations = [](std::int64_t batch, Engine engine) {
            return memoryOf({"learner.width=20"}, batch, engine).activations;
        };
        QCOMPARE(activations(0, Engine::LibTorch), 1000 * 84 * 4 * 4);
        QCOMPARE(activations(0, Engine::Fused), 256 * 84 * 4);
        QCOMPARE(activations(10, Engine::LibTorch), 1000 * 76 * 4);
    }

    void shapeIsThatOfTheData_data()
    {
        QTest::addColumn<int>("kind");
        for (int kind = 0; kind < static_cast<int>(datasetKinds().size()); ++kind)
            QTest::newRow(datasetKinds()[static_cast<std::size_t>(kind)].entry.id.c_str()) << kind;
    }

    void shapeIsThatOfTheData()
    {
        QFETCH(int, kind);
        const DatasetKind& entry = datasetKinds()[static_cast<std::size_t>(kind)];
        Parameters parameters = test::quickParameters(entry.entry);
        parameters["n"] = std::int64_t{333};
        const DatasetShape known = entry.shape(parameters, {1, 2, 3});
        const Dataset data = *entry.make(parameters, {1, 2, 3}, {});
        QCOMPARE(known.trainingExamples, data.train.size());
        QCOMPARE(known.testExamples, data.test.size());
        QCOMPARE(known.features, data.train.inputs.rowSize());
        QCOMPARE(known.classes, classCount(data.train.targets));
        QCOMPARE(known.groups, data.grouping ? std::ssize(data.grouping->names) : 0);
    }
};

QTEST_APPLESS_MAIN(TestMemory)
#include "tst_memory.moc"

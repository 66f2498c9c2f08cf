// SPDX-FileCopyrightText: 2026 Grokking Explorer contributors
// SPDX-License-Identifier: GPL-3.0-or-later
// The fused Transformer against LibTorch's autograd.

#include <QtTest>

#include "core/data/dataset_catalog.h"
#include "tests/support/token_experiment.h"

using namespace grokking;
using namespace grokking::test;

namespace {

// Equations a + b = c modulo p, as text.
Dataset equations(int modulus, double trainFraction)
{
    const ExperimentSpec spec = experiment({"data=modular-arithmetic", "data.encoding=equation",
                                            "data.modulus=" + std::to_string(modulus),
                                            "data.trainFraction=" + std::to_string(trainFraction)});
    return *findDataset(spec.data.id)->make(spec.data.parameters, datasetSeeds(spec), {});
}

// Returns the same examples, asked for the token at one position alone.
Dataset askedOnlyAt(const Dataset& dataset, std::size_t position)
{
    Dataset changed = dataset;
    for (Examples* const split : {&changed.train, &changed.test}) {
        auto& labels = std::get<SequenceTargets>(split->targets).labels;
        for (std::int64_t i = 0; i < labels.rows(); ++i)
            for (std::size_t k = 0; k < labels.row(i).size(); ++k)
                labels.row(i)[k] = k == position ? labels.row(i)[k] : -1;
    }
    return changed;
}

// Returns how far the parameters have moved.
std::vector<double> stepsFrom(const std::vector<double>& start, const Learner& learner)
{
    std::vector<double> steps(start.size());
    std::ranges::transform(learner.parameters(), start, steps.begin(), std::minus<>());
    return steps;
}

} // namespace

class TestTransformerEngines : public QObject
{
    Q_OBJECT

private slots:
    void gradientsAgree_data()
    {
        QTest::addColumn<QString>("change");
        for (const char* const change :
             {"learner.activation=relu", "learner.activation=gelu", "learner.activation=tanh",
              "learner.loss=mse", "learner.loss=stablemax", "learner.outputTemperature=3",
              "learner.biases=true", "learner.tiedOutput=true", "learner.positions=sinusoidal",
              "learner.headWidth=20", "learner.heads=1"})
            QTest::newRow(change) << change;
    }

    void gradientsAgree()
    {
        QFETCH(QString, change);
        const Dataset addition = modularAddition(29, 300); // more than one block of rows
        const Dataset random = randomTokens(4, 11, 7, 300);
        for (const Dataset* const dataset : {&addition, &random}) {
            for (const bool isDouble : {true, false}) {
                Changes changes{change.toStdString()};
                changes.push_back(isDouble ? "learner.precision=float64"
                                           : "learner.activation=gelu"); // rounding at no kink
                const double bound = isDouble ? 1e-10 : 1e-5;
                const auto fused = make(*dataset, changes, "fused");
                const auto torch = make(*dataset, changes, "libtorch");
                QVERIFY(fused->parameters() == torch->parameters());
                const Objective expected = torch->objective();
                const Objective actual = fused->objective();
                const double distance = relativeDistance(actual.gradient, expected.gradient);
                QVERIFY2(distance <= bound, qPrintable(QString::number(distance)));
                QVERIFY(std::abs(actual.value - expected.value) <= bound * expected.value);
            }
        }
    }

    void sharedRowsGiveTheGradientOfAllRows_data()
    {
        QTest::addColumn<bool>("isSequence");
        QTest::addColumn<QStringList>("changes");
        for (const bool isSequence : {true, false}) {
            const auto row = [&](const QStringList& changes) {
                QTest::addRow("%s %s", isSequence ? "equations," : "classes,",
                              qPrintable(changes.join(' ')))
                    << isSequence << changes;
            };
            row({"learner.layers=2", "learner.norm=post", "learner.positions=sinusoidal"});
            row({"learner.layers=2", "learner.norm=pre", "learner.biases=true"});
            row({"learner.layers=3", "learner.activation=gelu"});
            row({"learner.layers=1", "learner.norm=post"});
            if (!isSequence)
                row({"learner.layers=2", "learner.readout=mean"});
        }
    }

    // Dropout of so small a rate leaves out nothing, but has every row computed. A step of plain
    // descent by 1 shows the gradient.
    void sharedRowsGiveTheGradientOfAllRows()
    {
        QFETCH(bool, isSequence);
        QFETCH(QStringList, changes);
        const Dataset dataset = isSequence ? equations(13, 0.5) : randomTokens(4, 5, 7, 300);
        Changes all{"learner.precision=float64",
                    "learner.modelWidth=16",
                    "learner.heads=2",
                    "learner.mlpWidth=24",
                    "training.optimizer=sgd",
                    "training.optimizer.learningRate=1",
                    "training.optimizer.weightDecay=0"};
        for (const QString& change : changes)
            all.push_back(change.toStdString());
        const auto shared = make(dataset, all, "libtorch");
        const auto plain = make(dataset, with(all, {"learner.dropout=1e-12"}), "libtorch");
        const auto start = shared->parameters();
        std::vector<std::int32_t> batch{3, 3, 17, 0, 40, 2, 80, 55, 31};
        for (const std::span<const std::int32_t> examples :
             {std::span<const std::int32_t>(batch), std::span<const std::int32_t>()}) {
            shared->setParameters(start);
            plain->setParameters(start);
            shared->step(0, examples, {});
            plain->step(0, examples, {});
            const auto taken = stepsFrom(start, *shared);
            const auto expected = stepsFrom(start, *plain);
            QVERIFY(norm(expected) > 0.0);
            const double distance = relativeDistance(taken, expected);
            QVERIFY2(distance <= 1e-10, qPrintable(QString::number(distance)));
        }
    }

    void sequenceIsRightOnlyWhereEachPositionIs()
    {
        const Dataset both = equations(13, 0.5);
        const Dataset answerOnly = askedOnlyAt(both, 4);
        const Dataset endOnly = askedOnlyAt(both, 5);
        const Changes changes{"learner.layers=2", "learner.precision=float64",
                              "learner.modelWidth=32", "learner.mlpWidth=64"};
        const auto learner = make(both, changes, "libtorch");
        train(*learner, 40);
        const auto ofAnswer = make(answerOnly, changes, "libtorch");
        const auto ofEnd = make(endOnly, changes, "libtorch");
        ofAnswer->setParameters(learner->parameters());
        ofEnd->setParameters(learner->parameters());
        for (const Split split : {Split::Train, Split::Test}) {
            const Evaluation all = learner->evaluate(split, {});
            const Evaluation answer = ofAnswer->evaluate(split, {});
            const Evaluation end = ofEnd->evaluate(split, {});
            QVERIFY(std::abs(all.loss - 0.5 * (answer.loss + end.loss)) < 1e-12 * all.loss);
            QVERIFY(all.predicted == answer.predicted);
            QVERIFY(all.margins == answer.margins);
            for (std::size_t i = 0; i < all.correct.size(); ++i)
                QCOMPARE(int(all.correct[i]), int(answer.correct[i]) * int(end.correct[i]));
            QCOMPARE(all.score,
                     static_cast<double>(std::ranges::count(all.correct, std::uint8_t{1}))
                         / static_cast<double>(all.correct.size()));
            if (split == Split::Train) // else the test above says little
                QVERIFY(answer.score > 0.0 && answer.score < 1.0);
        }
    }

    void equationsAreLearnedByHeart()
    {
        const Dataset dataset = equations(7, 0.5);
        const auto learner = make(dataset,
                                  {"learner.layers=2", "learner.norm=post", "learner.modelWidth=32",
                                   "learner.mlpWidth=64"},
                                  "libtorch");
        train(*learner, 150);
        QCOMPARE(learner->evaluate(Split::Train, {}).score, 1.0);
    }

    void stoppedEvaluationReturnsAtOnce()
    {
        const Dataset dataset = equations(29, 0.5);
        const auto learner = make(dataset, {"learner.layers=2"}, "libtorch");
        std::stop_source stop;
        stop.request_stop();
        QCOMPARE(learner->evaluate(Split::Test, stop.get_token()).loss, 0.0); // no block was taken
    }

    void evaluationsAgree()
    {
        const Dataset dataset = modularAddition(13, 60);
        const auto fused = make(dataset, {}, "fused");
        const auto torch = make(dataset, {}, "libtorch");
        train(*fused, 100);
        torch->setParameters(fused->parameters());
        for (const Split split : {Split::Train, Split::Test}) {
            const Evaluation actual = fused->evaluate(split, {});
            const Evaluation expected = torch->evaluate(split, {});
            QVERIFY(actual.predicted == expected.predicted);
            QVERIFY(std::abs(actual.loss - expected.loss) <= 1e-5 * expected.loss);
        }
    }

    void weightsAgreeAfterTwoHundredSteps()
    {
        const Dataset dataset = modularAddition(13, 60);
        const Changes changes{"learner.precision=float64", "learner.modelWidth=32",
                              "learner.mlpWidth=64"};
        const auto fused = make(dataset, changes, "fused");
        const auto torch = make(dataset, changes, "libtorch");
        train(*fused, 200);
        train(*torch, 200);
        const double distance = relativeDistance(fused->parameters(), torch->parameters());
        QVERIFY2(distance <= 1e-8, qPrintable(QString::number(distance)));
    }

    void batchesAgreeAndCheckpointsFitBothEngines()
    {
        const Dataset dataset = modularAddition(13, 60);
        const auto fused = make(dataset, {"learner.precision=float64"}, "fused");
        const auto torch = make(dataset, {"learner.precision=float64"}, "libtorch");
        const std::vector<std::int32_t> batch{59, 3, 17, 20, 0};
        train(*fused, 5, batch);
        train(*torch, 5, batch);
        QVERIFY(relativeDistance(fused->parameters(), torch->parameters()) <= 1e-10);
        const auto state = fused->saveState();
        QVERIFY(bool(torch->restoreState(state)));
        QVERIFY(torch->saveState() == state);
    }

    void settingsWithoutFusedEngineGoToLibTorch()
    {
        const Dataset dataset = modularAddition(13, 60);
        QCOMPARE(make(dataset, {}, "auto")->environment().at("engine"), std::string("fused"));
        QCOMPARE(make(dataset, {"learner.layers=2"}, "auto")->environment().at("engine"),
                 std::string("libtorch"));
    }
};

QTEST_GUILESS_MAIN(TestTransformerEngines)
#include "tst_transformer_engines.moc"

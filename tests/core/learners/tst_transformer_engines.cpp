// SPDX-FileCopyrightText: 2026 Grokking Explorer contributors
// SPDX-License-Identifier: GPL-3.0-or-later
// The fused Transformer against LibTorch's autograd.

#include <QtTest>

#include "tests/support/token_experiment.h"

using namespace grokking;
using namespace grokking::test;

class TestTransformerEngines : public QObject
{
    Q_OBJECT

private slots:
    void gradientsAgree_data()
    {
        QTest::addColumn<QString>("change");
        for (const char* const change :
             {"learner.activation=relu", "learner.activation=gelu", "learner.loss=mse",
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

// SPDX-FileCopyrightText: 2026 Grokking Explorer contributors
// SPDX-License-Identifier: GPL-3.0-or-later
// The LSTM against counts by hand and PyTorch's numbers (lstm_oracle.py), on both engines.

#include "core/learners/learner_catalog.h"
#include "core/learners/lstm.h"

#include <QtTest>

#include "tests/support/network_oracle.h"
#include "tests/support/token_experiment.h"

#include <algorithm>
#include <cmath>
#include <map>
#include <numeric>

using namespace grokking;
using namespace grokking::test;

namespace {

const Changes lstm{"learner=lstm", "learner.precision=float64"};

const std::vector<OracleCase>& oracleCases()
{
    static const auto cases = readOracle(QFINDTESTDATA("lstm_oracle.txt").toStdString());
    return cases;
}

// Returns the numbers of each block by its name.
std::map<std::string, std::vector<double>> blocksOf(const Learner& learner)
{
    std::map<std::string, std::vector<double>> blocks;
    const auto all = learner.parameters();
    for (const ParameterBlock& block : learner.parameterBlocks()) {
        const auto first = all.begin() + block.offset;
        blocks[block.name] = {first, first + elementCount(block.shape)};
    }
    return blocks;
}

double largest(const std::vector<double>& values)
{
    return std::abs(*std::ranges::max_element(values, {}, [](double x) { return std::abs(x); }));
}

} // namespace

class TestLstm : public QObject
{
    Q_OBJECT

private slots:
    // 98 tokens of 20 numbers, 80 (20 + 20) weights and 2 * 80 biases, 97 * 20 + 97 at the output;
    // a second layer is 3360 more. torch.nn.LSTM(20, 20) has 3360 as well.
    void parametersAreThoseOfPyTorchsModule()
    {
        const DatasetShape tokens{.positions = 3, .vocabulary = 98, .classes = 97};
        const auto parameters = [&tokens](const char* change) {
            return lstmSize(tokens, experiment({"learner=lstm", change}).learner).parameters;
        };
        QCOMPARE(parameters("learner.layers=1"), 98 * 20 + 3360 + 2037);
        QCOMPARE(parameters("learner.layers=2"), 98 * 20 + 2 * 3360 + 2037);
        // 117 numbers in nine positions of 13: 80 (13 + 20) + 160 and 4 * 20 + 4.
        const DatasetShape numbers{.features = 117, .classes = 4};
        QCOMPARE(lstmSize(numbers, experiment({"learner=lstm"}).learner).parameters,
                 80 * 33 + 160 + 84);
    }

    void numbersAreThoseOfPyTorch_data()
    {
        QTest::addColumn<int>("index");
        QTest::addColumn<QString>("engine");
        QCOMPARE(oracleCases().size(), std::size_t{5});
        for (std::size_t i = 0; i < oracleCases().size(); ++i) {
            for (const char* const engine : {"fused", "libtorch"}) {
                if (WITH_LIBTORCH || std::string(engine) == "fused")
                    QTest::addRow("%s, %s", oracleCases()[i].name.c_str(), engine)
                        << static_cast<int>(i) << engine;
            }
        }
    }

    void numbersAreThoseOfPyTorch()
    {
        QFETCH(int, index);
        QFETCH(QString, engine);
        const OracleCase& expected = oracleCases()[static_cast<std::size_t>(index)];
        compareWithOracle(
            expected, *make(expected.dataset, with(lstm, expected.changes), engine.toStdString()));
    }

    // More examples than the fused engine takes at a time, the last block smaller.
    void enginesTrainAlike()
    {
        if (!WITH_LIBTORCH)
            QSKIP("built without LibTorch");
        const Dataset dataset = modularAddition(29, 300);
        const auto fused = make(dataset, with(lstm, {"learner.layers=2"}), "fused");
        const auto torch = make(dataset, with(lstm, {"learner.layers=2"}), "libtorch");
        const std::vector<std::int32_t> batch{299, 3, 17, 20, 0};
        for (Learner* const learner : {fused.get(), torch.get()}) {
            train(*learner, 20);
            train(*learner, 5, batch);
        }
        QVERIFY(relativeDistance(fused->parameters(), torch->parameters()) < 1e-9);
        QVERIFY(bool(torch->restoreState(fused->saveState())));
        const Evaluation expected = torch->evaluate(Split::Test, {});
        const Evaluation actual = fused->evaluate(Split::Test, {});
        QVERIFY(actual.predicted == expected.predicted);
        QVERIFY(std::abs(actual.loss - expected.loss) < 1e-12 * expected.loss);
    }

    void probeIsTheSameForFewAndManyExamples()
    {
        const Dataset dataset = modularAddition(29, 300);
        const auto learner = make(dataset, with(lstm, {"learner.layers=2"}));
        const Probe all = learner->probe(dataset.test);
        QCOMPARE(all.activations.size(), std::size_t{2});
        Examples last{.tokens = Array<std::int32_t>({1, 3})};
        std::ranges::copy(dataset.test.tokens.row(dataset.test.size() - 1),
                          last.tokens.row(0).begin());
        const Probe one = learner->probe(last);
        QVERIFY(relativeDistance(one.outputs.row(0), all.outputs.row(dataset.test.size() - 1))
                < 1e-13);
        QVERIFY(relativeDistance(one.activations[1].row(0),
                                 all.activations[1].row(dataset.test.size() - 1))
                < 1e-13);
    }

    void initialParametersAreAsTheSettingsSay()
    {
        const Dataset dataset = modularAddition(29, 300);
        const auto uniform = blocksOf(*make(dataset, with(lstm, {"learner.initScale=3"})));
        for (const auto& [name, values] : uniform) {
            const double bound = 3.0 / std::sqrt(20.0);
            const double length = norm(values) / std::sqrt(static_cast<double>(values.size()));
            if (name == "Token embedding") { // 600 numbers: within 10 %
                QVERIFY(std::abs(length - 3.0) < 0.3);
                continue;
            }
            QVERIFY2(largest(values) <= bound && largest(values) > 0.8 * bound, name.c_str());
        }
        const auto xavier = blocksOf(*make(dataset, with(lstm, {"learner.initialization=xavier"})));
        QVERIFY(largest(xavier.at("Layer 1 input weights")) <= std::sqrt(6.0 / 40.0));
        QVERIFY(largest(xavier.at("Layer 1 input weights")) > 0.9 * std::sqrt(6.0 / 40.0));
        QVERIFY(largest(xavier.at("Output weights")) <= std::sqrt(6.0 / 49.0));
        const auto& biases = xavier.at("Layer 1 input biases");
        for (std::size_t i = 0; i < biases.size(); ++i)
            QCOMPARE(biases[i], i >= 20 && i < 40 ? 1.0 : 0.0); // the forget gate
        QCOMPARE(largest(xavier.at("Layer 1 recurrent biases")), 0.0);
    }

    void numbersThatCannotBeCutAreExplained()
    {
        const LearnerKind& kind = *findLearner("lstm");
        const auto misfit = [&kind](const DatasetShape& shape, const char* change) {
            return kind.misfit(shape, experiment({"learner=lstm", change}).learner.parameters);
        };
        const DatasetShape numbers{.features = 20, .classes = 4};
        QVERIFY(misfit(numbers, "learner.tokenSize=13").find("20 inputs into positions of 13")
                != std::string::npos);
        QCOMPARE(misfit(numbers, "learner.tokenSize=5"), std::string());
        const DatasetShape tokens{.positions = 3, .vocabulary = 3, .classes = 4};
        QCOMPARE(misfit(tokens, "learner.tokenSize=13"), std::string());
    }

    void learnsModularAdditionByHeart()
    {
        const Dataset dataset = modularAddition(11, 60);
        const auto learner = make(dataset, {"learner=lstm", "training.optimizer=adam",
                                            "training.optimizer.learningRate=0.01",
                                            "training.optimizer.weightDecay=0"});
        QVERIFY(std::abs(learner->evaluate(Split::Train, {}).loss - std::log(11.0)) < 0.5);
        train(*learner, 500);
        QCOMPARE(learner->evaluate(Split::Train, {}).score, 1.0);
    }
};

QTEST_GUILESS_MAIN(TestLstm)
#include "tst_lstm.moc"

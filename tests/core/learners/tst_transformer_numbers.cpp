// SPDX-FileCopyrightText: 2026 Grokking Explorer contributors
// SPDX-License-Identifier: GPL-3.0-or-later
// The Transformer's logits, losses and gradients against finite differences, a forward pass that
// knows nothing of its structure, and PyTorch's numbers (transformer_oracle.py).

#include "core/data/dataset_catalog.h"
#include "core/learners/dropout.h"
#include "core/learners/learner_catalog.h"

#include <QtTest>

#include "tests/support/full_attention.h"
#include "tests/support/network_oracle.h"
#include "tests/support/token_experiment.h"

#include <algorithm>
#include <array>
#include <cmath>

using namespace grokking;
using namespace grokking::test;

namespace {

const std::vector<OracleCase>& oracleCases()
{
    static const auto cases = readOracle(QFINDTESTDATA("transformer_oracle.txt").toStdString());
    return cases;
}

} // namespace

class TestTransformerNumbers : public QObject
{
    Q_OBJECT

private slots:
    void gradientAgreesWithFiniteDifferences_data() { variants(); }

    // Central differences by every parameter, h = 1e-5: error near 1e-10. At a kink of ReLU a
    // difference may be off; smooth variants must not miss once.
    void gradientAgreesWithFiniteDifferences()
    {
        const auto [dataset, changes] = variant();
        const auto learner = make(dataset, changes);
        const auto start = learner->parameters();
        const auto gradient = learner->objective().gradient;
        int misses = 0;
        for (std::size_t i = 0; i < start.size(); ++i) {
            const auto lossAt = [&](double distance) {
                auto moved = start;
                moved[i] += distance;
                learner->setParameters(moved);
                return learner->evaluate(Split::Train, {}).loss;
            };
            const double slope = (lossAt(1e-5) - lossAt(-1e-5)) / 2e-5;
            misses += std::abs(slope - gradient[i]) > 1e-6 * norm(gradient) ? 1 : 0;
        }
        QVERIFY2(misses <= (isSmooth(changes) ? 0 : 3), qPrintable(QString::number(misses)));
    }

    void logitsAreThoseOfFullAttention_data()
    {
        QTest::addColumn<int>("positions");
        QTest::addColumn<QStringList>("changes");
        for (const int positions : {1, 2, 3, 5}) {
            QTest::addRow("%d positions", positions) << positions << QStringList();
            QTest::addRow("%d positions, biases", positions)
                << positions
                << QStringList{"learner.biases=true", "learner.initialization=uniform"};
        }
    }

    void logitsAreThoseOfFullAttention()
    {
        QFETCH(int, positions);
        QFETCH(QStringList, changes);
        const Dataset dataset = randomTokens(positions, 6, 4);
        Changes texts = small;
        for (const QString& change : changes)
            texts.push_back(change.toStdString());
        const auto learner = make(dataset, texts);
        const auto blocks = blocksOf(*learner);
        const Probe probe = learner->probe(dataset.test);
        for (std::int64_t i = 0; i < dataset.test.size(); ++i) {
            const auto expected = naiveLogits(blocks, dataset.test.tokens.row(i), 2);
            QVERIFY(relativeDistance(probe.outputs.row(i), expected) < 1e-13);
        }
    }

    void numbersAreThoseOfPyTorch_data()
    {
        QTest::addColumn<int>("index");
        QTest::addColumn<QString>("engine");
        for (std::size_t i = 0; i < oracleCases().size(); ++i) {
            const OracleCase& each = oracleCases()[i];
            const auto row = [&](const char* engine) {
                QTest::addRow("%s, %s", each.name.c_str(), engine) << static_cast<int>(i) << engine;
            };
            const Parameters settings = experiment(each.changes).learner.parameters;
            if (isFused(*findLearner("transformer"), shapeOf(each.dataset), settings))
                row("fused");
            if (WITH_LIBTORCH)
                row("libtorch");
        }
    }

    void numbersAreThoseOfPyTorch()
    {
        QFETCH(int, index);
        QFETCH(QString, engine);
        const OracleCase& expected = oracleCases()[static_cast<std::size_t>(index)];
        compareWithOracle(expected,
                          *make(expected.dataset, expected.changes, engine.toStdString()));
    }

    void probeKnowsTokensThatNoSplitHas()
    {
        Dataset dataset = randomTokens(3, 4, 4);
        dataset.vocabulary = 9;
        const auto learner = make(dataset, small);
        const auto examples = examplesOf({{8, 1, 7}, {0, 6, 5}}, 4, {0, 0});
        const Probe probe = learner->probe(examples);
        const auto blocks = blocksOf(*learner);
        for (std::int64_t i = 0; i < 2; ++i)
            QVERIFY(relativeDistance(probe.outputs.row(i),
                                     naiveLogits(blocks, examples.tokens.row(i), 2))
                    < 1e-13);
    }

    void gradientIsTheSameTwice()
    {
        const Dataset dataset = randomTokens(3, 6, 4);
        const auto learner = make(dataset, small);
        const auto first = learner->lossGradient({});
        QVERIFY(learner->lossGradient({}) == first);
    }

    void float32IsCloseToFloat64()
    {
        const Dataset dataset = modularAddition(13, 60);
        const auto single = make(dataset, {});
        const auto twice = make(dataset, {"learner.precision=float64"});
        twice->setParameters(single->parameters());
        QVERIFY(relativeDistance(single->lossGradient({}), twice->lossGradient({})) < 1e-5);
    }

    // Cross-entropy in float32 would round 1 - p to multiples of 6e-8.
    void gradientOfATinyLossIsNotLost()
    {
        const Dataset dataset = modularAddition(13, 60);
        const auto learner = make(dataset, {"training.optimizer.weightDecay=0"});
        train(*learner, 300);
        auto scaled = learner->parameters();
        const auto blocks = learner->parameterBlocks();
        for (auto value = scaled.begin() + blocks.back().offset; value != scaled.end(); ++value)
            *value *= 2.0; // all logits
        learner->setParameters(scaled);
        const double loss = learner->evaluate(Split::Train, {}).loss;
        QVERIFY2(loss > 0.0 && loss < 1e-8, qPrintable(QString::number(loss)));
        QVERIFY(norm(learner->lossGradient({})) > 0.1 * loss);
    }

    // Of one position, attention is the value alone. A step of SGD against the differences of the
    // loss written out, with the same numbers left out.
    void dropoutStepDescendsTheLossOfWhatIsLeft()
    {
        if (!WITH_LIBTORCH)
            QSKIP("the fused engine has no dropout");
        const Dataset dataset = randomTokens(1, 5, 4);
        const auto learner = make(
            dataset,
            with(small, {"learner.activation=tanh", "learner.dropout=0.4", "training.optimizer=sgd",
                         "training.optimizer.learningRate=1", "training.optimizer.weightDecay=0"}),
            "libtorch");
        train(*learner, 2);
        const auto start = learner->parameters();
        learner->step(2, {}, {});
        auto descent = start;
        std::ranges::transform(start, learner->parameters(), descent.begin(), std::minus<>());

        Dropout dropout(0, 0.4, 2);
        dropout.begin(2);
        std::array<std::vector<double>, 2> factors;
        for (std::size_t place = 0; place < 2; ++place) {
            factors[place].resize(20 * 6);
            dropout.fill(place, std::span(factors[place]));
        }
        std::vector<double> slopes;
        for (std::size_t i = 0; i < start.size(); ++i) {
            const auto lossAt = [&](double distance) {
                auto moved = start;
                moved[i] += distance;
                learner->setParameters(moved);
                return lossWithFactors(blocksOf(*learner), dataset.train, factors);
            };
            slopes.push_back((lossAt(1e-4) - lossAt(-1e-4)) / 2e-4);
        }
        QVERIFY(relativeDistance(descent, slopes) < 1e-6);
    }

private:
    static const std::vector<std::pair<std::string, std::pair<Dataset, Changes>>>& allVariants()
    {
        static const std::vector<std::pair<std::string, std::pair<Dataset, Changes>>> all{
            {"same last token", {modularAddition(5, 15), small}},
            {"same last token, GELU",
             {modularAddition(5, 15), with(small, {"learner.activation=gelu"})}},
            {"different last tokens, GELU",
             {randomTokens(3, 5, 4), with(small, {"learner.activation=gelu"})}},
            {"one position, GELU",
             {randomTokens(1, 5, 4), with(small, {"learner.activation=gelu"})}},
            {"four positions, biases, GELU",
             {randomTokens(4, 5, 4), with(small, {"learner.activation=gelu", "learner.biases=true",
                                                  "learner.initialization=uniform"})}},
            {"tied output, wide heads, GELU",
             {randomTokens(2, 5, 4),
              with(small, {"learner.activation=gelu", "learner.biases=true",
                           "learner.tiedOutput=true", "learner.headWidth=5"})}},
            {"sinusoidal positions, MSE, Xavier, GELU",
             {randomTokens(3, 5, 4),
              with(small, {"learner.activation=gelu", "learner.positions=sinusoidal",
                           "learner.loss=mse", "learner.initialization=xavier"})}},
        };
        return all;
    }

    static void variants()
    {
        QTest::addColumn<int>("index");
        int index = 0;
        for (const auto& [name, variant] : allVariants())
            QTest::newRow(name.c_str()) << index++;
    }

    static const std::pair<Dataset, Changes>& variant()
    {
        QFETCH(int, index);
        return allVariants()[static_cast<std::size_t>(index)].second;
    }

    static bool isSmooth(const Changes& changes)
    {
        return std::ranges::count(changes, "learner.activation=gelu") > 0;
    }
};

QTEST_GUILESS_MAIN(TestTransformerNumbers)
#include "tst_transformer_numbers.moc"

// SPDX-FileCopyrightText: 2026 Grokking Explorer contributors
// SPDX-License-Identifier: GPL-3.0-or-later
// The perceptron against forward passes written out, draws written out and finite differences.

#include "core/learners/dropout.h"
#include "core/learners/mlp.h"
#include "core/learners/mlp_memory.h"

#include <QtTest>

#include "tests/support/token_experiment.h"

#include <array>
#include <map>
#include <stop_token>

using namespace grokking;
using namespace grokking::test;

namespace {

const Changes tiny{"learner=mlp", "learner.precision=float64", "learner.width=7",
                   "learner.embedding=3", "learner.initScale=1"};

// 300 examples, so that there is more than one block of rows.
Dataset tokens()
{
    return randomTokens(3, 5, 4, 300);
}

// The same sizes with random numbers as inputs.
Dataset numbers()
{
    Dataset dataset = tokens();
    RandomStream random(3, Stream::TrainingData);
    for (Examples* const part : {&dataset.train, &dataset.test}) {
        part->inputs = Array<double>({part->tokens.rows(), 6});
        std::ranges::generate(part->inputs.values(), [&random] { return random.normal(); });
        part->tokens = {};
    }
    dataset.vocabulary = 0;
    return dataset;
}

std::map<std::string, std::vector<double>> blocksOf(const Learner& learner)
{
    std::map<std::string, std::vector<double>> blocks;
    const auto values = learner.parameters();
    for (const ParameterBlock& block : learner.parameterBlocks()) {
        const auto from = values.begin() + block.offset;
        blocks[block.name] = {from, from + elementCount(block.shape)};
    }
    return blocks;
}

double largest(const std::vector<double>& values)
{
    double most = 0.0;
    for (const double value : values)
        most = std::max(most, std::abs(value));
    return most;
}

double meanSquare(const std::vector<double>& values)
{
    return norm(values) * norm(values) / static_cast<double>(values.size());
}

// y = W x + b; no biases means none.
std::vector<double> apply(const std::vector<double>& weights, const std::vector<double>& biases,
                          const std::vector<double>& x)
{
    std::vector<double> y(weights.size() / x.size());
    for (std::size_t i = 0; i < y.size(); ++i) {
        y[i] = biases.empty() ? 0.0 : biases[i];
        for (std::size_t k = 0; k < x.size(); ++k)
            y[i] += weights[i * x.size() + k] * x[k];
    }
    return y;
}

// The cross-entropy of a network with one hidden layer of tanh, its units times the factors.
double lossWithFactors(const std::map<std::string, std::vector<double>>& blocks,
                       const Examples& examples, const std::vector<double>& factors)
{
    double sum = 0.0;
    auto factor = factors.begin();
    for (std::int64_t i = 0; i < examples.size(); ++i) {
        const auto row = examples.inputs.row(i);
        auto hidden = apply(blocks.at("Layer 1 weights"), blocks.at("Layer 1 biases"),
                            {row.begin(), row.end()});
        for (double& unit : hidden)
            unit = std::tanh(unit) * *factor++;
        const auto logits =
            apply(blocks.at("Layer 2 weights"), blocks.at("Layer 2 biases"), hidden);
        double exponentials = 0.0;
        for (const double logit : logits)
            exponentials += std::exp(logit);
        const auto label = std::get<ClassTargets>(examples.targets).labels;
        sum += std::log(exponentials)
               - logits[static_cast<std::size_t>(label[static_cast<std::size_t>(i)])];
    }
    return sum / static_cast<double>(examples.size());
}

} // namespace

class TestMlp : public QObject
{
    Q_OBJECT

private slots:
    // A layer after the other, weights before biases, each from the stream of its number.
    void usualInitializationIsThatOfStoredRuns()
    {
        const Dataset data = numbers();
        const auto learner = make(data, with(tiny, {"learner.depth=1", "learner.initScale=8"}));
        std::vector<double> expected;
        for (const auto& [layer, inputs, outputs] :
             {std::array<std::int64_t, 3>{0, 6, 7}, std::array<std::int64_t, 3>{1, 7, 4}}) {
            RandomStream random(7, Stream::Initialization, static_cast<std::uint64_t>(layer));
            const double bound = 1.0 / std::sqrt(static_cast<double>(inputs));
            for (std::int64_t i = 0; i < (inputs + 1) * outputs; ++i)
                expected.push_back(8.0 * random.uniform(-bound, bound));
        }
        QVERIFY(learner->parameters() == expected);
    }

    // Glorot & Bengio 2010: uniform within sqrt(6 / (inputs + outputs)), of variance bound^2 / 3.
    void xavierIsUniformWithinItsBound()
    {
        const Dataset data = tokens();
        const auto learner = make(data, with(tiny, {"learner.width=200", "learner.embedding=50",
                                                    "learner.initialDistribution=xavier"}));
        const auto blocks = blocksOf(*learner);
        for (const auto& [name, sum] : {std::pair("Token embedding", 55.0),
                                        {"Layer 1 weights", 350.0},
                                        {"Layer 2 weights", 400.0},
                                        {"Layer 3 weights", 204.0}}) {
            const double bound = std::sqrt(6.0 / sum);
            QVERIFY(largest(blocks.at(name)) <= bound);
            QVERIFY(largest(blocks.at(name)) > 0.95 * bound);
            QVERIFY(std::abs(meanSquare(blocks.at(name)) * 3.0 / (bound * bound) - 1.0) < 0.15);
        }
        for (const char* const name : {"Layer 1 biases", "Layer 2 biases", "Layer 3 biases"})
            QCOMPARE(largest(blocks.at(name)), 0.0);
    }

    void normalHasTheVarianceOfOneOverTheInputs()
    {
        const Dataset data = tokens();
        const auto learner = make(data, with(tiny, {"learner.width=200", "learner.embedding=50",
                                                    "learner.initialDistribution=normal"}));
        const auto blocks = blocksOf(*learner);
        for (const auto& [name, inputs] : {std::pair("Token embedding", 1.0),
                                           {"Layer 1 weights", 150.0},
                                           {"Layer 2 weights", 200.0},
                                           {"Layer 3 weights", 200.0}})
            QVERIFY(std::abs(meanSquare(blocks.at(name)) * inputs - 1.0) < 0.15);
        QVERIFY(largest(blocks.at("Layer 2 weights")) > 3.0 / std::sqrt(200.0)); // beyond uniform
        QCOMPARE(largest(blocks.at("Layer 1 biases")), 0.0);
    }

    void lastLayerCanGoWithoutBiases()
    {
        const Dataset data = numbers();
        const auto learner = make(data, with(tiny, {"learner.lastBias=false"}));
        const auto blocks = learner->parameterBlocks();
        QCOMPARE(blocks.size(), std::size_t{5});
        QCOMPARE(blocks.back().name, std::string("Layer 3 weights"));
        QCOMPARE(std::ssize(learner->parameters()), 7 * 7 + 8 * 7 + 7 * 4);
    }

    void sizeIsToldBeforeItIsMade()
    {
        for (const Dataset& data : {tokens(), numbers()}) {
            for (const char* const change : {"learner.lastBias=true", "learner.lastBias=false"}) {
                const auto changes = with(tiny, {change});
                const auto learner = make(data, changes);
                const LearnerSize size = mlpSize(shapeOf(data), experiment(changes).learner);
                QCOMPARE(size.parameters, std::ssize(learner->parameters()));
                QCOMPARE(size.blocks, std::ssize(learner->parameterBlocks()));
            }
        }
    }

    void embeddingsOfAllPositionsLieSideBySide()
    {
        const Dataset data = tokens();
        const auto learner = make(data, with(tiny, {"learner.depth=1", "learner.activation=tanh",
                                                    "learner.lastBias=false"}));
        const auto blocks = blocksOf(*learner);
        const Probe probe = learner->probe(data.test);
        for (std::int64_t i = 0; i < data.test.size(); ++i) {
            std::vector<double> x;
            for (const std::int32_t token : data.test.tokens.row(i)) {
                const auto from = blocks.at("Token embedding").begin() + 3 * token;
                x.insert(x.end(), from, from + 3);
            }
            auto hidden = apply(blocks.at("Layer 1 weights"), blocks.at("Layer 1 biases"), x);
            for (double& unit : hidden)
                unit = std::tanh(unit);
            const auto logits = apply(blocks.at("Layer 2 weights"), {}, hidden);
            QVERIFY(relativeDistance(probe.outputs.row(i), logits) < 1e-13);
            QVERIFY(relativeDistance(probe.activations.front().row(i), hidden) < 1e-13);
        }
    }

    void gradientAgreesWithFiniteDifferences_data()
    {
        QTest::addColumn<bool>("ofTokens");
        QTest::addColumn<QString>("change");
        for (const bool ofTokens : {false, true}) {
            for (const char* const change :
                 {"learner.depth=0", "learner.depth=1", "learner.depth=2", "learner.loss=mse",
                  "learner.loss=stablemax", "learner.outputTemperature=3", "learner.lastBias=false",
                  "learner.initialDistribution=xavier", "learner.initialDistribution=normal"})
                QTest::addRow("%s, %s", ofTokens ? "tokens" : "numbers", change)
                    << ofTokens << change;
        }
    }

    // Central differences for every parameter; h^2 f''' / 6 + eps f / h is about 1e-9.
    void gradientAgreesWithFiniteDifferences()
    {
        QFETCH(bool, ofTokens);
        QFETCH(QString, change);
        const Dataset data = ofTokens ? tokens() : numbers();
        const auto learner =
            make(data, with(tiny, {"learner.activation=tanh", change.toStdString()}));
        const auto start = learner->parameters();
        const auto gradient = learner->objective().gradient;
        std::vector<double> slopes;
        for (std::size_t i = 0; i < start.size(); ++i) {
            const auto valueAt = [&](double distance) {
                auto moved = start;
                moved[i] += distance;
                learner->setParameters(moved);
                return learner->objective().value;
            };
            slopes.push_back((valueAt(1e-4) - valueAt(-1e-4)) / 2e-4);
        }
        QVERIFY(relativeDistance(slopes, gradient) < 1e-6);
    }

    // The loss of logits z / T is that of a network whose last layer is T times as small.
    void temperatureDividesTheLogitsOfTheLoss_data()
    {
        QTest::addColumn<QString>("loss");
        for (const char* const loss : {"cross-entropy", "stablemax", "mse"})
            QTest::newRow(loss) << loss;
    }

    void temperatureDividesTheLogitsOfTheLoss()
    {
        QFETCH(QString, loss);
        const Dataset data = numbers();
        const auto changes = with(tiny, {"learner.depth=1", "learner.loss=" + loss.toStdString()});
        const auto warm = make(data, with(changes, {"learner.outputTemperature=4"}));
        const auto plain = make(data, changes);
        auto scaled = plain->parameters();
        const auto last = plain->parameterBlocks()[2].offset; // second weights and biases
        for (std::size_t i = static_cast<std::size_t>(last); i < scaled.size(); ++i)
            scaled[i] /= 4.0;
        plain->setParameters(scaled);
        const Evaluation actual = warm->evaluate(Split::Train, {});
        const Evaluation expected = plain->evaluate(Split::Train, {});
        QVERIFY(std::abs(actual.loss - expected.loss) < 1e-12 * expected.loss);
        QVERIFY(actual.predicted == expected.predicted);
        QVERIFY(std::abs(actual.margins[0] - 4.0F * expected.margins[0]) < 1e-5F); // as they are
        auto gradient = plain->objective().gradient;
        for (std::size_t i = static_cast<std::size_t>(last); i < gradient.size(); ++i)
            gradient[i] /= 4.0;
        QVERIFY(relativeDistance(warm->objective().gradient, gradient) < 1e-12);
    }

    void dropoutLeavesOutItsShareAndKeepsTheMean()
    {
        constexpr std::size_t units = 100'000;
        Dropout dropout(5, 0.3, 2);
        dropout.begin(7);
        std::vector<double> factors(units);
        dropout.fill(1, std::span(factors));
        const auto left = std::ranges::count(factors, 0.0);
        QVERIFY(std::abs(static_cast<double>(left) - 30'000.0) < 600.0); // 4 deviations
        QCOMPARE(*std::ranges::max_element(factors), 1.0 / 0.7);

        // However it is asked for in parts; and another place or step leaves out others.
        Dropout again(5, 0.3, 2);
        again.begin(7);
        std::vector<double> parts(units);
        again.fill(1, std::span(parts).first(333));
        again.fill(1, std::span(parts).subspan(333));
        QVERIFY(parts == factors);
        again.fill(0, std::span(parts));
        QVERIFY(parts != factors);
        again.begin(8);
        again.fill(1, std::span(parts));
        QVERIFY(parts != factors);
    }

    // A step of SGD against the differences of the loss written out, with the same units left out;
    // 300 examples are more than one block of rows.
    void dropoutStepDescendsTheLossOfTheUnitsLeft()
    {
        const Dataset data = numbers();
        const auto changes =
            with(tiny, {"learner.depth=1", "learner.activation=tanh", "learner.dropout=0.4",
                        "training.optimizer=sgd", "training.optimizer.learningRate=1",
                        "training.optimizer.weightDecay=0"});
        const auto learner = make(data, changes);
        train(*learner, 1);
        const auto start = learner->parameters();
        learner->step(1, {}, {});
        auto descent = start;
        std::ranges::transform(start, learner->parameters(), descent.begin(), std::minus<>());

        Dropout dropout(0, 0.4, 1);
        dropout.begin(1);
        std::vector<double> factors(300 * 7);
        dropout.fill(0, std::span(factors));
        const auto lossAt = [&](std::vector<double> parameters) {
            learner->setParameters(parameters);
            return lossWithFactors(blocksOf(*learner), data.train, factors);
        };
        std::vector<double> slopes;
        for (std::size_t i = 0; i < start.size(); ++i) {
            auto above = start;
            auto below = start;
            above[i] += 1e-4;
            below[i] -= 1e-4;
            slopes.push_back((lossAt(above) - lossAt(below)) / 2e-4);
        }
        QVERIFY(relativeDistance(descent, slopes) < 1e-6);
    }

    void evaluationAndGradientLeaveNothingOut()
    {
        const Dataset data = numbers();
        const auto dropping = make(data, with(tiny, {"learner.dropout=0.5"}));
        const auto plain = make(data, tiny);
        train(*dropping, 2);
        plain->setParameters(dropping->parameters());
        QCOMPARE(dropping->evaluate(Split::Train, {}).loss, plain->evaluate(Split::Train, {}).loss);
        QVERIFY(dropping->lossGradient({}) == plain->lossGradient({}));
    }

    void sequencesAreRefused()
    {
        const ExperimentSpec spec =
            experiment(with(tiny, {"data=modular-arithmetic", "data.encoding=equation"}));
        const auto problems = validate(spec, catalogs());
        QCOMPARE(problems.size(), std::size_t{1});
        QCOMPARE(problems.front().path, std::string("learner.id"));
    }

    // The same examples twice weigh as much as once; in another order they are summed in another.
    void batchesOfTokensAreGathered()
    {
        const Dataset data = tokens();
        const auto changes = with(tiny, {"training.optimizer=sgd"});
        const auto whole = make(data, changes);
        const auto listed = make(data, changes);
        std::vector<std::int32_t> twice;
        for (std::int32_t i = 299; i >= 0; --i)
            twice.insert(twice.end(), {i, i});
        train(*whole, 5);
        train(*listed, 5, twice);
        QVERIFY(relativeDistance(listed->parameters(), whole->parameters()) < 1e-13);
    }

    // p - lr * gradient(p + .1 N), N of the stream of the step.
    void weightNoiseTakesTheGradientAtNoisyWeights()
    {
        const Dataset data = tokens();
        const auto learner =
            make(data, with(tiny, {"training.optimizer=sgd", "training.optimizer.learningRate=0.5",
                                   "training.optimizer.weightDecay=0",
                                   "training.optimizer.weightNoise=0.1"}));
        const auto other = make(data, tiny);
        for (std::int64_t step = 0; step < 2; ++step) {
            const auto start = learner->parameters();
            auto noisy = start;
            RandomStream random(0, Stream::Noise, static_cast<std::uint64_t>(step));
            for (double& number : noisy)
                number += 0.1 * random.normal();
            other->setParameters(noisy);
            auto expected = start;
            const auto gradient = other->objective().gradient;
            for (std::size_t i = 0; i < expected.size(); ++i)
                expected[i] -= 0.5 * gradient[i];
            learner->step(step, {}, {});
            QVERIFY(relativeDistance(learner->parameters(), expected) < 1e-14);
        }
    }

    void evaluationSeesCleanWeightsAlsoAfterAStoppedStep()
    {
        const Dataset data = tokens();
        const auto learner = make(data, with(tiny, {"training.optimizer.weightNoise=1"}));
        const auto other = make(data, tiny);
        train(*learner, 3);
        std::stop_source stop;
        stop.request_stop();
        const auto before = learner->saveState();
        QVERIFY(!learner->step(3, {}, stop.get_token()));
        QVERIFY(learner->saveState() == before);
        other->setParameters(learner->parameters());
        QCOMPARE(learner->evaluate(Split::Test, {}).loss, other->evaluate(Split::Test, {}).loss);
    }

    // With everything on, a restored run goes on with the same numbers.
    void resumedRunGoesOnAlike()
    {
        const Dataset data = tokens();
        const auto changes =
            with(tiny, {"training.optimizer.warmupSteps=10", "training.optimizer.updateNoise=0.1",
                        "training.optimizer.weightNoise=0.01", "training.optimizer.normClamp=5",
                        "training.optimizer.grokfastLambda=2",
                        "training.optimizer.orthogonalGradient=true"});
        const auto first = make(data, changes);
        train(*first, 5);
        const auto second = make(data, changes);
        QVERIFY(bool(second->restoreState(first->saveState())));
        train(*first, 3);
        train(*second, 3);
        QVERIFY(first->saveState() == second->saveState());
    }

    void muonLearnsTokens()
    {
        const Dataset data = randomTokens(3, 20, 4, 100);
        const auto learner =
            make(data, with(tiny, {"learner.width=64", "learner.embedding=16",
                                   "learner.precision=float32", "training.optimizer=muon",
                                   "training.optimizer.learningRate=0.02",
                                   "training.optimizer.weightDecay=0"}));
        train(*learner, 200);
        QCOMPARE(learner->evaluate(Split::Train, {}).score, 1.0);
    }

    void tokensAreLearned()
    {
        const Dataset data = randomTokens(3, 20, 4, 100);
        const auto learner = make(
            data, with(tiny, {"learner.width=64", "learner.embedding=16",
                              "learner.precision=float32", "training.optimizer.learningRate=0.01",
                              "training.optimizer.weightDecay=0"}));
        train(*learner, 200);
        QCOMPARE(learner->evaluate(Split::Train, {}).score, 1.0);
    }
};

QTEST_APPLESS_MAIN(TestMlp)
#include "tst_mlp.moc"

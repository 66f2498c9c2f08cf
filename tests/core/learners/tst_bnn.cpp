// SPDX-FileCopyrightText: 2026 Grokking Explorer contributors
// SPDX-License-Identifier: GPL-3.0-or-later
// The Bayesian network against integrals of one weight, a plain computation example by example with
// the same noise, its finite differences, and the starts of Miller et al. (2023), Fig. 6.
#include "core/learners/bnn.h"
#include "core/optim/gradient_change.h"
#include "core/util/random.h"

#include <QtTest>

#include "tests/support/prepared_learner.h"
#include "tests/support/small_experiment.h"

#include <algorithm>
#include <cmath>
#include <numbers>
#include <numeric>

using namespace grokking;
using namespace grokking::test;

namespace {

// Returns the parity of 2 of 6 bits, 300 training samples (more than a block of rows), a network of
// 3 units per layer, with these changes.
ExperimentSpec smallParity(std::initializer_list<std::string> changes = {})
{
    ExperimentSpec spec = defaultSpec(catalogs());
    std::vector<std::string> all{"data=hidden-parity",
                                 "data.bits=6",
                                 "data.parityBits=2",
                                 "data.n=300",
                                 "data.testSize=20",
                                 "learner=bnn",
                                 "learner.width=3",
                                 "learner.initialDeviation=0.7",
                                 "learner.posteriorDeviation=0.3",
                                 "learner.precision=float64",
                                 "learner.activation=tanh",
                                 "training.optimizer=sgd",
                                 "training.optimizer.learningRate=1",
                                 "training.optimizer.weightDecay=0",
                                 "training.optimizer.momentum=0"};
    all.insert(all.end(), changes);
    for (const std::string& assignment : all)
        if (const auto status = assign(spec, catalogs(), assignment); !status)
            qFatal("%s", status.error().text().c_str());
    return spec;
}

// The layers' random numbers at one step.
using LayerStreams = std::vector<RandomStream>;

LayerStreams trainingNoise(std::int64_t step, std::size_t layers)
{
    LayerStreams streams;
    for (std::size_t layer = 0; layer < layers; ++layer)
        streams.push_back(
            noiseStream(0, NoiseUse::Layers, step | static_cast<std::int64_t>(layer) << 48));
    return streams;
}

LayerStreams evaluationNoise(std::int64_t step, std::size_t layers)
{
    LayerStreams streams;
    for (std::size_t layer = 0; layer < layers; ++layer)
        streams.emplace_back(0, Stream::Evaluation, static_cast<std::uint64_t>(step) | layer << 48);
    return streams;
}

// The mean loss of the training examples of these indices, one after the other: each unit's sum is
// drawn from its normal distribution.
double noisyLoss(const Dataset& dataset, const BnnLayout& layout,
                 const std::vector<double>& parameters, std::span<const std::int32_t> batch,
                 LayerStreams noise)
{
    const auto& sizes = layout.means.sizes;
    const auto& labels = std::get<ClassTargets>(dataset.train.targets).labels;
    double sum = 0.0;
    for (const std::int32_t example : batch) {
        const auto inputs = dataset.train.inputs.row(example);
        std::vector<double> below(inputs.begin(), inputs.end());
        std::size_t next = 0;
        for (std::size_t layer = 0; layer + 1 < sizes.size(); ++layer) {
            below.push_back(1.0); // of the bias
            const auto count = static_cast<std::size_t>(sizes[layer]);
            const auto outputs = static_cast<std::size_t>(sizes[layer + 1]);
            std::vector<double> above(outputs);
            for (std::size_t j = 0; j < outputs; ++j) {
                double mean = 0.0;
                double variance = 0.0;
                for (std::size_t k = 0; k <= count; ++k) {
                    const std::size_t at = next + (k < count ? j * count + k : outputs * count + j);
                    const double deviation =
                        std::exp(parameters[static_cast<std::size_t>(layout.weights) + at]);
                    mean += parameters[at] * below[k];
                    variance += std::pow(deviation * below[k], 2);
                }
                above[j] = mean + std::sqrt(variance) * noise[layer].normal();
                if (layer + 2 < sizes.size())
                    above[j] = std::tanh(above[j]);
            }
            next += outputs * (count + 1);
            below = above;
        }
        double exponentials = 0.0;
        for (const double logit : below)
            exponentials += std::exp(logit);
        sum += std::log(exponentials)
               - below[static_cast<std::size_t>(labels[static_cast<std::size_t>(example)])];
    }
    return sum / static_cast<double>(batch.size());
}

// The divergence of one weight's posterior from the prior: the integral of q ln(q / p).
double integratedDivergence(double mean, double deviation, double priorVariance)
{
    const auto logDensity = [](double x, double center, double variance) {
        return -0.5 * std::pow(x - center, 2) / variance
               - 0.5 * std::log(2.0 * std::numbers::pi * variance);
    };
    constexpr int count = 20'000;
    const double width = 24.0 * deviation / count;
    double sum = 0.0;
    for (int i = 0; i <= count; ++i) {
        const double x = mean - 12.0 * deviation + i * width;
        const double q = logDensity(x, mean, deviation * deviation);
        sum += std::exp(q) * (q - logDensity(x, 0.0, priorVariance)) * width;
    }
    return sum;
}

std::vector<std::int32_t> firstExamples(std::int64_t count)
{
    std::vector<std::int32_t> batch(static_cast<std::size_t>(count));
    std::iota(batch.begin(), batch.end(), 0);
    return batch;
}

} // namespace

class TestBnn : public QObject
{
    Q_OBJECT

private slots:
    // The trapezoids' error is far below the tolerance, as the integrand vanishes at both ends.
    void complexityIsTheIntegratedDivergencePerExample()
    {
        for (const char* variance : {"1", "0.3"}) {
            const ExperimentSpec spec =
                smallParity({std::string("learner.priorVariance=") + variance});
            const PreparedLearner run(spec);
            run.learner->step(0, {}, {}); // so that deviations differ, too
            const auto parameters = run.learner->parameters();
            double expected = 0.0;
            for (std::size_t i = 0; i < parameters.size() / 2; ++i)
                expected += integratedDivergence(parameters[i],
                                                 std::exp(parameters[parameters.size() / 2 + i]),
                                                 QString::fromLatin1(variance).toDouble());
            QVERIFY(std::abs(run.learner->complexity() * 300.0 - expected) < 1e-9 * expected);
            QVERIFY(std::abs(*run.learner->descriptionLength() * std::numbers::ln2 - expected)
                    < 1e-9 * expected);
        }
    }

    void stepFollowsTheGradientOfTheNoisyObjective_data()
    {
        QTest::addColumn<int>("depth");
        QTest::addColumn<int>("batch");
        QTest::newRow("no hidden layer") << 0 << 20;
        QTest::newRow("one hidden layer, a batch") << 1 << 32;
        QTest::newRow("one hidden layer, all examples, two blocks") << 1 << 300;
        QTest::newRow("two hidden layers") << 2 << 50;
    }

    // A step of SGD at rate 1 is the gradient. Central differences with h = 1e-5 are exact to about
    // 1e-10.
    void stepFollowsTheGradientOfTheNoisyObjective()
    {
        QFETCH(int, depth);
        QFETCH(int, batch);
        const ExperimentSpec spec =
            smallParity({"learner.depth=" + std::to_string(depth), "learner.priorVariance=2",
                         "learner.divergenceWeight=3"});
        const PreparedLearner run(spec);
        const BnnLayout layout(shapeOf(run.dataset), spec.learner.parameters);
        const auto examples = firstExamples(batch);
        run.learner->step(0, examples, {});
        const auto before = run.learner->parameters();
        run.learner->step(1, examples, {});
        const auto after = run.learner->parameters();
        const auto objective = [&](const std::vector<double>& parameters) {
            return noisyLoss(run.dataset, layout, parameters, examples,
                             trainingNoise(1, layout.means.layers.size()))
                   + 3.0 * divergence<double>(parameters, 2.0) / 300.0;
        };
        constexpr double h = 1e-5;
        for (std::size_t i = 0; i < before.size(); ++i) {
            auto moved = before;
            moved[i] += h;
            const double above = objective(moved);
            moved[i] -= 2.0 * h;
            const double slope = (above - objective(moved)) / (2.0 * h);
            QVERIFY2(std::abs(before[i] - after[i] - slope) < 1e-8,
                     qPrintable(QStringLiteral("%1: %2 instead of %3")
                                    .arg(i)
                                    .arg(before[i] - after[i])
                                    .arg(slope)));
        }
    }

    void errorIsTheExpectedLossOverItsDraws()
    {
        const ExperimentSpec spec = smallParity({"learner.errorDraws=4"});
        const PreparedLearner run(spec);
        run.learner->step(0, {}, {});
        const BnnLayout layout(shapeOf(run.dataset), spec.learner.parameters);
        const auto everybody = firstExamples(300);
        std::vector<std::int32_t> fourTimes;
        for (int draw = 0; draw < 4; ++draw)
            fourTimes.insert(fourTimes.end(), everybody.begin(), everybody.end());
        const double expected = noisyLoss(run.dataset, layout, run.learner->parameters(), fourTimes,
                                          evaluationNoise(1, layout.means.layers.size()));
        const double error = run.learner->error(run.learner->evaluate(Split::Train, {}));
        QVERIFY(std::abs(error - expected) < 1e-12);
    }

    void minimizedAreErrorAndWeightedComplexity()
    {
        const PreparedLearner run(smallParity({"learner.divergenceWeight=0.25"}));
        const Evaluation train = run.learner->evaluate(Split::Train, {});
        QCOMPARE(run.learner->minimized(train),
                 run.learner->error(train) + 0.25 * run.learner->complexity());
        QVERIFY(run.learner->error(train) != train.loss);
    }

    void lookingChangesNothing()
    {
        const PreparedLearner seldom(smallParity());
        const PreparedLearner often(smallParity());
        const auto batch = firstExamples(32);
        for (std::int64_t step = 0; step < 5; ++step) {
            const Evaluation once = often.learner->evaluate(Split::Train, {});
            QCOMPARE(often.learner->error(often.learner->evaluate(Split::Train, {})),
                     often.learner->error(once));
            (void)often.learner->evaluate(Split::Test, {});
            seldom.learner->step(step, batch, {});
            often.learner->step(step, batch, {});
        }
        QVERIFY(seldom.learner->parameters() == often.learner->parameters());
    }

    // Its loss is that of the means: far from the expected one when the deviations are large.
    void scoresAreThoseOfTheMeans()
    {
        const PreparedLearner narrow(smallParity({"learner.posteriorDeviation=1e-5"}));
        const PreparedLearner wide(smallParity({"learner.posteriorDeviation=3"}));
        const Evaluation exact = narrow.learner->evaluate(Split::Train, {});
        const Evaluation noisy = wide.learner->evaluate(Split::Train, {});
        QCOMPARE(noisy.loss, exact.loss);
        QVERIFY(noisy.predicted == exact.predicted);
        QVERIFY(std::abs(narrow.learner->error(exact) - exact.loss) < 1e-4);
        QVERIFY(wide.learner->error(noisy) > 1.5 * exact.loss);
    }

    // Miller et al. (2023), Fig. 6: 6,602 weights, 1,000 examples. Expected by hand: each weight
    // has
    // (.0001 - 1) / 2 - ln .01 = 4.10522 nats, and half its squared mean.
    void complexityStartsWhereThatOfThePaperDoes()
    {
        for (const auto& [deviation, expected] :
             {std::pair("0.005", 27.10), {"0.1", 27.14}, {"1", 30.40}}) {
            const PreparedLearner run(
                smallParity({"data.bits=30", "data.n=1000", "learner.width=200", "learner.depth=1",
                             "learner.activation=relu", "learner.precision=float32",
                             "learner.posteriorDeviation=0.01",
                             std::string("learner.initialDeviation=") + deviation}));
            QCOMPARE(std::ssize(run.learner->parameters()), 2 * 6602);
            // The squared means of 1: their sum / 2000 deviates by sqrt(2 * 6602) / 2000 = .057.
            QVERIFY(std::abs(run.learner->complexity() - expected) < 0.2);
        }
    }

    void startsFromNormalMeansAndEqualDeviations()
    {
        const PreparedLearner run(smallParity({"learner.width=2000"}));
        const auto parameters = run.learner->parameters();
        const auto middle = parameters.begin() + std::ssize(parameters) / 2;
        const auto count = static_cast<double>(middle - parameters.begin());
        const double square =
            std::inner_product(parameters.begin(), middle, parameters.begin(), 0.0);
        QVERIFY(std::abs(std::sqrt(square / count) - 0.7) < 0.02); // 5 deviations of 18,002
        QVERIFY(std::abs(std::accumulate(parameters.begin(), middle, 0.0) / count) < 0.03);
        QVERIFY(std::all_of(middle, parameters.end(),
                            [](double each) { return each == std::log(0.3); }));
    }

    void tokensAreRefusedAndSaidWhatToDo()
    {
        ExperimentSpec spec = smallParity();
        QVERIFY(bool(assign(spec, catalogs(), "data=modular-arithmetic")));
        QVERIFY(bool(assign(spec, catalogs(), "data.encoding=tokens")));
        const auto problems = validate(spec, catalogs());
        QVERIFY(!problems.empty());
        QVERIFY(problems.front().message.find("one-hot") != std::string::npos);
        QVERIFY(bool(assign(spec, catalogs(), "data.encoding=one-hot")));
        QVERIFY(validate(spec, catalogs()).empty());
    }
};

QTEST_GUILESS_MAIN(TestBnn)
#include "tst_bnn.moc"

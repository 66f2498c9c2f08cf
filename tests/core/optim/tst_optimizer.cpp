// SPDX-FileCopyrightText: 2026 Grokking Explorer contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/optim/optimizer.h"
#include "core/optim/optimizer_catalog.h"

#include <QtTest>

#include <array>
#include <cmath>
#include <span>
#include <vector>

using namespace grokking;

namespace {

constexpr double tolerance = 1e-14; // a few roundings of numbers near one
constexpr std::uint64_t seed = 11;

// Performs updates on one parameter with the gradient g = p (the loss p^2 / 2).
double minimize(const OptimizerSettings& settings, double start, int updates)
{
    std::array<double, 1> parameter{start};
    std::array<double, 3> moments{};
    std::vector<std::span<double>> state;
    for (std::size_t i = 0; i < stateVectors(settings); ++i)
        state.push_back(std::span(moments).subspan(i, 1));
    for (int update = 1; update <= updates; ++update) {
        std::array<double, 1> gradient{parameter[0]};
        applyUpdate<double>(settings, {.update = update, .noiseSeed = seed}, parameter, gradient,
                            state);
    }
    return parameter[0];
}

} // namespace

class TestOptimizer : public QObject
{
    Q_OBJECT

private slots:
    void sgdFollowsTheGradient()
    {
        QVERIFY(std::abs(minimize({.learningRate = 0.1}, 1.0, 2) - 0.81) < tolerance);
    }

    // p1 = 1 - .1; b2 = .5 * 1 + .9, p2 = .9 - .1 * 1.4
    void sgdWithMomentumCarriesTheLastDirection()
    {
        QVERIFY(std::abs(minimize({.learningRate = 0.1, .momentum = 0.5}, 1.0, 2) - 0.76)
                < tolerance);
    }

    // coupled: p (1 - lr (1 + wd)); decoupled: p (1 - lr wd) - lr p: equal for plain SGD
    void decayOfSgdIsTheSameEitherWay()
    {
        const OptimizerSettings coupled{.learningRate = 0.1, .weightDecay = 0.5};
        OptimizerSettings decoupled = coupled;
        decoupled.coupling = DecayCoupling::Decoupled;
        QVERIFY(std::abs(minimize(coupled, 1.0, 1) - 0.85) < tolerance);
        QVERIFY(std::abs(minimize(decoupled, 1.0, 1) - 0.85) < tolerance);
    }

    // The first step of Adam has the size of the learning rate whatever the gradient:
    // m/(1-b1) = g, v/(1-b2) = g^2.
    void firstStepOfAdamHasTheSizeOfTheLearningRate()
    {
        const OptimizerSettings adam{.rule = OptimizerSettings::Rule::Adam, .learningRate = 0.01};
        for (const double start : {1.0, 1e-3, 50.0})
            QVERIFY(std::abs(start - minimize(adam, start, 1) - 0.01) < 1e-6);
    }

    // Two steps of Adam by hand: g1 = 1, g2 = p1.
    void adamFollowsItsFormula()
    {
        const OptimizerSettings adam{.rule = OptimizerSettings::Rule::Adam,
                                     .learningRate = 0.1,
                                     .beta1 = 0.8,
                                     .beta2 = 0.9,
                                     .epsilon = 1e-3};
        const double p1 = 1.0 - 0.1 * 1.0 / (1.0 + 1e-3);
        const double m2 = 0.8 * 0.2 + 0.2 * p1;
        const double v2 = 0.9 * 0.1 + 0.1 * p1 * p1;
        const double p2 = p1 - 0.1 * (m2 / (1.0 - 0.64)) / (std::sqrt(v2 / (1.0 - 0.81)) + 1e-3);
        QVERIFY(std::abs(minimize(adam, 1.0, 2) - p2) < tolerance);
    }

    // Coupled decay passes through Adam's normalization, decoupled decay does not: with no other
    // gradient the first shrinks by the learning rate, the second by the factor 1 - lr wd.
    void decayOfAdamDiffersByCoupling()
    {
        for (const auto coupling : {DecayCoupling::Coupled, DecayCoupling::Decoupled}) {
            const OptimizerSettings adam{.rule = OptimizerSettings::Rule::Adam,
                                         .coupling = coupling,
                                         .learningRate = 0.01,
                                         .weightDecay = 0.5};
            std::array<double, 1> parameter{2.0};
            std::array<double, 1> gradient{0.0};
            std::array<double, 1> first{};
            std::array<double, 1> second{};
            const std::array<std::span<double>, 2> state{first, second};
            applyUpdate<double>(adam, {.update = 1}, parameter, gradient, state);
            const double expected =
                coupling == DecayCoupling::Coupled ? 2.0 - 0.01 : 2.0 * (1.0 - 0.005);
            QVERIFY(std::abs(parameter[0] - expected) < 1e-9);
        }
    }

    // A quarter, half, three quarters of .1, then all: the fifth step is no larger than the fourth.
    void warmUpRaisesTheLearningRateInEqualParts()
    {
        const OptimizerSettings sgd{.learningRate = 0.1, .warmupSteps = 4};
        double expected = 1.0;
        for (const double rate : {0.025, 0.05, 0.075, 0.1, 0.1})
            expected *= 1.0 - rate;
        QVERIFY(std::abs(minimize(sgd, 1.0, 5) - expected) < tolerance);
    }

    // Decay beside the step shrinks by the learning rate of the step: 2 (1 - .05 * .5), gradient 0.
    void warmUpHoldsBackDecoupledDecay()
    {
        const OptimizerSettings sgd{.coupling = DecayCoupling::Decoupled,
                                    .learningRate = 0.1,
                                    .weightDecay = 0.5,
                                    .warmupSteps = 2};
        std::array<double, 1> parameter{2.0};
        std::array<double, 1> gradient{0.0};
        applyUpdate<double>(sgd, {.update = 1}, parameter, gradient, {});
        QVERIFY(std::abs(parameter[0] - 1.95) < tolerance);
    }

    // The same update and, times learning rate and deviation, the numbers of its stream.
    void updateNoiseIsAddedBeforeTheLearningRate()
    {
        using Rule = OptimizerSettings::Rule;
        for (const Rule rule : {Rule::Sgd, Rule::Adam}) {
            OptimizerSettings settings{.rule = rule, .learningRate = 0.1, .warmupSteps = 2};
            const double clean = minimize(settings, 1.0, 1);
            settings.updateNoise = 3.0;
            const double number = noiseStream(seed, NoiseUse::Update, 0).normal();
            QVERIFY(std::abs(minimize(settings, 1.0, 1) - (clean - 0.05 * 3.0 * number))
                    < tolerance);
        }
    }

    void noiseDiffersByStepAndUse()
    {
        const double number = noiseStream(seed, NoiseUse::Update, 0).normal();
        QVERIFY(number != noiseStream(seed, NoiseUse::Update, 1).normal());
        QVERIFY(number != noiseStream(seed, NoiseUse::Weights, 0).normal());
        QCOMPARE(noiseStream(seed, NoiseUse::Weights, 5).bits(),
                 RandomStream(seed, Stream::Noise, 5).bits());
    }

    // (3, 4) has norm 5 and no gradient.
    void clampScalesTheNormBack()
    {
        for (const double largest : {2.5, 5.0, 6.0}) {
            std::array<double, 2> parameters{3.0, 4.0};
            std::array<double, 2> gradient{0.0, 0.0};
            applyUpdate<double>({.normClamp = largest}, {}, parameters, gradient, {});
            const double scale = largest < 5.0 ? 0.5 : 1.0;
            QCOMPARE(parameters[0], 3.0 * scale);
            QCOMPARE(parameters[1], 4.0 * scale);
        }
    }

    // g1 = 1, mean 1: p1 = 1 - .1 (1 + 2 * 1) = .7;
    // g2 = .7, mean .8 + .2 * .7 = .94: p2 = .7 - .1 (.7 + 2 * .94).
    void grokfastAddsTheMeanOfTheGradients()
    {
        const OptimizerSettings sgd{
            .learningRate = 0.1, .grokfastLambda = 2.0, .grokfastAlpha = 0.8};
        QCOMPARE(stateVectors(sgd), std::size_t{1});
        QVERIFY(std::abs(minimize(sgd, 1.0, 1) - 0.7) < tolerance);
        QVERIFY(std::abs(minimize(sgd, 1.0, 2) - 0.442) < tolerance);
    }

    void grokfastLeavesTheMomentsAlone()
    {
        const OptimizerSettings adam{.rule = OptimizerSettings::Rule::Adam, .grokfastLambda = 2.0};
        QCOMPARE(stateVectors(adam), std::size_t{3});
        QVERIFY(std::abs(minimize(adam, 1.0, 1) - 0.999) < 1e-9); // whatever the gradient
    }

    // Block (3, 4), gradient (5, 0): along it .6 * 5 = 3 times (.6, .8), across (3.2, -2.4) of norm
    // 4, hence (4, -3). Block (1, 0) with (0, 2) is orthogonal already; (2) with (7) has nothing
    // across; (0, 0) has no direction.
    void orthogonalGradientKeepsItsNormInEachBlock()
    {
        std::array<double, 7> parameters{3.0, 4.0, 1.0, 0.0, 2.0, 0.0, 0.0};
        std::array<double, 7> gradient{5.0, 0.0, 0.0, 2.0, 7.0, 1.0, 2.0};
        const std::array<double, 7> start = parameters;
        const std::array<MatrixBlock, 4> blocks{
            MatrixBlock{0, 1, 2}, {2, 2, 1}, {4, 1, 1}, {5, 2, 1}};
        applyUpdate<double>({.learningRate = 1.0, .orthogonalGradient = true}, {.blocks = blocks},
                            parameters, gradient, {});
        const std::array<double, 7> expected{4.0, -3.0, 0.0, 2.0, 0.0, 1.0, 2.0};
        for (std::size_t i = 0; i < expected.size(); ++i)
            QVERIFY(std::abs(start[i] - parameters[i] - expected[i]) < tolerance);
    }

    // Grokfast, then the orthogonal gradient, then coupled decay: mean .5 (1, 6) + .5 (5, 0), in
    // all (8, 3), across (3, 4) hence sqrt(73) (.8, -.6), and .5 (3, 4) of decay.
    void changesOfTheGradientComeInOrder()
    {
        std::array<double, 2> parameters{3.0, 4.0};
        std::array<double, 2> gradient{5.0, 0.0};
        std::array<double, 2> mean{1.0, 6.0};
        const std::array<std::span<double>, 1> state{mean};
        const std::array<MatrixBlock, 1> blocks{MatrixBlock{0, 1, 2}};
        applyUpdate<double>({.learningRate = 1.0,
                             .weightDecay = 0.5,
                             .grokfastLambda = 1.0,
                             .grokfastAlpha = 0.5,
                             .orthogonalGradient = true},
                            {.update = 2, .blocks = blocks}, parameters, gradient, state);
        const double size = std::sqrt(73.0);
        QVERIFY(std::abs(parameters[0] - (3.0 - 0.8 * size - 1.5)) < tolerance);
        QVERIFY(std::abs(parameters[1] - (4.0 + 0.6 * size - 2.0)) < tolerance);
    }

    // A matrix U diag(3, 4) V' becomes U diag(f(.6), f(.8)) V', f being five times the odd
    // polynomial of Jordan's coefficients: 3 and 4 over the norm 5. Wide and tall alike.
    void orthogonalizerActsOnSingularValuesAlone()
    {
        const auto f = [](double x) {
            for (int i = 0; i < 5; ++i)
                x = 3.4445 * x - 4.7750 * x * x * x + 2.0315 * x * x * x * x * x;
            return x;
        };
        const std::array<std::array<double, 2>, 2> u{{{0.6, -0.8}, {0.8, 0.6}}};
        const std::array<std::array<double, 3>, 2> v{
            {{2.0 / 3.0, 1.0 / 3.0, 2.0 / 3.0}, {-2.0 / 3.0, 2.0 / 3.0, 1.0 / 3.0}}};
        const auto product = [&](double first, double second, bool isTall) {
            std::array<double, 6> matrix{};
            for (std::size_t i = 0; i < 2; ++i)
                for (std::size_t k = 0; k < 3; ++k)
                    matrix[isTall ? 2 * k + i : 3 * i + k] =
                        u[i][0] * first * v[0][k] + u[i][1] * second * v[1][k];
            return matrix;
        };
        for (const bool isTall : {false, true}) {
            const MatrixBlock block{0, isTall ? 3 : 2, isTall ? 2 : 3};
            Orthogonalizer<double> orthogonalizer(std::span(&block, 1));
            auto matrix = product(3.0, 4.0, isTall);
            const auto expected = product(f(0.6), f(0.8), isTall);
            orthogonalizer.apply(block, matrix.data());
            for (std::size_t i = 0; i < matrix.size(); ++i)
                QVERIFY(std::abs(matrix[i] - expected[i]) < 1e-5); // 1e-7 beside the norm
        }
    }

    // Two steps of a matrix of two rows and columns with the gradients diag(3, 4) and diag(1, 0):
    // directions 1.5 diag(3, 4), then diag(1, 0) + .5 (.5 diag(3, 4) + diag(1, 0)). A block of two
    // numbers beside it follows Adam, whose first step has the size of its own learning rate.
    void muonFollowsItsFormula()
    {
        const auto f = [](double x) {
            for (int i = 0; i < 5; ++i)
                x = 3.4445 * x - 4.7750 * x * x * x + 2.0315 * x * x * x * x * x;
            return x;
        };
        const OptimizerSettings muon{.rule = OptimizerSettings::Rule::Muon,
                                     .coupling = DecayCoupling::Decoupled,
                                     .learningRate = 0.1,
                                     .weightDecay = 0.5,
                                     .momentum = 0.5,
                                     .adamLearningRate = 0.01};
        std::array<double, 6> parameters{1.0, 0.0, 0.0, 1.0, 1.0, 1.0};
        std::array<double, 6> first{};
        std::array<double, 6> second{};
        const std::array<std::span<double>, 2> state{first, second};
        const std::array<MatrixBlock, 2> blocks{MatrixBlock{0, 2, 2}, {4, 2, 1}};
        std::array<double, 6> gradient{3.0, 0.0, 0.0, 4.0, 7.0, -7.0};
        applyUpdate<double>(muon, {.update = 1, .blocks = blocks}, parameters, gradient, state);
        double p0 = 0.95 - 0.1 * f(0.6);
        double p3 = 0.95 - 0.1 * f(0.8);
        QVERIFY(std::abs(parameters[0] - p0) < 1e-6);
        QVERIFY(std::abs(parameters[3] - p3) < 1e-6);
        QVERIFY(std::abs(parameters[1]) < 1e-12);
        QVERIFY(std::abs(parameters[4] - (0.995 - 0.01)) < 1e-9);
        QVERIFY(std::abs(parameters[5] - (0.995 + 0.01)) < 1e-9);
        gradient = {1.0, 0.0, 0.0, 0.0, 0.0, 0.0};
        applyUpdate<double>(muon, {.update = 2, .blocks = blocks}, parameters, gradient, state);
        const double norm = std::hypot(2.25, 1.0);
        p0 = 0.95 * p0 - 0.1 * f(2.25 / norm);
        p3 = 0.95 * p3 - 0.1 * f(1.0 / norm);
        QVERIFY(std::abs(parameters[0] - p0) < 1e-6);
        QVERIFY(std::abs(parameters[3] - p3) < 1e-6);
    }

    // Outputs over inputs: four times as many take twice the step, fewer the same.
    void muonStepsFartherWithMoreOutputs()
    {
        QCOMPARE(muonScale({0, 8, 2}), 2.0);
        QCOMPARE(muonScale({0, 2, 8}), 1.0);
    }

    void catalogEntriesBecomeSettings()
    {
        for (const CatalogEntry& entry : optimizerCatalog()) {
            const auto settings = optimizerSettings({entry.id, defaultParameters(entry)});
            QCOMPARE(settings.rule == OptimizerSettings::Rule::Sgd, entry.id == "sgd");
            QCOMPARE(settings.coupling == DecayCoupling::Decoupled,
                     entry.id == "adamw" || entry.id == "muon");
            QCOMPARE(settings.rule == OptimizerSettings::Rule::Muon, entry.id == "muon");
            QVERIFY(settings.learningRate > 0.0);
            QCOMPARE(workVectors(settings), std::size_t(entry.id == "muon" ? 5 : 0));
            Parameters all = defaultParameters(entry);
            for (const char* const id :
                 {"updateNoise", "weightNoise", "normClamp", "grokfastLambda", "grokfastAlpha"})
                all[id] = 0.25;
            all["warmupSteps"] = std::int64_t{7};
            all["orthogonalGradient"] = true;
            OptimizerSettings expected = settings;
            expected.warmupSteps = 7;
            expected.updateNoise = expected.weightNoise = expected.normClamp = 0.25;
            expected.grokfastLambda = expected.grokfastAlpha = 0.25;
            expected.orthogonalGradient = true;
            QVERIFY(optimizerSettings({entry.id, all}) == expected);
        }
        Parameters adam = defaultParameters(*findEntry(optimizerCatalog(), "adam"));
        adam["decay"] = std::string("decoupled");
        QVERIFY(optimizerSettings({"adam", adam}).coupling == DecayCoupling::Decoupled);
    }

    void liveSettingsChange()
    {
        OptimizerSettings settings;
        changeSetting(settings, "learningRate", 0.5);
        changeSetting(settings, "weightDecay", 0.25);
        QCOMPARE(settings.learningRate, 0.5);
        QCOMPARE(settings.weightDecay, 0.25);
    }
};

QTEST_APPLESS_MAIN(TestOptimizer)
#include "tst_optimizer.moc"

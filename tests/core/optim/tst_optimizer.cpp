// SPDX-FileCopyrightText: 2026 Grokking Explorer contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/optim/optimizer.h"
#include "core/optim/optimizer_catalog.h"

#include <QtTest>

#include <array>
#include <cmath>

using namespace grokking;

namespace {

constexpr double tolerance = 1e-14; // a few roundings of numbers near one

// Performs updates on one parameter with the gradient g = p (the loss p^2 / 2).
double minimize(const OptimizerSettings& settings, double start, int updates)
{
    std::array<double, 1> parameter{start};
    std::array<double, 2> moments{};
    std::vector<std::span<double>> state;
    for (std::size_t i = 0; i < stateVectors(settings); ++i)
        state.push_back(std::span(moments).subspan(i, 1));
    for (int update = 1; update <= updates; ++update) {
        const std::array<double, 1> gradient{parameter[0]};
        applyUpdate<double>(settings, update, parameter, gradient, state);
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
            const std::array<double, 1> gradient{0.0};
            std::array<double, 1> first{};
            std::array<double, 1> second{};
            const std::array<std::span<double>, 2> state{first, second};
            applyUpdate<double>(adam, 1, parameter, gradient, state);
            const double expected =
                coupling == DecayCoupling::Coupled ? 2.0 - 0.01 : 2.0 * (1.0 - 0.005);
            QVERIFY(std::abs(parameter[0] - expected) < 1e-9);
        }
    }

    void catalogEntriesBecomeSettings()
    {
        for (const CatalogEntry& entry : optimizerCatalog()) {
            const auto settings = optimizerSettings({entry.id, defaultParameters(entry)});
            QCOMPARE(settings.rule == OptimizerSettings::Rule::Sgd, entry.id == "sgd");
            QCOMPARE(settings.coupling == DecayCoupling::Decoupled, entry.id == "adamw");
            QVERIFY(settings.learningRate > 0.0);
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

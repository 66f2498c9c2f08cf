// SPDX-FileCopyrightText: 2026 Grokking Explorer contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/learners/torch/tensor_optimizer.h"

#include <torch/torch.h>

#include <QTest>

#include <functional>
#include <memory>
#include <utility>

using namespace grokking;

namespace {

struct Case {
    const char* name;
    OptimizerSettings settings;
    std::function<std::unique_ptr<torch::optim::Optimizer>(std::vector<torch::Tensor>)> peer;
};

std::vector<Case> cases()
{
    using Rule = OptimizerSettings::Rule;
    const OptimizerSettings adam{
        .rule = Rule::Adam, .learningRate = 0.02, .weightDecay = 0.1, .beta2 = 0.98};
    OptimizerSettings adamw = adam;
    adamw.coupling = DecayCoupling::Decoupled;
    return {
        {"adam with coupled decay", adam,
         [](auto parameters) {
             return std::make_unique<torch::optim::Adam>(
                 parameters, torch::optim::AdamOptions(0.02).weight_decay(0.1).betas({0.9, 0.98}));
         }},
        {"adamw", adamw,
         [](auto parameters) {
             return std::make_unique<torch::optim::AdamW>(
                 parameters, torch::optim::AdamWOptions(0.02).weight_decay(0.1).betas({0.9, 0.98}));
         }},
        {"sgd",
         {.learningRate = 0.05, .weightDecay = 0.1},
         [](auto parameters) {
             return std::make_unique<torch::optim::SGD>(
                 parameters, torch::optim::SGDOptions(0.05).weight_decay(0.1));
         }},
        {"sgd with momentum",
         {.learningRate = 0.05, .weightDecay = 0.1, .momentum = 0.9},
         [](auto parameters) {
             return std::make_unique<torch::optim::SGD>(
                 parameters, torch::optim::SGDOptions(0.05).weight_decay(0.1).momentum(0.9));
         }},
    };
}

// Minimizes the sum of cosh(p) by 50 updates of each kind and returns the largest difference.
double largestDifference(const Case& test, decltype(&applyTensorUpdate) apply)
{
    const auto start = torch::linspace(-2.0, 2.0, 101, torch::kFloat64);
    auto peerParameters = start.clone().requires_grad_(true);
    const auto peer = test.peer({peerParameters});
    auto parameters = start.clone();
    std::vector<torch::Tensor> state;
    for (std::size_t i = 0; i < stateVectors(test.settings); ++i)
        state.push_back(torch::zeros_like(parameters));
    for (int update = 1; update <= 50; ++update) {
        peer->zero_grad();
        peerParameters.cosh().sum().backward();
        peer->step();
        auto gradient = parameters.sinh();
        apply(test.settings, {.update = update}, parameters, gradient, state);
    }
    return (parameters - peerParameters.detach()).abs().max().item<double>();
}

} // namespace

class TestTensorOptimizer : public QObject
{
    Q_OBJECT

private slots:
    void agreesWithLibTorchsOwnOptimizers_data()
    {
        QTest::addColumn<int>("index");
        for (int i = 0; i < static_cast<int>(cases().size()); ++i)
            QTest::newRow(cases()[static_cast<std::size_t>(i)].name) << i;
    }

    // Rounding of 50 updates of numbers up to 2 in float64.
    void agreesWithLibTorchsOwnOptimizers()
    {
        QFETCH(int, index);
        const Case test = cases()[static_cast<std::size_t>(index)];
        QVERIFY(largestDifference(test, applyUpdate) < 1e-13);       // on flat spans
        QVERIFY(largestDifference(test, applyTensorUpdate) < 1e-13); // as tensor operations
    }

    // Each of the settings that LibTorch does not have, as tensor operations against flat spans.
    void tensorOperationsAgreeWithFlatSpans()
    {
        using Rule = OptimizerSettings::Rule;
        const std::vector<MatrixBlock> blocks{{0, 10, 8}, {80, 20, 1}, {100, 1, 1}};
        for (const OptimizerSettings& settings :
             {OptimizerSettings{.rule = Rule::Adam, .weightDecay = 0.1, .warmupSteps = 20},
              OptimizerSettings{.learningRate = 0.05, .updateNoise = 0.3},
              OptimizerSettings{.learningRate = 0.05, .normClamp = 8.0},
              OptimizerSettings{.learningRate = 0.01, .grokfastLambda = 2.0},
              OptimizerSettings{.rule = Rule::Adam, .grokfastLambda = 2.0},
              OptimizerSettings{.rule = Rule::Muon,
              .coupling = DecayCoupling::Decoupled,
              .learningRate = 0.01,
              .weightDecay = 0.1,
              .momentum = 0.9,
              .warmupSteps = 5},
              OptimizerSettings{
                  .learningRate = 0.01, .momentum = 0.9, .orthogonalGradient = true}}) {
            const auto start = torch::linspace(-2.0, 2.0, 101, torch::kFloat64);
            const auto end = [&](decltype(&applyTensorUpdate) apply) {
                auto parameters = start.clone();
                std::vector<torch::Tensor> state;
                for (std::size_t i = 0; i < stateVectors(settings); ++i)
                    state.push_back(torch::zeros_like(parameters));
                for (int update = 1; update <= 50; ++update) {
                    auto gradient = parameters.sinh();
                    apply(settings, {update, blocks, 3}, parameters, gradient, state);
                }
                return parameters;
            };
            const auto difference = (end(applyTensorUpdate) - end(applyUpdate)).abs().max();
            QVERIFY(difference.item<double>() < 1e-11);
        }
    }
};

QTEST_APPLESS_MAIN(TestTensorOptimizer)
#include "tst_tensor_optimizer.moc"

// SPDX-FileCopyrightText: 2026 Grokking Explorer contributors
// SPDX-License-Identifier: GPL-3.0-or-later
// The multilayer perceptron on LibTorch, with autograd. All parameters lie in one flat tensor;
// weights and biases of the layers are views of it. Autograd hands back their gradients without
// accumulating them anywhere; they are joined in the same order for the optimizer's single pass.
// A step never waits for a GPU: losses are read back at evaluations only, once per split.
#pragma once

#include "core/learners/mlp.h"
#include "core/learners/torch/tensor_optimizer.h"

#include <torch/types.h>

namespace grokking {

class TorchMlp final : public NetworkLearner
{
public:
    TorchMlp(const LearnerContext& context, torch::Device device)
        : TorchMlp(context, initialMlp(context), device)
    {
    }

    bool step(std::int64_t step, std::span<const std::int32_t> batch,
              const std::stop_token& stop) override;
    Evaluation evaluate(Split split, const std::stop_token& stop) override;
    double complexity() override;
    std::vector<double> parameters() const override;
    void setParameters(std::span<const double> parameters) override;
    std::vector<double> lossGradient(const std::stop_token& stop) override;
    Probe probe(const Examples& examples) override;
    std::vector<std::byte> saveState() const override;
    Status restoreState(std::span<const std::byte> state) override;
    Environment environment() const override;

private:
    TorchMlp(const LearnerContext& context, const InitialMlp& mlp, torch::Device device);

    struct TensorSplit {
        torch::Tensor inputs; // (examples, features)
        torch::Tensor labels; // (examples), int64
    };
    using Activation = torch::Tensor (*)(const torch::Tensor&);

    [[nodiscard]] TensorSplit toDevice(const Examples& examples) const;
    void makeViews();
    [[nodiscard]] torch::Tensor forward(const torch::Tensor& inputs,
                                        std::vector<torch::Tensor>* activations = nullptr) const;
    [[nodiscard]] torch::Tensor lossOf(const torch::Tensor& logits,
                                       const torch::Tensor& labels) const;
    // Sets m_gradient to that of a loss.
    void differentiate(const torch::Tensor& loss);
    [[nodiscard]] std::vector<torch::Tensor> stateTensors() const;
    [[nodiscard]] std::size_t stateBytes() const;

    torch::TensorOptions m_options; // number format and device
    Activation m_activation;
    TensorSplit m_train;
    TensorSplit m_test;
    torch::Tensor m_flat;     // all parameters
    torch::Tensor m_gradient; // their gradients, in the same order
    std::vector<torch::Tensor> m_moments;
    std::vector<torch::Tensor> m_views; // of m_flat, one per block
};

} // namespace grokking

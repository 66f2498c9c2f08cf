// SPDX-FileCopyrightText: 2026 Grokking Explorer contributors
// SPDX-License-Identifier: GPL-3.0-or-later
// What networks on LibTorch have in common, with autograd. All parameters lie in one flat tensor;
// its blocks are views of it. Autograd hands back their gradients without accumulating them
// anywhere; they are joined in the same order for the optimizer's single pass. A step never waits
// for a GPU: losses are read back at evaluations only, once per split.
#pragma once

#include "core/learners/dropout.h"
#include "core/learners/network_learner.h"
#include "core/learners/torch/tensor_optimizer.h"

#include <torch/types.h>

#include <optional>
#include <string>
#include <vector>

namespace grokking {

using TorchActivation = torch::Tensor (*)(const torch::Tensor&);

// Returns the activation with this id of a learner's settings.
[[nodiscard]] TorchActivation torchActivation(const std::string& id);

// Copies numbers into a new tensor.
[[nodiscard]] torch::Tensor tensorOf(std::span<const double> values, torch::IntArrayRef shape,
                                     const torch::TensorOptions& options);

class TorchLearner : public NetworkLearner
{
public:
    bool step(std::int64_t step, std::span<const std::int32_t> batch,
              const std::stop_token& stop) final;
    Evaluation evaluate(Split split, const std::stop_token& stop) final;
    double complexity() final;
    std::vector<double> parameters() const final;
    void setParameters(std::span<const double> parameters) final;
    std::vector<double> lossGradient(const std::stop_token& stop) final;
    Probe probe(const Examples& examples) final;
    Array<double> attention(const Examples& examples) final;
    std::vector<std::byte> saveState() const final;
    Status restoreState(std::span<const std::byte> state) final;
    Environment environment() const final;

protected:
    // What heirs may differ in.
    struct Traits {
        std::size_t dropoutPlaces = 0;      // where units are left out
        std::int64_t evaluationRows = 2048; // per forward pass, so that a stop is seen soon
    };

    // Puts data and parameters onto the device.
    TorchLearner(const LearnerContext& context, const InitialNetwork& initial, torch::Device device,
                 const Traits& traits);
    TorchLearner(const LearnerContext& context, const InitialNetwork& initial, torch::Device device)
        : TorchLearner(context, initial, device, Traits{})
    {
    }

    // Returns the logits (examples, classes), of sequences (examples * positions asked for,
    // classes), example by example, of numbers (examples, features) or tokens (examples,
    // positions). Adds the activations (examples, units) of each hidden layer if they are asked
    // for. The loss is taken in the number format of the logits.
    virtual torch::Tensor forward(const torch::Tensor& inputs,
                                  std::vector<torch::Tensor>* activations = nullptr) const = 0;

    // Returns what attention() does, of inputs; undefined without attention.
    [[nodiscard]] virtual torch::Tensor attentionOf(const torch::Tensor& /*inputs*/) const
    {
        return {};
    }

    // Returns whether a training step with dropout is being made.
    [[nodiscard]] bool isDropping() const { return m_dropping != nullptr; }
    // Returns x with the units left out that dropout leaves out at this place; outside of a
    // training step x itself. Its first dimension is the examples. Once per place and step.
    [[nodiscard]] torch::Tensor dropped(std::size_t place, const torch::Tensor& x) const;

    torch::TensorOptions m_options;     // number format and device
    std::vector<torch::Tensor> m_views; // of the flat tensor, one per block

private:
    struct TensorSplit {
        torch::Tensor inputs; // numbers or, as int64, tokens
        torch::Tensor labels; // (examples, positions asked for), int64
    };

    [[nodiscard]] torch::Tensor inputsOf(const Examples& examples) const;
    [[nodiscard]] TensorSplit toDevice(const Examples& examples) const;
    // Returns the mean loss of logits (rows, classes), one per label.
    [[nodiscard]] torch::Tensor lossOf(const torch::Tensor& logits,
                                       const torch::Tensor& labels) const;
    // Sets m_gradient to that of a loss.
    void differentiate(const torch::Tensor& loss);
    [[nodiscard]] std::vector<torch::Tensor> stateTensors() const;
    [[nodiscard]] std::size_t stateBytes() const;

    std::int64_t m_evaluationRows;
    TensorSplit m_train;
    TensorSplit m_test;
    torch::Tensor m_flat;     // all parameters
    torch::Tensor m_gradient; // their gradients, in the same order
    std::vector<torch::Tensor> m_moments;
    std::optional<Dropout> m_dropout; // if there is a rate
    Dropout* m_dropping = nullptr;    // during a training step with it
};

} // namespace grokking

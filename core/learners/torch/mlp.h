// SPDX-FileCopyrightText: 2026 Grokking Explorer contributors
// SPDX-License-Identifier: GPL-3.0-or-later
// The multilayer perceptron on LibTorch, with autograd.
#pragma once

#include "core/learners/mlp.h"
#include "core/learners/torch/torch_learner.h"

namespace grokking {

class TorchMlp final : public TorchLearner
{
public:
    TorchMlp(const LearnerContext& context, torch::Device device)
        : TorchMlp(context, initialMlp(context), device)
    {
    }

private:
    TorchMlp(const LearnerContext& context, const InitialMlp& initial, torch::Device device);

    torch::Tensor forward(const torch::Tensor& inputs,
                          std::vector<torch::Tensor>* activations) const override;

    MlpLayout m_layout;
    TorchActivation m_activation;
};

} // namespace grokking

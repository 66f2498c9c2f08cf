// SPDX-FileCopyrightText: 2026 Grokking Explorer contributors
// SPDX-License-Identifier: GPL-3.0-or-later
// The diagonal linear network on LibTorch, with autograd.
#pragma once

#include "core/learners/diagonal_linear.h"
#include "core/learners/torch/torch_learner.h"

namespace grokking {

class TorchDiagonalLinear final : public TorchLearner
{
public:
    TorchDiagonalLinear(const LearnerContext& context, torch::Device device)
        : TorchDiagonalLinear(context, initialDiagonalLinear(context), device)
    {
    }

private:
    TorchDiagonalLinear(const LearnerContext& context, const InitialDiagonalLinear& initial,
                        torch::Device device)
        : TorchLearner(context, initial, device), m_power(initial.power)
    {
    }

    torch::Tensor forward(const torch::Tensor& inputs,
                          std::vector<torch::Tensor>* activations) const override;

    std::int64_t m_power;
};

} // namespace grokking

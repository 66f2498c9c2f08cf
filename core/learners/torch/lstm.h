// SPDX-FileCopyrightText: 2026 Grokking Explorer contributors
// SPDX-License-Identifier: GPL-3.0-or-later
// The LSTM on LibTorch, with autograd.
#pragma once

#include "core/learners/lstm.h"
#include "core/learners/torch/torch_learner.h"

namespace grokking {

class TorchLstm final : public TorchLearner
{
public:
    TorchLstm(const LearnerContext& context, torch::Device device)
        : TorchLstm(context, initialLstm(context), device)
    {
    }

private:
    TorchLstm(const LearnerContext& context, const InitialLstm& initial, torch::Device device)
        : TorchLearner(context, initial, device), m_layout(initial.layout)
    {
    }

    torch::Tensor forward(const torch::Tensor& inputs,
                          std::vector<torch::Tensor>* activations) const override;

    [[nodiscard]] const torch::Tensor& view(int block) const
    {
        return m_views[static_cast<std::size_t>(block)];
    }

    LstmLayout m_layout;
};

} // namespace grokking

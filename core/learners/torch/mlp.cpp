// SPDX-FileCopyrightText: 2026 Grokking Explorer contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/learners/torch/mlp.h"

#include <torch/torch.h>

namespace grokking {

TorchMlp::TorchMlp(const LearnerContext& context, torch::Device device)
    : TorchLearner(context, initialMlp(context), device),
      m_activation(torchActivation(textValue(context.learner.parameters, "activation")))
{
}

torch::Tensor TorchMlp::forward(const torch::Tensor& inputs,
                                std::vector<torch::Tensor>* activations) const
{
    torch::Tensor hidden = inputs;
    for (std::size_t block = 0; block < m_views.size(); block += 2) {
        hidden = torch::linear(hidden, m_views[block], m_views[block + 1]);
        if (block + 2 == m_views.size())
            break;
        hidden = m_activation(hidden);
        if (activations)
            activations->push_back(hidden);
    }
    return hidden;
}

} // namespace grokking

// SPDX-FileCopyrightText: 2026 Grokking Explorer contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/learners/torch/mlp.h"

#include <torch/torch.h>

namespace grokking {

TorchMlp::TorchMlp(const LearnerContext& context, const InitialMlp& initial, torch::Device device)
    : TorchLearner(context, initial, device, {.dropoutPlaces = initial.layout.layers.size() - 1}),
      m_layout(initial.layout),
      m_activation(torchActivation(textValue(context.learner.parameters, "activation")))
{
}

torch::Tensor TorchMlp::forward(const torch::Tensor& inputs,
                                std::vector<torch::Tensor>* activations) const
{
    const auto view = [this](int block) { return m_views[static_cast<std::size_t>(block)]; };
    torch::Tensor hidden = m_layout.embeddings < 0
                               ? inputs
                               : torch::embedding(view(m_layout.embeddings), inputs).flatten(1);
    for (std::size_t i = 0; i < m_layout.layers.size(); ++i) {
        const AffineBlocks& layer = m_layout.layers[i];
        const auto biases = layer.biases < 0 ? torch::Tensor() : view(layer.biases);
        hidden = torch::linear(hidden, view(layer.weights), biases);
        if (i + 1 == m_layout.layers.size())
            break;
        hidden = m_activation(hidden);
        if (activations)
            activations->push_back(hidden);
        hidden = dropped(i, hidden);
    }
    return hidden;
}

} // namespace grokking

// SPDX-FileCopyrightText: 2026 Grokking Explorer contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/learners/torch/lstm.h"

#include <torch/torch.h>

#include <tuple>

namespace grokking {

torch::Tensor TorchLstm::forward(const torch::Tensor& inputs,
                                 std::vector<torch::Tensor>* activations) const
{
    // (positions, examples, numbers)
    const auto sequence =
        m_layout.embeddings >= 0
            ? torch::embedding(view(m_layout.embeddings), inputs.t())
            : inputs.view({-1, m_layout.positions, m_layout.inputs}).transpose(0, 1);
    std::vector<torch::Tensor> weights;
    for (const LstmLayer& layer : m_layout.layers)
        for (const int block : {layer.input.weights, layer.recurrent.weights, layer.input.biases,
                                layer.recurrent.biases})
            weights.push_back(view(block));
    const auto layers = static_cast<std::int64_t>(m_layout.layers.size());
    const auto zero = torch::zeros({layers, inputs.size(0), m_layout.width}, m_options);
    const auto states =
        std::get<1>(torch::lstm(sequence, {zero, zero}, weights, /*has_biases=*/true, layers,
                                /*dropout=*/0.0, /*train=*/false, /*bidirectional=*/false,
                                /*batch_first=*/false));
    for (std::int64_t layer = 0; activations && layer < layers; ++layer)
        activations->push_back(states[layer]);
    return torch::linear(states[-1], view(m_layout.output.weights), view(m_layout.output.biases));
}

} // namespace grokking

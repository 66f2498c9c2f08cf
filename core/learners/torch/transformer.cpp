// SPDX-FileCopyrightText: 2026 Grokking Explorer contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/learners/torch/transformer.h"

#include <torch/torch.h>

#include <cmath>
#include <limits>

namespace grokking {

using Norm = TransformerShape::Norm;

TorchTransformer::TorchTransformer(const LearnerContext& context, const InitialTransformer& initial,
                                   torch::Device device)
    : TorchLearner(context, initial, device, 2 * initial.layout.layers.size()),
      m_layout(initial.layout),
      m_activation(torchActivation(textValue(context.learner.parameters, "activation")))
{
    const auto encoding = sinusoidalPositions(m_layout.shape.positions, m_layout.shape.width);
    if (!m_layout.shape.learnedPositions)
        m_encoding = tensorOf(encoding.values(), encoding.shape(), m_options);
}

torch::Tensor TorchTransformer::map(const AffineBlocks& blocks, const torch::Tensor& x) const
{
    const auto& weights = m_views[static_cast<std::size_t>(blocks.weights)];
    return blocks.biases < 0
               ? torch::linear(x, weights)
               : torch::linear(x, weights, m_views[static_cast<std::size_t>(blocks.biases)]);
}

torch::Tensor TorchTransformer::normalized(const AffineBlocks& blocks, const torch::Tensor& x) const
{
    return torch::layer_norm(x, {m_layout.shape.width},
                             m_views[static_cast<std::size_t>(blocks.weights)],
                             m_views[static_cast<std::size_t>(blocks.biases)]);
}

torch::Tensor TorchTransformer::embed(const torch::Tensor& inputs) const
{
    const TransformerShape& shape = m_layout.shape;
    const auto embedded =
        shape.tokenSize == 0
            ? torch::embedding(m_views[static_cast<std::size_t>(m_layout.input.weights)], inputs)
            : map(m_layout.input, inputs.view({-1, shape.positions, shape.tokenSize}));
    return embedded
           + (shape.learnedPositions ? m_views[static_cast<std::size_t>(m_layout.position.weights)]
                                     : m_encoding);
}

// (examples, positions, heads * head width) -> (examples, heads, positions, head width)
torch::Tensor TorchTransformer::heads(const torch::Tensor& x) const
{
    return x.view({x.size(0), x.size(1), m_layout.shape.heads, m_layout.shape.headWidth})
        .transpose(1, 2);
}

torch::Tensor TorchTransformer::attend(const TransformerLayer& layer, const torch::Tensor& asking,
                                       const torch::Tensor& x) const
{
    const double scale = 1.0 / std::sqrt(static_cast<double>(m_layout.shape.headWidth));
    const auto queries = heads(map(layer.query, asking)) * scale;
    auto scores = torch::matmul(queries, heads(map(layer.key, x)).transpose(2, 3));
    const std::int64_t rows = asking.size(1);
    if (rows > 1) {
        const auto future = torch::ones({rows, rows}, scores.options().dtype(torch::kBool)).triu(1);
        scores = scores.masked_fill(future, -std::numeric_limits<double>::infinity());
    }
    const auto mixed = torch::matmul(scores.softmax(-1), heads(map(layer.value, x)));
    return map(layer.attentionOutput, mixed.transpose(1, 2).reshape({asking.size(0), rows, -1}));
}

torch::Tensor TorchTransformer::forward(const torch::Tensor& inputs,
                                        std::vector<torch::Tensor>* activations) const
{
    const TransformerShape& shape = m_layout.shape;
    const bool readsLast = shape.readout == TransformerShape::Readout::Last;
    const auto before = [&](const AffineBlocks& norm, const torch::Tensor& x) {
        return shape.norm == Norm::Pre ? normalized(norm, x) : x;
    };
    const auto after = [&](const AffineBlocks& norm, const torch::Tensor& x) {
        return shape.norm == Norm::Post ? normalized(norm, x) : x;
    };
    torch::Tensor x = embed(inputs);
    std::size_t place = 0;
    for (const TransformerLayer& layer : m_layout.layers) {
        const bool isLast = &layer == &m_layout.layers.back();
        const std::int64_t asking = isLast && readsLast ? 1 : shape.positions;
        const std::int64_t first = shape.positions - asking;
        const auto seen = before(layer.attentionNorm, x);
        const auto attention = attend(layer, seen.narrow(1, first, asking), seen);
        x = x.narrow(1, first, asking) + dropped(place++, attention);
        x = after(layer.attentionNorm, x);
        const auto hidden = m_activation(map(layer.mlpIn, before(layer.mlpNorm, x)));
        x = after(layer.mlpNorm, x + dropped(place++, map(layer.mlpOut, hidden)));
        if (activations)
            activations->push_back(hidden.select(1, -1));
    }
    x = before(m_layout.finalNorm, x);
    const auto read = readsLast ? x.select(1, -1) : x.mean(1);
    if (!shape.tiedOutput)
        return map(m_layout.output, read).to(torch::kFloat64);
    const auto weights =
        m_views[static_cast<std::size_t>(m_layout.input.weights)].narrow(0, 0, shape.classes);
    const auto logits = torch::linear(read, weights);
    return (shape.biases ? logits + m_views[static_cast<std::size_t>(m_layout.output.biases)]
                         : logits)
        .to(torch::kFloat64);
}

} // namespace grokking

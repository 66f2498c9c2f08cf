// SPDX-FileCopyrightText: 2026 Grokking Explorer contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/learners/torch/transformer.h"

#include "core/learners/torch/spans.h"

#include <torch/torch.h>

#include <cmath>
#include <limits>
#include <numeric>

namespace grokking {

using Norm = TransformerShape::Norm;
using Readout = TransformerShape::Readout;

namespace {

std::vector<std::int64_t> positionsRead(const TransformerShape& shape, const Targets& targets)
{
    if (shape.readout == Readout::Asked)
        return askedLabels(targets).positions;
    if (shape.readout == Readout::Last)
        return {shape.positions - 1};
    std::vector<std::int64_t> all(static_cast<std::size_t>(shape.positions));
    std::iota(all.begin(), all.end(), 0);
    return all;
}

// Copies numbers of rows.
torch::Tensor indices(const std::vector<std::int64_t>& rows)
{
    return torch::tensor(rows, torch::kInt64);
}

} // namespace

TorchTransformer::TorchTransformer(const LearnerContext& context, const InitialTransformer& initial,
                                   torch::Device device)
    : TorchLearner(context, initial, device,
                   {.dropoutPlaces = 2 * initial.layout.layers.size(),
                    .evaluationRows = transformerEvaluationRows}),
      m_layout(initial.layout),
      m_activation(torchActivation(textValue(context.learner.parameters, "activation"))),
      m_read(positionsRead(m_layout.shape, context.dataset.train.targets)),
      m_shown(m_layout.shape.readout == Readout::Asked ? 0 : std::ssize(m_read) - 1),
      m_readIndices(indices(m_read).to(device)),
      m_allIndices(torch::arange(m_layout.shape.positions, torch::kInt64).to(device))
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

torch::Tensor TorchTransformer::normalizedBefore(const AffineBlocks& norm,
                                                 const torch::Tensor& x) const
{
    return m_layout.shape.norm == Norm::Pre ? normalized(norm, x) : x;
}

torch::Tensor TorchTransformer::normalizedAfter(const AffineBlocks& norm,
                                                const torch::Tensor& x) const
{
    return m_layout.shape.norm == Norm::Post ? normalized(norm, x) : x;
}

torch::Tensor TorchTransformer::encoding() const
{
    return m_layout.shape.learnedPositions
               ? m_views[static_cast<std::size_t>(m_layout.position.weights)]
               : m_encoding;
}

torch::Tensor TorchTransformer::embed(const torch::Tensor& inputs) const
{
    const TransformerShape& shape = m_layout.shape;
    return shape.tokenSize == 0
               ? torch::embedding(m_views[static_cast<std::size_t>(m_layout.input.weights)], inputs)
               : map(m_layout.input, inputs.view({-1, shape.positions, shape.tokenSize}));
}

// (examples, positions, heads * head width) -> (examples, heads, positions, head width)
torch::Tensor TorchTransformer::heads(const torch::Tensor& x) const
{
    return x.view({x.size(0), x.size(1), m_layout.shape.heads, m_layout.shape.headWidth})
        .transpose(1, 2);
}

torch::Tensor TorchTransformer::shares(const TransformerLayer& layer, const torch::Tensor& x,
                                       const torch::Tensor& asking) const
{
    const double scale = 1.0 / std::sqrt(static_cast<double>(m_layout.shape.headWidth));
    const auto queries = heads(map(layer.query, x.index_select(1, asking))) * scale;
    const auto scores = torch::matmul(queries, heads(map(layer.key, x)).transpose(2, 3));
    const auto future = m_allIndices.unsqueeze(0).gt(asking.unsqueeze(1)); // (asking, positions)
    return scores.masked_fill(future, -std::numeric_limits<double>::infinity()).softmax(-1);
}

torch::Tensor TorchTransformer::attend(const TransformerLayer& layer, const torch::Tensor& x,
                                       const torch::Tensor& asking) const
{
    const auto mixed = torch::matmul(shares(layer, x, asking), heads(map(layer.value, x)));
    return map(layer.attentionOutput,
               mixed.transpose(1, 2).reshape({x.size(0), asking.size(0), -1}));
}

torch::Tensor TorchTransformer::attentionOf(const torch::Tensor& inputs) const
{
    torch::Tensor x = embed(inputs) + encoding();
    const auto shown = m_allIndices.narrow(0, shownAt(), 1);
    std::vector<torch::Tensor> means; // (heads, positions)
    for (std::size_t i = 0; i < m_layout.layers.size(); ++i) {
        const TransformerLayer& layer = m_layout.layers[i];
        const auto seen = normalizedBefore(layer.attentionNorm, x);
        means.push_back(shares(layer, seen, shown).select(2, 0).mean(0));
        torch::Tensor hidden;
        if (i + 1 < m_layout.layers.size())
            x = finish(i, x, attend(layer, seen, m_allIndices), hidden);
    }
    return torch::cat(means, 0);
}

torch::Tensor TorchTransformer::attend(const TransformerLayer& layer, const torch::Tensor& x,
                                       const AskingRows& rows, const torch::Tensor& own) const
{
    const TransformerShape& shape = m_layout.shape;
    const double scale = 1.0 / std::sqrt(static_cast<double>(shape.headWidth));
    const auto seen = indices(rows.seen);
    // (rows, positions, heads, head width) of what each row sees
    const auto seenOf = [&](const AffineBlocks& blocks) {
        return map(blocks, x).index_select(0, seen).view(
            {rows.size(), shape.positions, shape.heads, shape.headWidth});
    };
    // Mapped before or behind the choice, whichever has fewer rows.
    const auto queries = x.size(0) < rows.size() ? map(layer.query, x).index_select(0, own)
                                                 : map(layer.query, x.index_select(0, own));
    auto scores =
        ((queries * scale).view({-1, 1, shape.heads, shape.headWidth}) * seenOf(layer.key)).sum(-1);
    const auto future = m_allIndices.unsqueeze(0).gt(indices(rows.ends).unsqueeze(1));
    scores = scores.masked_fill(future.unsqueeze(2), -std::numeric_limits<double>::infinity());
    const auto mixed = (scores.softmax(1).unsqueeze(3) * seenOf(layer.value)).sum(1);
    return map(layer.attentionOutput, mixed.view({rows.size(), -1}));
}

torch::Tensor TorchTransformer::finish(std::size_t layer, const torch::Tensor& own,
                                       const torch::Tensor& attention, torch::Tensor& hidden) const
{
    const TransformerLayer& blocks = m_layout.layers[layer];
    const auto x = normalizedAfter(blocks.attentionNorm, own + dropped(2 * layer, attention));
    hidden = m_activation(map(blocks.mlpIn, normalizedBefore(blocks.mlpNorm, x)));
    return normalizedAfter(blocks.mlpNorm, x + dropped(2 * layer + 1, map(blocks.mlpOut, hidden)));
}

torch::Tensor TorchTransformer::throughAll(const torch::Tensor& inputs,
                                           std::vector<torch::Tensor>* activations) const
{
    torch::Tensor x = embed(inputs) + encoding();
    for (std::size_t i = 0; i < m_layout.layers.size(); ++i) {
        const TransformerLayer& layer = m_layout.layers[i];
        const bool isLast = i + 1 == m_layout.layers.size();
        const auto& asking = isLast ? m_readIndices : m_allIndices;
        const auto seen = normalizedBefore(layer.attentionNorm, x);
        torch::Tensor hidden;
        x = finish(i, x.index_select(1, asking), attend(layer, seen, asking), hidden);
        if (activations)
            activations->push_back(hidden.select(1, isLast ? m_shown : shownAt()));
    }
    return x;
}

// (examples * positions read, units) -> (examples, positions read, units)
torch::Tensor TorchTransformer::ofExamples(const torch::Tensor& x) const
{
    return x.view({-1, std::ssize(m_read), x.size(1)});
}

torch::Tensor TorchTransformer::throughPrefixes(const torch::Tensor& tokens,
                                                std::vector<torch::Tensor>* activations) const
{
    using Rows = TokenPrefixes::Rows;
    const TokenPrefixes prefixes(elements<std::int64_t>(tokens), m_layout.shape.positions);
    torch::Tensor x = embed(indices(prefixes.inputTokens()))
                      + encoding().index_select(0, indices(prefixes.inputPositions()));
    for (std::size_t i = 0; i < m_layout.layers.size(); ++i) {
        const TransformerLayer& layer = m_layout.layers[i];
        const bool isLast = i + 1 == m_layout.layers.size();
        const Rows inputs = i == 0 ? Rows::Inputs : Rows::Prefixes;
        const AskingRows rows = isLast ? prefixes.read(inputs, m_read) : prefixes.all(inputs);
        const auto own = indices(rows.own);
        const auto seen = normalizedBefore(layer.attentionNorm, x);
        torch::Tensor hidden;
        x = finish(i, x.index_select(0, own), attend(layer, seen, rows, own), hidden);
        if (activations)
            activations->push_back(isLast
                                       ? ofExamples(hidden).select(1, m_shown)
                                       : hidden.index_select(0, indices(prefixes.at(shownAt()))));
    }
    return ofExamples(x);
}

torch::Tensor TorchTransformer::readOut(const torch::Tensor& x) const
{
    const TransformerShape& shape = m_layout.shape;
    const auto normal = normalizedBefore(m_layout.finalNorm, x);
    const auto read =
        shape.readout == Readout::Mean ? normal.mean(1) : normal.reshape({-1, shape.width});
    if (!shape.tiedOutput)
        return map(m_layout.output, read).to(torch::kFloat64);
    const auto weights =
        m_views[static_cast<std::size_t>(m_layout.input.weights)].narrow(0, 0, shape.classes);
    const auto logits = torch::linear(read, weights);
    return (shape.biases ? logits + m_views[static_cast<std::size_t>(m_layout.output.biases)]
                         : logits)
        .to(torch::kFloat64);
}

torch::Tensor TorchTransformer::forward(const torch::Tensor& inputs,
                                        std::vector<torch::Tensor>* activations) const
{
    const bool shares = m_layout.shape.tokenSize == 0 && !isDropping() && inputs.device().is_cpu();
    return readOut(shares ? throughPrefixes(inputs, activations) : throughAll(inputs, activations));
}

} // namespace grokking

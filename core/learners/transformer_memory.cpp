// SPDX-FileCopyrightText: 2026 Grokking Explorer contributors
// SPDX-License-Identifier: GPL-3.0-or-later
// How large a Transformer is, told from its settings.
#include "core/learners/network_memory.h"
#include "core/learners/network_settings.h"
#include "core/learners/transformer.h"

#include <algorithm>

namespace grokking {

namespace {

constexpr std::int64_t tableNumbersAtMost = std::int64_t{1} << 26;

std::int64_t parameterCount(const TransformerLayout& layout)
{
    return layout.blocks.back().offset + elementCount(layout.blocks.back().shape);
}

// Returns the numbers in the fused engine's tables, if every token occurs at every position: what
// each head adds to MLP and logits, and the scores, each with its gradient.
std::int64_t tableNumbers(const TransformerShape& shape)
{
    const std::int64_t rows = shape.positions * shape.vocabulary;
    const std::int64_t sums = rows * shape.heads + shape.vocabulary;
    return 2 * sums * (shape.mlpWidth + shape.classes) + 2 * shape.vocabulary * shape.heads * rows;
}

// Per position: residual stream and norm before and after both parts of a layer, query, key, value,
// attention, the MLP before and after its nonlinearity, and of dropout the factors and what they
// leave; and per pair of positions the scores, and of tokens keys and values.
std::int64_t layerNumbers(const TransformerShape& shape, const Parameters& settings)
{
    const std::int64_t dropped = networkSettings(settings).dropout > 0.0 ? 4 : 0;
    const std::int64_t perPair =
        2 * shape.heads + (shape.tokenSize == 0 ? 2 * shape.attentionWidth() : 0);
    return shape.positions
           * ((6 + dropped) * shape.width + 4 * shape.attentionWidth() + 2 * shape.mlpWidth
              + perPair * shape.positions);
}

std::int64_t torchActivations(const TransformerShape& shape, const MemoryContext& context)
{
    const DatasetShape& data = context.data;
    const std::int64_t batch = batchExamples(context);
    const std::int64_t evaluated =
        std::min(transformerEvaluationRows, std::max(data.trainingExamples, data.testExamples));
    const std::int64_t perLayer = layerNumbers(shape, context.learner.parameters);
    const std::int64_t logits = shape.classes * std::max<std::int64_t>(1, data.targetPositions);
    // On the way back two gradients of the largest result at a time; logits also in float64.
    const std::int64_t once = 3 * perLayer + 6 * logits;
    return std::max(batch * (shape.layers * perLayer + once), evaluated * once)
           * numberBytes(context.learner.parameters);
}

std::int64_t fusedActivations(const TransformerShape& shape, const MemoryContext& context)
{
    const std::int64_t perRow =
        3 * shape.mlpWidth + 8 * shape.classes + 4 * (shape.positions * shape.heads + 1);
    return (fusedBlockRows * perRow + tableNumbers(shape))
           * numberBytes(context.learner.parameters);
}

} // namespace

LearnerSize transformerSize(const DatasetShape& data, const EntrySpec& learner)
{
    const TransformerLayout layout(TransformerShape(data, learner.parameters));
    return {.parameters = parameterCount(layout), .blocks = std::ssize(layout.blocks)};
}

LearnerMemory transformerMemory(const MemoryContext& context)
{
    const TransformerShape shape(context.data, context.learner.parameters);
    return networkMemory(context, transformerSize(context.data, context.learner).parameters,
                         context.engine == Engine::Fused ? fusedActivations(shape, context)
                                                         : torchActivations(shape, context));
}

bool hasFusedTransformer(const DatasetShape& data, const Parameters& settings)
{
    const TransformerShape shape(data, settings);
    return data.hasTokens() && networkSettings(settings).dropout == 0.0 && shape.layers == 1
           && shape.norm == TransformerShape::Norm::None
           && shape.readout == TransformerShape::Readout::Last
           && tableNumbers(shape) <= tableNumbersAtMost;
}

} // namespace grokking

// SPDX-FileCopyrightText: 2026 Grokking Explorer contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/learners/mlp_memory.h"

#include "core/learners/mlp.h"
#include "core/learners/network_memory.h"
#include "core/learners/network_settings.h"

#include <algorithm>
#include <vector>

namespace grokking {

namespace {

constexpr std::int64_t keptBlocks = std::int64_t{32} << 20; // freed, but kept by the C library

// Returns the inputs of the first layer, the width of each hidden layer, classes.
std::vector<std::int64_t> layerSizes(const DatasetShape& shape, const EntrySpec& learner)
{
    return MlpLayout(shape, learner.parameters).sizes;
}

// Returns the most units of a layer behind the inputs.
std::int64_t widest(const std::vector<std::int64_t>& sizes)
{
    return *std::max_element(sizes.begin() + 1, sizes.end());
}

// Per example of a step: each layer's result, before the nonlinearity too if its slope needs it,
// and of dropout the factors and what they leave; on the way back two gradients at a time. A batch
// is gathered first.
std::int64_t stepBytes(const MemoryContext& context)
{
    const auto& [shape, learner, optimizer, batchSize, engine] = context;
    const auto sizes = layerSizes(shape, learner);
    const std::int64_t kept = (textValue(learner.parameters, "activation") == "gelu" ? 2 : 1)
                              + (networkSettings(learner.parameters).dropout > 0.0 ? 2 : 0);
    std::int64_t numbers = 2 * widest(sizes);
    for (std::size_t layer = 1; layer < sizes.size(); ++layer)
        numbers += kept * sizes[layer];
    const std::int64_t batch = batchExamples(context);
    if (batch < shape.trainingExamples || shape.hasTokens())
        numbers += sizes.front();
    if (shape.hasTokens())
        numbers += sizes.front(); // gradient of the embeddings
    const std::int64_t rows = engine == Engine::Fused ? std::min(batch, fusedBlockRows) : batch;
    const std::int64_t bytes = rows * numbers * numberBytes(learner.parameters);
    if (engine == Engine::Fused)
        return bytes;
    return bytes + 3 * std::min(bytes, keptBlocks); // seldom the right size for the next step
}

// Per example of an evaluation, which keeps no more than one layer's way: its input, its sums and
// its result; logits and loss are taken in float64.
std::int64_t evaluationBytes(const DatasetShape& shape, const EntrySpec& learner, Engine engine)
{
    const auto sizes = layerSizes(shape, learner);
    const std::int64_t embedded = shape.hasTokens() ? sizes.front() : 0;
    const std::int64_t numbers = embedded + 3 * widest(sizes) + 4 * sizes.back();
    const std::int64_t rows =
        std::min(std::max(shape.trainingExamples, shape.testExamples),
                 engine == Engine::Fused ? fusedBlockRows : torchEvaluationRows);
    return rows * numbers * numberBytes(learner.parameters);
}

} // namespace

LearnerSize mlpSize(const DatasetShape& data, const EntrySpec& learner)
{
    const MlpLayout layout(data, learner.parameters);
    const ParameterBlock& last = layout.blocks.back();
    return {.parameters = last.offset + elementCount(last.shape),
            .blocks = std::ssize(layout.blocks)};
}

LearnerMemory mlpMemory(const MemoryContext& context)
{
    const auto& [data, learner, optimizer, batchSize, engine] = context;
    return networkMemory(context, mlpSize(data, learner).parameters,
                         std::max(stepBytes(context), evaluationBytes(data, learner, engine)));
}

} // namespace grokking

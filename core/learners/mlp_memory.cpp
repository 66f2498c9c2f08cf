// SPDX-FileCopyrightText: 2026 Grokking Explorer contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/learners/mlp_memory.h"

#include "core/learners/mlp.h"
#include "core/optim/optimizer.h"

#include <algorithm>
#include <vector>

namespace grokking {

namespace {

constexpr std::int64_t labelBytes = sizeof(std::int64_t);
constexpr std::int64_t torchEvaluationRows = 2048;
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
std::int64_t stepBytes(const DatasetShape& shape, const EntrySpec& learner, std::int64_t batchSize,
                       Engine engine)
{
    const auto sizes = layerSizes(shape, learner);
    const std::int64_t kept = (textValue(learner.parameters, "activation") == "gelu" ? 2 : 1)
                              + (networkSettings(learner.parameters).dropout > 0.0 ? 2 : 0);
    std::int64_t numbers = 2 * widest(sizes);
    for (std::size_t layer = 1; layer < sizes.size(); ++layer)
        numbers += kept * sizes[layer];
    const bool gathers = batchSize > 0 && batchSize < shape.trainingExamples;
    if (gathers || shape.hasTokens())
        numbers += sizes.front();
    if (shape.hasTokens())
        numbers += sizes.front(); // gradient of the embeddings
    const std::int64_t batch = gathers ? batchSize : shape.trainingExamples;
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
    const std::int64_t number = numberBytes(learner.parameters);
    const std::int64_t parameters = mlpSize(data, learner).parameters;
    const OptimizerSettings settings = optimizerSettings(optimizer);
    const auto moments = static_cast<std::int64_t>(stateVectors(settings));
    const auto work = static_cast<std::int64_t>(workVectors(settings));
    const std::int64_t inputBytes = data.hasTokens()
                                        ? data.positions * std::int64_t{sizeof(std::int64_t)}
                                        : data.features * number;
    const std::int64_t exampleBytes = inputBytes + labelBytes;
    return {
        // Besides themselves: the gradient, once more from autograd or transposed, and moments.
        .parameters = (3 + moments + work) * parameters * number,
        .examples = (data.trainingExamples + data.testExamples) * exampleBytes,
        .activations = std::max(stepBytes(data, learner, batchSize, engine),
                                evaluationBytes(data, learner, engine)),
        .checkpoint = (1 + moments) * parameters * number,
    };
}

} // namespace grokking

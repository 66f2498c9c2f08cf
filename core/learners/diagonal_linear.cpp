// SPDX-FileCopyrightText: 2026 Grokking Explorer contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/learners/diagonal_linear.h"

#include "core/learners/network_settings.h"
#include "core/optim/optimizer.h"

#include <algorithm>

namespace grokking {

namespace {

std::vector<ParameterBlock> blocksOf(const DatasetShape& data)
{
    const Shape shape{data.classes, data.features};
    return {{"Positive weights", shape, 0}, {"Negative weights", shape, elementCount(shape)}};
}

} // namespace

CatalogEntry diagonalLinearEntry()
{
    CatalogEntry entry{
        .id = "diagonal-linear",
        .title = "Diagonal linear network",
        .help = "A linear classifier whose weights are u^L - v^L. It first finds the classifier of "
                "largest Euclidean margin; weight decay then takes it to a sparse one (Lyu et al. "
                "2024).",
        .parameters = {
            {.id = "power",
             .title = "Power L",
             .help = "Layers of the network: each weight is u to this power less v to it. 1 is a "
                     "plain linear classifier.",
             .kind = ParamKind::Integer,
             .defaultValue = 2,
             .minimum = 1,
             .maximum = 10},
            {.id = "initScale",
             .title = "Init scale",
             .help = "Value of every u and v before the first update. Large values start it as a "
                     "kernel machine.",
             .defaultValue = 1.0,
             .minimum = 1e-6,
             .maximum = 1e3,
             .scale = ParamScale::Logarithmic},
        }};
    for (const ParamSpec& setting : outputSettings())
        entry.parameters.push_back(setting);
    return entry;
}

std::string diagonalLinearMisfit(const DatasetShape& data, const Parameters& /*settings*/)
{
    return data.hasTokens() ? "learns from numbers, and these data are tokens; choose the one-hot "
                              "encoding, or another learner"
                            : "";
}

LearnerSize diagonalLinearSize(const DatasetShape& data, const EntrySpec& /*learner*/)
{
    const auto blocks = blocksOf(data);
    return {.parameters = blocks.back().offset + elementCount(blocks.back().shape),
            .blocks = std::ssize(blocks)};
}

// Besides u and v: their gradient, transposed or autograd's, their difference of powers with its
// gradient, and moments. A batch is gathered first.
LearnerMemory diagonalLinearMemory(const MemoryContext& context)
{
    const auto& [data, learner, optimizer, batchSize, engine] = context;
    const std::int64_t number = numberBytes(learner.parameters);
    const std::int64_t parameters = diagonalLinearSize(data, learner).parameters;
    const OptimizerSettings settings = optimizerSettings(optimizer);
    const auto vectors = static_cast<std::int64_t>(stateVectors(settings) + workVectors(settings));
    const std::int64_t examples = data.trainingExamples + data.testExamples;
    const std::int64_t largest = std::max(data.trainingExamples, data.testExamples);
    const std::int64_t rows = engine == Engine::Fused ? std::min(largest, fusedBlockRows) : largest;
    return {
        .parameters = (4 + vectors) * parameters * number,
        .examples = examples * (data.features * number + std::int64_t{sizeof(std::int64_t)}),
        .activations = rows * (data.features + 6 * data.classes) * number,
        .checkpoint = (1 + static_cast<std::int64_t>(stateVectors(settings))) * parameters * number,
    };
}

InitialDiagonalLinear initialDiagonalLinear(const LearnerContext& context)
{
    const Parameters& settings = context.learner.parameters;
    const auto blocks = blocksOf(shapeOf(context.dataset));
    const std::int64_t count = blocks.back().offset + elementCount(blocks.back().shape);
    return {{blocks, std::vector<double>(static_cast<std::size_t>(count),
                                         realValue(settings, "initScale"))},
            integerValue(settings, "power")};
}

} // namespace grokking

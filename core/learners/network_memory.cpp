// SPDX-FileCopyrightText: 2026 Grokking Explorer contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/learners/network_memory.h"

#include "core/learners/network_settings.h"
#include "core/optim/optimizer.h"

#include <algorithm>

namespace grokking {

std::int64_t batchExamples(const MemoryContext& context)
{
    const std::int64_t examples = context.data.trainingExamples;
    return context.batchSize > 0 && context.batchSize < examples ? context.batchSize : examples;
}

LearnerMemory networkMemory(const MemoryContext& context, std::int64_t parameters,
                            std::int64_t activations)
{
    constexpr std::int64_t labelBytes = sizeof(std::int64_t);
    const DatasetShape& data = context.data;
    const std::int64_t labels = std::max<std::int64_t>(1, data.targetPositions);
    const std::int64_t number = numberBytes(context.learner.parameters);
    const OptimizerSettings settings = optimizerSettings(context.optimizer);
    const auto moments = static_cast<std::int64_t>(stateVectors(settings));
    const auto work = static_cast<std::int64_t>(workVectors(settings));
    const std::int64_t inputBytes = data.hasTokens()
                                        ? data.positions * std::int64_t{sizeof(std::int64_t)}
                                        : data.features * number;
    return {
        // Besides themselves: the gradient, once more from autograd or transposed, and moments.
        .parameters = (3 + moments + work) * parameters * number,
        .examples =
            (data.trainingExamples + data.testExamples) * (inputBytes + labels * labelBytes),
        .activations = activations,
        .checkpoint = (1 + moments) * parameters * number,
    };
}

} // namespace grokking

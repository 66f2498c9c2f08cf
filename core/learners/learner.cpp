// SPDX-FileCopyrightText: 2026 Grokking Explorer contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/learners/learner.h"

namespace grokking {

Objective Learner::objective()
{
    const std::stop_token never;
    return {evaluate(Split::Train, never).loss, lossGradient(never)};
}

std::vector<std::string> Learner::parameterNames() const
{
    std::vector<std::string> names;
    for (const ParameterBlock& block : parameterBlocks()) {
        const std::int64_t count = elementCount(block.shape);
        for (std::int64_t i = 1; i <= count; ++i)
            names.push_back(count == 1 ? block.name : block.name + " " + std::to_string(i));
    }
    return names;
}

DatasetShape shapeOf(const Dataset& dataset)
{
    const auto* const sequences = std::get_if<SequenceTargets>(&dataset.train.targets);
    return {.trainingExamples = dataset.train.size(),
            .testExamples = dataset.test.size(),
            .features = dataset.train.inputs.rowSize(),
            .positions = dataset.train.tokens.rowSize(),
            .vocabulary = dataset.vocabulary,
            .classes = classCount(dataset.train.targets),
            .targetPositions = sequences ? sequences->labels.rowSize() : 0,
            .groups = dataset.grouping ? std::ssize(dataset.grouping->names) : 0};
}

} // namespace grokking

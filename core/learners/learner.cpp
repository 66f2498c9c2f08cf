// SPDX-FileCopyrightText: 2026 Grokking Explorer contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/learners/learner.h"

namespace grokking {

Objective Learner::objective()
{
    const std::stop_token never;
    return {evaluate(Split::Train, never).loss, lossGradient(never)};
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

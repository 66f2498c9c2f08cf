// SPDX-FileCopyrightText: 2026 Grokking Explorer contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/learners/network_learner.h"

#include <algorithm>
#include <utility>

namespace grokking {

AskedLabels askedLabels(const Targets& targets)
{
    if (const auto* const classes = std::get_if<ClassTargets>(&targets)) {
        AskedLabels asked{.labels = Array<std::int32_t>({std::ssize(classes->labels), 1})};
        std::ranges::copy(classes->labels, asked.labels.values().begin());
        return asked;
    }
    const Array<std::int32_t>& all = std::get<SequenceTargets>(targets).labels;
    AskedLabels asked;
    for (std::int64_t position = 0; all.rows() > 0 && position < all.rowSize(); ++position)
        if (all.row(0)[static_cast<std::size_t>(position)] >= 0)
            asked.positions.push_back(position);
    asked.labels = Array<std::int32_t>({all.rows(), std::ssize(asked.positions)});
    for (std::int64_t i = 0; i < all.rows(); ++i)
        for (std::size_t k = 0; k < asked.positions.size(); ++k)
            asked.labels.row(i)[k] = all.row(i)[static_cast<std::size_t>(asked.positions[k])];
    return asked;
}

NetworkLearner::NetworkLearner(const LearnerContext& context, std::vector<ParameterBlock> blocks)
    : m_optimizer(optimizerSettings(context.optimizer)),
      m_settings(networkSettings(context.learner.parameters)),
      m_classes(classCount(context.dataset.train.targets)), m_blocks(std::move(blocks)),
      m_noiseSeed(context.noiseSeed)
{
    for (const ParameterBlock& block : m_blocks) {
        const std::int64_t rows = block.shape.front();
        m_matrices.push_back({block.offset, rows, elementCount(block.shape) / rows});
    }
}

std::string NetworkLearner::errorLabel() const
{
    switch (m_settings.loss) {
    case ClassificationLoss::CrossEntropy:
        return "Train loss (cross-entropy)";
    case ClassificationLoss::StableMax:
        return "Train loss (StableMax)";
    case ClassificationLoss::SquaredError:
        break;
    }
    return "Train loss (MSE)";
}

std::string oneClassMisfit(const DatasetShape& data)
{
    return data.targetPositions == 0
               ? ""
               : "predicts one class, and these data ask for a token at several positions; set "
                 "data.encoding to tokens or one-hot, or learner to transformer";
}

void NetworkLearner::setOptimizerSetting(std::string_view id, double value)
{
    changeSetting(m_optimizer, id, value);
}

double NetworkLearner::optimizerSetting(std::string_view id) const
{
    return id == "learningRate" ? m_optimizer.learningRate : m_optimizer.weightDecay;
}

Error NetworkLearner::checkpointMisfit(std::size_t bytes, std::size_t expectedBytes)
{
    return {ErrorCode::InvalidFile,
            "the checkpoint does not fit this network (" + std::to_string(bytes)
                + " bytes instead of " + std::to_string(expectedBytes)
                + "); run the experiment anew",
            "checkpoint"};
}

} // namespace grokking

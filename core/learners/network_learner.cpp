// SPDX-FileCopyrightText: 2026 Grokking Explorer contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/learners/network_learner.h"

#include <utility>

namespace grokking {

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

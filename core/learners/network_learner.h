// SPDX-FileCopyrightText: 2026 Grokking Explorer contributors
// SPDX-License-Identifier: GPL-3.0-or-later
// What every network that learns classes answers alike, on each engine: labels, layout of its flat
// parameters, settings of its optimizer. One thread at a time, as learner.h says.
#pragma once

#include "core/learners/learner.h"
#include "core/learners/network_settings.h"
#include "core/optim/optimizer.h"

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace grokking {

// The examples that the fused engine takes at a time. Fixed, so that sums depend on nothing else.
inline constexpr std::int64_t fusedBlockRows = 256;

// Where a map lies among the blocks of a network; -1 if the network does not have it.
struct AffineBlocks {
    int weights = -1; // (outputs, inputs); of a norm the gain (width)
    int biases = -1;
};

// The parameters of a network before the first update.
struct InitialNetwork {
    std::vector<ParameterBlock> blocks; // in the order of the flat vector, without gaps
    std::vector<double> parameters;
};

// What a split asks of a network. The same positions are asked for in every example.
struct AskedLabels {
    std::vector<std::int64_t> positions; // of sequences; empty where an example has one class
    Array<std::int32_t> labels;          // (examples, positions asked for), or (examples, 1)
};

// Returns the labels of the positions asked for.
[[nodiscard]] AskedLabels askedLabels(const Targets& targets);

// Returns why a network that predicts one class per example cannot learn such data and what to do,
// or an empty string.
[[nodiscard]] std::string oneClassMisfit(const DatasetShape& data);

// Error is the train loss, complexity the squared norm of all parameters, unless an heir says
// otherwise. The learner has the settings of core/learners/network_settings.h.
class NetworkLearner : public Learner
{
public:
    double error(const Evaluation& train) override { return train.loss; }
    std::string errorLabel() const override;
    std::string complexityLabel() const override { return "Squared weight norm"; }
    std::vector<ParameterBlock> parameterBlocks() const final { return m_blocks; }
    void setOptimizerSetting(std::string_view id, double value) final;
    double optimizerSetting(std::string_view id) const final;

protected:
    NetworkLearner(const LearnerContext& context, std::vector<ParameterBlock> blocks);

    // Returns the error of a checkpoint that has another size than this network's.
    [[nodiscard]] static Error checkpointMisfit(std::size_t bytes, std::size_t expectedBytes);

    OptimizerSettings m_optimizer;
    NetworkSettings m_settings;
    std::int64_t m_classes;
    std::int64_t m_updates = 0; // done so far
    std::vector<ParameterBlock> m_blocks;
    std::vector<MatrixBlock> m_matrices; // the same blocks
    std::uint64_t m_noiseSeed;
};

} // namespace grokking

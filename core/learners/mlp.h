// SPDX-FileCopyrightText: 2026 Grokking Explorer contributors
// SPDX-License-Identifier: GPL-3.0-or-later
// The multilayer perceptron: its settings, and what its engines (learners/fused, learners/torch)
// have in common. Stateless; any thread.
//   h_0 = x;  h_k = activation(h_{k-1} W_k' + b_k), k = 1 .. depth;  logits = h_depth W' + b
// Shapes: x (examples, features), W_k (width, inputs of layer k), logits (examples, classes).
#pragma once

#include "core/learners/learner.h"
#include "core/optim/optimizer.h"
#include "core/spec/catalog.h"

#include <cstdint>
#include <vector>

namespace grokking {

[[nodiscard]] CatalogEntry mlpEntry();
// Returns why such data cannot be learned and what to do, or an empty string.
[[nodiscard]] std::string mlpMisfit(const DatasetShape& data, const Parameters& settings);

// The examples that the fused engine takes at a time. Fixed, so that sums depend on nothing else.
inline constexpr std::int64_t fusedMlpBlockRows = 256;

// The parameters of a network before the first update, layer after layer: weights, then biases.
struct InitialMlp {
    std::vector<std::int64_t> sizes;    // features, width of each hidden layer, classes
    std::vector<ParameterBlock> blocks; // two per layer: weights (outputs, inputs), biases
    std::vector<double> parameters;
};

// Draws them uniform within 1 / sqrt(inputs of the layer), times initScale (Carvalho et al. 2025,
// Sec. 4: all parameters multiplied by 8). The data set must be one of classes.
[[nodiscard]] InitialMlp initialMlp(const LearnerContext& context);

// What both engines answer alike: labels, layout and settings. Error is the train loss, complexity
// the squared norm of all parameters.
class MlpLearner : public Learner
{
public:
    double error(const Evaluation& train) final { return train.loss; }
    std::string errorLabel() const final;
    std::string complexityLabel() const final { return "Squared weight norm"; }
    std::vector<ParameterBlock> parameterBlocks() const final { return m_blocks; }
    void setOptimizerSetting(std::string_view id, double value) final;
    double optimizerSetting(std::string_view id) const final;

protected:
    MlpLearner(const LearnerContext& context, const InitialMlp& mlp);

    // Returns the error of a checkpoint that has another size than this network's.
    [[nodiscard]] static Error checkpointMisfit(std::size_t bytes, std::size_t expectedBytes);

    OptimizerSettings m_optimizer;
    bool m_crossEntropy;
    std::int64_t m_classes;
    std::int64_t m_updates = 0;           // done so far
    std::vector<ParameterBlock> m_blocks; // weights (outputs, inputs) and biases of each layer
};

} // namespace grokking

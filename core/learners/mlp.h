// SPDX-FileCopyrightText: 2026 Grokking Explorer contributors
// SPDX-License-Identifier: GPL-3.0-or-later
// The multilayer perceptron: its settings, and what its engines (learners/fused, learners/torch)
// have in common. Stateless; any thread.
//   h_0 = x;  h_k = activation(h_{k-1} W_k' + b_k), k = 1 .. depth;  logits = h_depth W' + b
// Shapes: x (examples, features), W_k (width, inputs of layer k), logits (examples, classes).
#pragma once

#include "core/learners/network_learner.h"
#include "core/spec/catalog.h"

#include <cstdint>
#include <vector>

namespace grokking {

[[nodiscard]] CatalogEntry mlpEntry();
// Returns why such data cannot be learned and what to do, or an empty string.
[[nodiscard]] std::string mlpMisfit(const DatasetShape& data, const Parameters& settings);

// The network before the first update, two blocks per layer: weights (outputs, inputs), biases.
struct InitialMlp : InitialNetwork {
    std::vector<std::int64_t> sizes; // features, width of each hidden layer, classes
};

// Draws them uniform within 1 / sqrt(inputs of the layer), times initScale (Carvalho et al. 2025,
// Sec. 4: all parameters multiplied by 8). The data set must be one of classes.
[[nodiscard]] InitialMlp initialMlp(const LearnerContext& context);

} // namespace grokking

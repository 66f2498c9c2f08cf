// SPDX-FileCopyrightText: 2026 Grokking Explorer contributors
// SPDX-License-Identifier: GPL-3.0-or-later
// The multilayer perceptron: its settings, and what its engines (learners/fused, learners/torch)
// have in common. Stateless; any thread.
//   h_0 = x;  h_k = activation(h_{k-1} W_k' + b_k), k = 1 .. depth;  logits = h_depth W' + b
// Shapes: x (examples, features), W_k (width, inputs of layer k), logits (examples, classes). Of
// tokens, x is the concatenation of the embeddings of each, with features = positions * embedding.
#pragma once

#include "core/learners/memory.h"
#include "core/learners/network_learner.h"
#include "core/spec/catalog.h"

#include <cstdint>
#include <vector>

namespace grokking {

[[nodiscard]] CatalogEntry mlpEntry();
// Returns why such data cannot be learned and what to do, or an empty string.
[[nodiscard]] std::string mlpMisfit(const DatasetShape& data, const Parameters& settings);

// Which parameters there are, in the order of the flat vector: the embeddings of the tokens, if the
// inputs are tokens, then weights (outputs, inputs) and biases of each layer.
struct MlpLayout {
    MlpLayout(const DatasetShape& data, const Parameters& settings);

    std::int64_t positions = 0;      // tokens per example; 0 where the inputs are numbers
    std::int64_t embedding = 0;      // numbers per token; likewise
    std::vector<std::int64_t> sizes; // inputs of the first layer, width of each hidden one, classes
    int embeddings = -1;             // block (vocabulary, embedding)
    std::vector<AffineBlocks> layers; // one less than sizes
    std::vector<ParameterBlock> blocks;

private:
    int append(const std::string& name, Shape shape);
};

// The network before the first update.
struct InitialMlp : InitialNetwork {
    MlpLayout layout;
};

// Draws the parameters as the setting "initialDistribution" says, by default uniform within
// 1 / sqrt(inputs of the layer), times initScale (Carvalho et al. 2025, Sec. 4: all parameters
// multiplied by 8). The data set must be one of classes.
[[nodiscard]] InitialMlp initialMlp(const LearnerContext& context);

} // namespace grokking

// SPDX-FileCopyrightText: 2026 Grokking Explorer contributors
// SPDX-License-Identifier: GPL-3.0-or-later
// The long short-term memory (Hochreiter & Schmidhuber 1997, with forget gates: Gers et al. 2000)
// that reads a class off its last state: its settings, and what its engines have in common.
// Stateless; any thread. With x_t the embedding of token t, or the numbers of position t, and
// h = c = 0 at first, each layer does at each position
//   (i, f, g, o) = x_t W_x' + b_x + h W_h' + b_h
//   c = sigmoid(f) c + sigmoid(i) tanh(g);  h = sigmoid(o) tanh(c)
// and hands its h on as the next layer's x_t; logits = h_last W_U' + b_U.
#pragma once

#include "core/learners/memory.h"
#include "core/learners/network_learner.h"
#include "core/spec/catalog.h"

#include <cstdint>
#include <string>
#include <vector>

namespace grokking {

[[nodiscard]] CatalogEntry lstmEntry();
// Returns why such data cannot be learned and what to do, or an empty string.
[[nodiscard]] std::string lstmMisfit(const DatasetShape& data, const Parameters& settings);
[[nodiscard]] LearnerSize lstmSize(const DatasetShape& data, const EntrySpec& learner);
[[nodiscard]] LearnerMemory lstmMemory(const MemoryContext& context);

inline constexpr std::int64_t lstmGates = 4; // i, f, g, o, in this order

struct LstmLayer {
    AffineBlocks input;     // weights W_x (4 width, inputs), gate after gate, and biases b_x
    AffineBlocks recurrent; // weights W_h (4 width, width) and biases b_h
};

// Which parameters there are, in the order of the flat vector.
struct LstmLayout {
    LstmLayout(const DatasetShape& data, const Parameters& settings);

    std::int64_t width;     // of the state, in each layer
    std::int64_t positions; // tokens per example, or pieces of its numbers
    std::int64_t inputs;    // of the first layer at each position
    std::int64_t classes;
    int embeddings = -1; // block (vocabulary, inputs); -1 where the inputs are numbers
    std::vector<LstmLayer> layers;
    AffineBlocks output; // weights W_U (classes, width)
    std::vector<ParameterBlock> blocks;

private:
    int append(const std::string& name, Shape shape);
    AffineBlocks appendMap(const std::string& name, std::int64_t outputs, std::int64_t columns);
};

// The network before the first update.
struct InitialLstm : InitialNetwork {
    LstmLayout layout;
};

// Draws the parameters as the setting "initialization" says, times initScale.
[[nodiscard]] InitialLstm initialLstm(const LearnerContext& context);

} // namespace grokking

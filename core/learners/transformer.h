// SPDX-FileCopyrightText: 2026 Grokking Explorer contributors
// SPDX-License-Identifier: GPL-3.0-or-later
// The decoder-only Transformer (Vaswani et al. 2017) that reads a class off its last position, or
// of sequences the next token off each position asked for: its settings, and what its engines
// (learners/fused, learners/torch) have in common. Stateless; any thread.
// Per example, x (positions, width) = embedded inputs + positions; then in each layer
//   x = x + A(x),  A = concat over heads(softmax(q k' / sqrt(head width), causal) v) W_O'
//   x = x + activation(x W_in') W_out'
// with norms before each part (pre), after each sum (post) or none; logits = x_read W_U'.
#pragma once

#include "core/learners/memory.h"
#include "core/learners/network_learner.h"
#include "core/spec/catalog.h"

#include <cstdint>
#include <string>
#include <vector>

namespace grokking {

[[nodiscard]] CatalogEntry transformerEntry();
// Returns why such data cannot be learned and what to do, or an empty string.
[[nodiscard]] std::string transformerMisfit(const DatasetShape& data, const Parameters& settings);
[[nodiscard]] LearnerSize transformerSize(const DatasetShape& data, const EntrySpec& learner);
[[nodiscard]] LearnerMemory transformerMemory(const MemoryContext& context);

// The examples that LibTorch evaluates at a time, so that a stop is seen soon.
inline constexpr std::int64_t transformerEvaluationRows = 512;

// Returns whether the fused engine has these settings: one layer without norm and dropout, on
// tokens, read at the last position, with tables of bearable size.
[[nodiscard]] bool hasFusedTransformer(const DatasetShape& data, const Parameters& settings);

// The settings together with what the data say.
struct TransformerShape {
    enum class Norm { None, Pre, Post };
    enum class Readout { Last, Mean, Asked }; // Asked: each position the data ask for

    TransformerShape(const DatasetShape& data, const Parameters& settings);

    std::int64_t layers;
    std::int64_t heads;
    std::int64_t width;
    std::int64_t headWidth;
    std::int64_t mlpWidth;
    std::int64_t vocabulary; // 0 where the inputs are numbers
    std::int64_t tokenSize;  // numbers per position; 0 where the inputs are tokens
    std::int64_t positions;
    std::int64_t classes;
    Norm norm;
    Readout readout;
    bool learnedPositions; // else sinusoidal
    bool biases;
    bool tiedOutput; // class k is read with the embedding of token k

    [[nodiscard]] std::int64_t attentionWidth() const { return heads * headWidth; }
};

struct TransformerLayer {
    AffineBlocks attentionNorm;
    AffineBlocks query; // weights (heads * head width, width), head after head
    AffineBlocks key;
    AffineBlocks value;
    AffineBlocks attentionOutput; // weights (width, heads * head width)
    AffineBlocks mlpNorm;
    AffineBlocks mlpIn;  // weights (MLP width, width)
    AffineBlocks mlpOut; // weights (width, MLP width)
};

// Which parameters there are, in the order of the flat vector.
struct TransformerLayout {
    explicit TransformerLayout(const TransformerShape& ofShape);

    TransformerShape shape;
    AffineBlocks input; // weights: embeddings (vocabulary, width), or projection (width, numbers)
    AffineBlocks position; // weights (positions, width)
    std::vector<TransformerLayer> layers;
    AffineBlocks finalNorm;
    AffineBlocks output; // weights (classes, width); tied: the embeddings
    std::vector<ParameterBlock> blocks;

private:
    int append(const std::string& name, Shape shapeOfBlock);
    AffineBlocks appendMap(const std::string& name, std::int64_t outputs, std::int64_t inputs);
    AffineBlocks appendNorm(const std::string& name);
};

struct InitialTransformer : InitialNetwork {
    TransformerLayout layout;
};

// Draws the parameters as the setting "initialization" says; norms begin as the identity.
[[nodiscard]] InitialTransformer initialTransformer(const LearnerContext& context);

// Returns the sinusoidal encoding (positions, width) of Vaswani et al., Sec. 3.5:
//   sin(position / 10000^(i / width)) in even columns i, the cosine beside it.
[[nodiscard]] Array<double> sinusoidalPositions(std::int64_t positions, std::int64_t width);

} // namespace grokking

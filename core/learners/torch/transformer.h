// SPDX-FileCopyrightText: 2026 Grokking Explorer contributors
// SPDX-License-Identifier: GPL-3.0-or-later
// The Transformer on LibTorch, with autograd and with all settings. The last layer computes only
// the positions that are read. On tokens, on the CPU, a row that several examples share is computed
// once (core/learners/token_prefixes.h), unless dropout makes them differ: the results are equal up
// to rounding. The loss is taken in float64.
#pragma once

#include "core/learners/token_prefixes.h"
#include "core/learners/torch/torch_learner.h"
#include "core/learners/transformer.h"

#include <vector>

namespace grokking {

class TorchTransformer final : public TorchLearner
{
public:
    TorchTransformer(const LearnerContext& context, torch::Device device)
        : TorchTransformer(context, initialTransformer(context), device)
    {
    }

private:
    TorchTransformer(const LearnerContext& context, const InitialTransformer& initial,
                     torch::Device device);

    torch::Tensor forward(const torch::Tensor& inputs,
                          std::vector<torch::Tensor>* activations) const override;
    torch::Tensor attentionOf(const torch::Tensor& inputs) const override;

    // Return the residual stream behind the last layer (examples, positions read, width).
    [[nodiscard]] torch::Tensor throughAll(const torch::Tensor& inputs,
                                           std::vector<torch::Tensor>* activations) const;
    [[nodiscard]] torch::Tensor throughPrefixes(const torch::Tensor& tokens,
                                                std::vector<torch::Tensor>* activations) const;
    // Returns the logits read off it.
    [[nodiscard]] torch::Tensor readOut(const torch::Tensor& x) const;

    // x stands for rows of the residual stream (..., width), or a part of it.
    [[nodiscard]] torch::Tensor embed(const torch::Tensor& inputs) const;
    [[nodiscard]] torch::Tensor encoding() const; // (positions, width)
    [[nodiscard]] torch::Tensor map(const AffineBlocks& blocks, const torch::Tensor& x) const;
    [[nodiscard]] torch::Tensor normalizedBefore(const AffineBlocks& norm,
                                                 const torch::Tensor& x) const;
    [[nodiscard]] torch::Tensor normalizedAfter(const AffineBlocks& norm,
                                                const torch::Tensor& x) const;
    [[nodiscard]] torch::Tensor normalized(const AffineBlocks& blocks,
                                           const torch::Tensor& x) const;
    // Returns the shares (examples, heads, asking, positions) that some positions of x give to
    // those not behind them.
    [[nodiscard]] torch::Tensor shares(const TransformerLayer& layer, const torch::Tensor& x,
                                       const torch::Tensor& asking) const;
    // Attends from some positions of x (examples, positions, width) to those not behind them.
    [[nodiscard]] torch::Tensor attend(const TransformerLayer& layer, const torch::Tensor& x,
                                       const torch::Tensor& asking) const;
    // Attends from some rows of x (rows, width) to others.
    [[nodiscard]] torch::Tensor attend(const TransformerLayer& layer, const torch::Tensor& x,
                                       const AskingRows& rows, const torch::Tensor& own) const;
    [[nodiscard]] torch::Tensor ofExamples(const torch::Tensor& x) const;
    [[nodiscard]] std::int64_t shownAt() const { return m_read[static_cast<std::size_t>(m_shown)]; }
    [[nodiscard]] torch::Tensor heads(const torch::Tensor& x) const;
    // A layer behind its attention; the activations of its MLP go to `hidden`.
    [[nodiscard]] torch::Tensor finish(std::size_t layer, const torch::Tensor& own,
                                       const torch::Tensor& attention, torch::Tensor& hidden) const;

    TransformerLayout m_layout;
    TorchActivation m_activation;
    torch::Tensor m_encoding;         // (positions, width), if not learned
    std::vector<std::int64_t> m_read; // positions that are read
    std::int64_t m_shown;             // of them, the one whose activations a probe shows
    torch::Tensor m_readIndices;      // the same
    torch::Tensor m_allIndices;       // all positions
};

} // namespace grokking

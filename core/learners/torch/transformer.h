// SPDX-FileCopyrightText: 2026 Grokking Explorer contributors
// SPDX-License-Identifier: GPL-3.0-or-later
// The Transformer on LibTorch, with autograd and with all settings. If the class is read at the
// last position, the last layer computes no other. The loss is taken in float64.
#pragma once

#include "core/learners/torch/torch_learner.h"
#include "core/learners/transformer.h"

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

    // x (examples, positions, units) stands for the residual stream or a part of it.
    [[nodiscard]] torch::Tensor embed(const torch::Tensor& inputs) const;
    [[nodiscard]] torch::Tensor map(const AffineBlocks& blocks, const torch::Tensor& x) const;
    [[nodiscard]] torch::Tensor normalized(const AffineBlocks& blocks,
                                           const torch::Tensor& x) const;
    // Attends from the last positions of x, as many as `asking` has, to all.
    [[nodiscard]] torch::Tensor attend(const TransformerLayer& layer, const torch::Tensor& asking,
                                       const torch::Tensor& x) const;
    [[nodiscard]] torch::Tensor heads(const torch::Tensor& x) const;

    TransformerLayout m_layout;
    TorchActivation m_activation;
    torch::Tensor m_encoding; // (positions, width), if not learned
};

} // namespace grokking

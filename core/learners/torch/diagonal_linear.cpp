// SPDX-FileCopyrightText: 2026 Grokking Explorer contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/learners/torch/diagonal_linear.h"

#include <torch/torch.h>

namespace grokking {

torch::Tensor TorchDiagonalLinear::forward(const torch::Tensor& inputs,
                                           std::vector<torch::Tensor>* /*activations*/) const
{
    return torch::linear(inputs, m_views[0].pow(m_power) - m_views[1].pow(m_power));
}

} // namespace grokking

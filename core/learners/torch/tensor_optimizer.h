// SPDX-FileCopyrightText: 2026 Grokking Explorer contributors
// SPDX-License-Identifier: GPL-3.0-or-later
// Applies the update rules of core/optim to tensors: on the CPU with core/optim itself, in one
// pass, elsewhere with the same rules as tensor operations. The run's own thread.
#pragma once

#include "core/optim/optimizer.h"

#include <torch/types.h>

#include <vector>

namespace grokking {

// Performs an update on a flat, contiguous float32 or float64 tensor. The gradient is changed on
// the way. `state` holds stateVectors(settings) tensors of the same size, zero before the first
// update.
void applyUpdate(const OptimizerSettings& settings, const UpdateContext& context,
                 torch::Tensor& parameters, torch::Tensor& gradient,
                 std::vector<torch::Tensor>& state);

// The same by tensor operations on any device.
void applyTensorUpdate(const OptimizerSettings& settings, const UpdateContext& context,
                       torch::Tensor& parameters, torch::Tensor& gradient,
                       std::vector<torch::Tensor>& state);

// parameters += scale * N(0, 1), with the numbers that any engine would take.
void addNoise(torch::Tensor& parameters, double scale, RandomStream random);

} // namespace grokking

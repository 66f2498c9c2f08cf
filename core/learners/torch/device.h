// SPDX-FileCopyrightText: 2026 Grokking Explorer contributors
// SPDX-License-Identifier: GPL-3.0-or-later
// The one place that knows about devices: on which one a LibTorch learner computes, and how a batch
// gets there without waiting at every step. Any thread.
#pragma once

#include "core/util/result.h"

#include <torch/types.h>

#include <cstdint>
#include <span>
#include <string>

namespace grokking {

// Returns the device for "auto" (a GPU if LibTorch has one, else the CPU), "cpu", "cuda" or
// "cuda:N". Fails (Unavailable) if LibTorch does not have it.
[[nodiscard]] Result<torch::Device> chooseDevice(const std::string& name);

// Copies the examples of a batch to a device, as int32 (examples). To a GPU the copy goes out from
// pinned memory while the program goes on; `indices` may change once this returns.
[[nodiscard]] torch::Tensor uploadIndices(std::span<const std::int32_t> indices,
                                          torch::Device device);

} // namespace grokking

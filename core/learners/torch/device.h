// SPDX-FileCopyrightText: 2026 Grokking Explorer contributors
// SPDX-License-Identifier: GPL-3.0-or-later
// The one place that decides on what device a LibTorch learner computes. Any thread.
#pragma once

#include "core/util/result.h"

#include <torch/types.h>

#include <string>

namespace grokking {

// Returns the device for "auto" (a GPU if LibTorch has one, else the CPU), "cpu", "cuda" or
// "cuda:N". Fails (Unavailable) if LibTorch does not have it.
[[nodiscard]] Result<torch::Device> chooseDevice(const std::string& name);

} // namespace grokking

// SPDX-FileCopyrightText: 2026 Grokking Explorer contributors
// SPDX-License-Identifier: GPL-3.0-or-later
// A small residual network (He et al. 2016) for gray pictures, of which the latent vectors are
// wanted: stem and three blocks of 16, 32 and 64 channels, the last two at half the size, batch
// normalization after each convolution; the mean over all places is the latent vector, and a linear
// layer makes the logits. Any thread.
#pragma once

#include "core/data/latents.h"

#include <stop_token>

namespace grokking {

inline constexpr std::int64_t latentDimensions = 64;

// Trains the network on the training pictures of a request, and returns what it makes of all of
// them: the same bytes for the same request, number of LibTorch's threads, and treatment of
// denormals, which are the caller's to set. Takes up to a minute of the CPU; `progress` is told the
// share done, 0 to 1. Incomplete soon after stop is requested. May throw
// what LibTorch throws.
[[nodiscard]] Latents trainLatentNetwork(const LatentRequest& request, const std::stop_token& stop,
                                         const LatentProgress& progress);

} // namespace grokking

// SPDX-FileCopyrightText: 2026 Grokking Explorer contributors
// SPDX-License-Identifier: GPL-3.0-or-later
// Pictures of digits in the groups from which examples are chosen, and the vectors by which the
// groups are found. Functions of settings and seed; any thread.
#pragma once

#include "core/data/digit_clusters.h"
#include "core/data/digit_settings.h"
#include "core/data/latents.h"

#include <cstdint>
#include <memory>
#include <stop_token>
#include <string>

namespace grokking {

// Small beside pictures and latent vectors, which are remembered elsewhere.
struct GroupedDigits {
    DigitPools pools;
    DigitClusters clusters;
};

// Returns the pictures that there are to choose from. Fails (InvalidSpec) if they are too few.
[[nodiscard]] Result<DigitPools> digitPools(const DigitSettings& settings, std::uint64_t seed);

// Returns what the vectors of their network follow from.
[[nodiscard]] std::string latentRecipe(const DigitSettings& settings, std::uint64_t seed);

// Returns the vectors of the pools; nullptr where pixels are compared. Fails (Unavailable) if the
// network has not been trained.
[[nodiscard]] Result<std::shared_ptr<const Latents>>
neededLatents(const DigitSettings& settings, const DigitPools& pools, std::uint64_t seed);

// Returns the groups, which are remembered; incomplete once stop is requested. Who asks for those
// that another thread is at waits for it. Fails as the two above.
[[nodiscard]] Result<std::shared_ptr<const GroupedDigits>>
groupedDigits(const DigitSettings& settings, std::uint64_t seed, const std::stop_token& stop);

} // namespace grokking

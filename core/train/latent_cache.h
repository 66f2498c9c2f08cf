// SPDX-FileCopyrightText: 2026 Grokking Explorer contributors
// SPDX-License-Identifier: GPL-3.0-or-later
// Latent vectors on disk, each file with the recipe that it was made by: finding them takes up to
// a minute, and they are the same every time. Losing the folder costs that time, nothing else.
// Stateless; any thread, and several programs at a time.
#pragma once

#include "core/data/latents.h"

#include <filesystem>
#include <optional>
#include <string>

namespace grokking {

// Returns $XDG_CACHE_HOME/grokking-explorer, by default in ~/.cache; empty if there is no home.
[[nodiscard]] std::filesystem::path latentCacheFolder();

// Returns the vectors made by a recipe; nullopt if there are none or their file is damaged.
[[nodiscard]] std::optional<Latents> readCachedLatents(const std::filesystem::path& folder,
                                                       const std::string& recipe);

// Keeps vectors for later, and removes those that were kept longest if there are many. They appear
// at once and whole. A folder that cannot be written is no failure.
void cacheLatents(const std::filesystem::path& folder, const std::string& recipe,
                  const Latents& latents);

} // namespace grokking

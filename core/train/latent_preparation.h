// SPDX-FileCopyrightText: 2026 Grokking Explorer contributors
// SPDX-License-Identifier: GPL-3.0-or-later
// Sees to it that the latent vectors a data set asks for are there before it is made: remembered,
// in the cache folder, or made now. Any thread; who asks for the same ones waits for them.
#pragma once

#include "core/learners/learner_catalog.h"

#include <filesystem>

namespace grokking {

// Makes latent vectors; makeLatents() or, in tests, something quicker.
using LatentMaker = std::function<Result<Latents>(
    const LatentRequest& request, const std::stop_token& stop, const LatentProgress& progress)>;

// Fails as `make` does. Nothing is kept once stop is requested. Who waits sees that within a tenth
// of a second, `make` when it looks: makeLatents() after the batch of pictures it is at, some
// tenths of a second. `progress` is told while they are made, also by another thread.
[[nodiscard]] Status prepareLatents(const LatentRequest& request, const std::stop_token& stop,
                                    const LatentProgress& progress,
                                    const std::filesystem::path& cacheFolder,
                                    const LatentMaker& make = makeLatents);

} // namespace grokking

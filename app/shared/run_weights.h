// SPDX-FileCopyrightText: 2026 Grokking Explorer contributors
// SPDX-License-Identifier: GPL-3.0-or-later
// The parameters a stored run has kept: those of its last checkpoint and of its snapshots.
// Stateless; any thread.
#pragma once

#include "core/store/run_reader.h"

#include <cstdint>
#include <filesystem>
#include <optional>
#include <vector>

namespace grokking {

struct RunWeights {
    std::int64_t step = 0;
    std::vector<ParameterBlock> blocks;
    std::vector<double> parameters;
};

// Returns the steps whose parameters a run has kept, in order.
[[nodiscard]] std::vector<std::int64_t> keptSteps(const StoredRun& run);

// Returns the parameters at one of these steps, without `step` at the last of them. Fails (Usage)
// on another step and names those there are, (InvalidFile) if nothing was kept.
[[nodiscard]] Result<RunWeights> weightsOf(const StoredRun& run,
                                           std::optional<std::int64_t> step = std::nullopt);

// Writes them as a NumPy archive (core/store/npz.h); returns their step.
[[nodiscard]] Result<std::int64_t> exportWeights(const std::filesystem::path& run,
                                                 std::optional<std::int64_t> step,
                                                 const std::filesystem::path& file);

} // namespace grokking

// SPDX-FileCopyrightText: 2026 Grokking Explorer contributors
// SPDX-License-Identifier: GPL-3.0-or-later
// From which starts of a plane does an experiment grok? Trains every one of them, by the same loop
// as any run and without a file, several side by side. Each run is what a run of that start would
// be, bit by bit, however many there are at a time. Stateless; any thread.
#pragma once

#include "core/train/landscape.h"
#include "core/train/training_session.h"

namespace grokking {

struct BasinOptions {
    std::size_t jobs = 1; // runs side by side, at least 1; fewer if there is not the memory
    RunPriority priority = RunPriority::Normal;
};

// Is told of each run that has ended, one at a time, by the threads that train.
using BasinProgress = std::function<void(std::size_t cell, const BasinCell& outcome)>;

// Trains a valid spec from the middle of each cell of a plane (GridPlaces::Centers), distant ones
// first; returns when all have ended. Fails (Unavailable) if there is not the memory for one run,
// and as prepareDataset() and prepareLearner() do; the others are stopped then. Cells that
// have not ended when stop is requested are Verdict::Running.
[[nodiscard]] Result<Basin> computeBasin(const ExperimentSpec& spec, const LandscapePlane& plane,
                                         const BasinOptions& options,
                                         const std::stop_token& stop = {},
                                         const BasinProgress& progress = {});

// Returns the order in which cells are trained: every eighth of each row and column, every fourth,
// ..., so that soon something is known of all parts.
[[nodiscard]] std::vector<std::size_t> coarseFirst(std::size_t columns, std::size_t rows);

} // namespace grokking

// SPDX-FileCopyrightText: 2026 Grokking Explorer contributors
// SPDX-License-Identifier: GPL-3.0-or-later
// The outcomes of many stored runs, one row per group of runs that differ only in their seed.
// Stateless.
#pragma once

#include "core/detection/group_summary.h"
#include "core/spec/spec_group.h"

#include <cstdint>
#include <filesystem>
#include <span>
#include <stop_token>
#include <vector>

namespace grokking {

struct GroupRow {
    SpecGroup group;
    RunGroupSummary summary;
    ExperimentSpec spec = {};          // of its first run
    double stepsPerEpoch = 1.0;        // as its runs recorded
    std::vector<GroupedRun> runs = {}; // if they are kept: those that could be read
};

// Whether the rows keep what their runs have shown, which may be much.
enum class KeptRuns { None, All };

struct GroupTable {
    std::vector<std::int64_t> steps; // at which test scores are given
    std::vector<GroupRow> rows;
    std::vector<Error> unreadable; // files left out
};

// The steps at which the figures of Carvalho et al. (2025) are read.
[[nodiscard]] const std::vector<std::int64_t>& defaultTableSteps();

// Reads and groups run files, also those still growing. `presets` are those the rows may name. What
// is not reached once stop is requested is left out.
[[nodiscard]] GroupTable readTable(const std::vector<std::filesystem::path>& files,
                                   const std::vector<std::int64_t>& steps,
                                   std::span<const Preset> presets, KeptRuns kept = KeptRuns::None,
                                   const std::stop_token& stop = {});

// Groups runs whose specs are known; a group none of whose files is there yet has a row, too. An
// empty path stands for a file that is not there.
[[nodiscard]] GroupTable groupTable(std::span<const ExperimentSpec> specs,
                                    std::span<const std::filesystem::path> files,
                                    const std::vector<std::int64_t>& steps,
                                    std::span<const Preset> presets, KeptRuns kept = KeptRuns::None,
                                    const std::stop_token& stop = {});

} // namespace grokking

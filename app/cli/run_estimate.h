// SPDX-FileCopyrightText: 2026 Grokking Explorer contributors
// SPDX-License-Identifier: GPL-3.0-or-later
// What a run or many seeds would take, in the words of the command line. Stateless.
#pragma once

#include "core/train/run_probe.h"

#include <string>

namespace grokking {

// Returns time and memory, and how they come about, as lines to read.
[[nodiscard]] std::string runEstimateText(const RunEstimate& run, std::size_t runs,
                                          std::size_t jobs);

// Returns a JSON object on one line, without a line end.
[[nodiscard]] std::string runEstimateJson(const ExperimentSpec& spec, const RunEstimate& run,
                                          std::size_t runs, std::size_t jobs);

} // namespace grokking

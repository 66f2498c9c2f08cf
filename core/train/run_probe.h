// SPDX-FileCopyrightText: 2026 Grokking Explorer contributors
// SPDX-License-Identifier: GPL-3.0-or-later
// How long a run will take, measured before it begins: a few real steps and evaluations with the
// real data set and learner, thrown away afterwards. Stateless; any thread, best one of low
// priority, since it computes for some tenths of a second.
#pragma once

#include "core/spec/experiment_spec.h"
#include "core/util/result.h"

#include <chrono>
#include <cstdint>
#include <functional>
#include <optional>
#include <stop_token>
#include <string>

namespace grokking {

// What was measured, in seconds.
struct RunCost {
    double preparation = 0.0; // of data set and learner, once
    double step = 0.0;        // one optimizer update, without evaluation
    double evaluation = 0.0;  // of both splits, with the metrics that all have

    bool operator==(const RunCost&) const = default;
};

// A run of a spec in figures.
struct RunEstimate {
    std::int64_t steps = 0;
    std::int64_t evaluations = 0;
    double seconds = 0.0; // alone on its core
    double stepsPerSecond = 0.0;
    std::int64_t bytes = 0; // RunMemory::atOnce()
};

using ProbeClock = std::function<std::chrono::steady_clock::time_point()>;

// Measures a valid spec on the calling thread, steps and evaluations for 0.15 s each, and at least
// one of both however long they take. Returns nullopt once stop is requested; fails (Unavailable)
// if there is not the memory, and as prepareDataset() and prepareLearner() do. `clock` is for
// tests.
[[nodiscard]] Result<std::optional<RunCost>>
probeRun(const ExperimentSpec& spec, const std::stop_token& stop,
         const ProbeClock& clock = std::chrono::steady_clock::now);

// Returns a text that is equal for valid specs of equal cost per step and evaluation: it holds the
// shape of the data, learner, optimizer, batch, engine and device.
[[nodiscard]] std::string costKey(const ExperimentSpec& spec);

// Returns what a run of a valid spec at this cost comes to.
[[nodiscard]] RunEstimate estimateRun(const ExperimentSpec& spec, const RunCost& cost);

// Returns the seconds for `runs` such runs, `jobs` at a time, each on a core of its own.
[[nodiscard]] double groupSeconds(const RunEstimate& run, std::size_t runs, std::size_t jobs);

// Returns "about 24 s, 14 MB", or of a group "10 runs, 2 at a time: about 2 min, 28 MB".
[[nodiscard]] std::string estimateText(const RunEstimate& run, std::size_t runs, std::size_t jobs);

// Returns a roughly known time in one unit: "24 s", "2 min", "3 h".
[[nodiscard]] std::string timeText(double seconds);

} // namespace grokking

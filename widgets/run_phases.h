// SPDX-FileCopyrightText: 2026 Grokking Explorer contributors
// SPDX-License-Identifier: GPL-3.0-or-later
// The phases of a run, as bands of steps for the timeline. From evaluated scores and what detection
// found; nothing is guessed beyond the last evaluation. Stateless; any thread.
#pragma once

#include "core/events/run_summary.h"

#include <cstdint>
#include <span>
#include <vector>

namespace grokking {

enum class PhaseKind {
    Start,        // the train score has not yet exceeded that of the first evaluation
    Memorizing,   // up to t1; without a t1, up to the end
    Plateau,      // from t1 until the test score begins to rise; without a t2, up to the end
    Transition,   // the test score rises: from 10 % of its way from the best up to t1 to that at t2
    Generalized,  // from t2 on (from t1 on if that is later)
    Lost,         // the test score has left again for a whole window
    NotMemorized, // the run ended without a t1
    Diverged      // at the last step: a loss or norm is NaN or infinite
};

struct RunPhase {
    PhaseKind kind = PhaseKind::Start;
    std::int64_t begin = 0; // step
    std::int64_t end = 0;   // step at which the next begins; of the last one the last evaluated

    bool operator==(const RunPhase&) const = default;
};

// The scores of one evaluation.
struct ScorePoint {
    std::int64_t step = 0;
    double train = 0.0;
    double test = 0.0;
};

// Returns the phases of a run in order, without empty ones. `scores` ascend in steps.
[[nodiscard]] std::vector<RunPhase> phasesOf(std::span<const ScorePoint> scores,
                                             const RunSummary& summary);

} // namespace grokking

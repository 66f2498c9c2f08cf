// SPDX-FileCopyrightText: 2026 Grokking Explorer contributors
// SPDX-License-Identifier: GPL-3.0-or-later
// The four phases of learning of Liu et al. 2022 (arXiv 2205.10343, table 1), said of a run that
// has come to an end. With t1 and t2 of the run's own thresholds instead of their 90 %, and its
// minimum gap instead of their 1,000 steps:
//   comprehension  train and test score reached, the test score less than the gap later
//   grokking       both reached, the test score later than that
//   memorization   the train score alone was reached
//   confusion      neither was
// Unlike the verdict a phase does not look at what comes after t2. Stateless; any thread.
#pragma once

#include "core/events/run_summary.h"

#include <cstdint>
#include <optional>
#include <string_view>

namespace grokking {

enum class Phase { Comprehension, Grokking, Memorization, Confusion };

// Returns the phase of a run, with the `detection.minimumGap` of its spec in steps; none while its
// verdict is still open, and none of the four if only the test score was reached.
[[nodiscard]] std::optional<Phase> phaseOf(const RunSummary& summary, std::int64_t minimumGap);

// Returns "comprehension", "grokking", "memorization" or "confusion".
[[nodiscard]] std::string_view phaseName(Phase phase);

} // namespace grokking

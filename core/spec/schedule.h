// SPDX-FileCopyrightText: 2026 Grokking Explorer contributors
// SPDX-License-Identifier: GPL-3.0-or-later
// The changes a run makes to its settings while it goes on. Stateless; any thread.
#pragma once

#include "core/spec/experiment_spec.h"

#include <vector>

namespace grokking {

// Returns planned and recorded changes in order of steps: the schedule that repeats a run. A
// planned change that was carried out was recorded too and counts once; one still to come stays.
[[nodiscard]] std::vector<ScheduledChange>
replaySchedule(std::vector<ScheduledChange> planned, const std::vector<ScheduledChange>& recorded);

} // namespace grokking

// SPDX-FileCopyrightText: 2026 Grokking Explorer contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/spec/schedule.h"

#include <algorithm>

namespace grokking {

std::vector<ScheduledChange> replaySchedule(std::vector<ScheduledChange> planned,
                                            const std::vector<ScheduledChange>& recorded)
{
    for (const ScheduledChange& change : recorded) {
        const auto carriedOut = std::ranges::find(planned, change);
        if (carriedOut != planned.end())
            planned.erase(carriedOut);
    }
    planned.insert(planned.begin(), recorded.begin(), recorded.end()); // first among equal steps
    std::ranges::stable_sort(planned, {}, &ScheduledChange::step);
    return planned;
}

} // namespace grokking

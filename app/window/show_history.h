// SPDX-FileCopyrightText: 2026 Grokking Explorer contributors
// SPDX-License-Identifier: GPL-3.0-or-later
// Shows all that a history tells on something that has the slots of a RunView: one view or a grid
// of them. GUI thread only.
#pragma once

#include "core/events/run_history.h"

namespace grokking {

// Begins anew, also with a run that was gone on with: all of it follows.
template <class Views>
void showHistory(Views& views, const RunHistory& history, const RunSummary& summary)
{
    RunStarted started = history.started().value_or(RunStarted{});
    started.firstStep = 0;
    views.startRun(started);
    views.showSamples(history.samples());
    for (const auto& [id, observations] : history.observations())
        views.showObservations(observations);
    for (const ParameterChanged& change : history.changes())
        views.showChange(change);
    views.showSummary(summary);
}

} // namespace grokking

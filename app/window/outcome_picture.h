// SPDX-FileCopyrightText: 2026 Grokking Explorer contributors
// SPDX-License-Identifier: GPL-3.0-or-later
// The picture of what many runs came to, the same in the window and in a figure. Stateless; any
// thread.
#pragma once

#include "app/shared/group_table.h"
#include "widgets/outcome_choice.h"
#include "widgets/outcome_view.h"

namespace grokking {

// Returns the picture of a table that keeps its runs as keptRuns() says. Fails (Usage) on an
// unknown choice, on one that does not go together, and where no finished run has the outcome.
[[nodiscard]] Result<OutcomePicture> outcomePicture(const OutcomeChoice& choice,
                                                    const GroupTable& table);

// Returns whether the table of such a picture has to keep its runs.
[[nodiscard]] KeptRuns keptRuns(const OutcomeChoice& choice);

// Returns what can be chosen for the runs of a table, with the choice made good: what is not there
// gives way to what is, and nothing chosen to the first.
[[nodiscard]] OutcomeOffer outcomeOffer(const OutcomeChoice& choice, const GroupTable& table);

} // namespace grokking

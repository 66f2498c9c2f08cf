// SPDX-FileCopyrightText: 2026 Grokking Explorer contributors
// SPDX-License-Identifier: GPL-3.0-or-later
// Which outcome of many runs is drawn against what. Plain values; any thread.
#pragma once

#include <QString>

#include <string>
#include <vector>

namespace grokking {

struct OutcomeChoice {
    std::string outcome = "t2";  // its id
    std::string against;         // path of a setting, or the id of what else there is
    std::string lines = "group"; // that cut the plane, where that matters
    bool fits = false;           // with a line through all runs

    bool operator==(const OutcomeChoice&) const = default;
};

struct OutcomeEntry {
    std::string id;
    QString title;

    bool operator==(const OutcomeEntry&) const = default;
};

// What there is to choose from, and what is chosen. A list of one leaves no choice, an empty one
// has no meaning with the rest of what is chosen.
struct OutcomeOffer {
    std::vector<OutcomeEntry> outcomes;
    std::vector<OutcomeEntry> against;
    std::vector<OutcomeEntry> lines;
    bool canFit = false;
    OutcomeChoice chosen;
};

} // namespace grokking

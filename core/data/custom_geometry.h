// SPDX-FileCopyrightText: 2026 Grokking Explorer contributors
// SPDX-License-Identifier: GPL-3.0-or-later
// Classes and subclasses of any number and geometry, made like those of Carvalho et al. (2025): the
// user says how far apart the codes are, and an exact search finds them or says what there is.
#pragma once

#include "core/data/code_search.h"
#include "core/data/dataset_catalog.h"

#include <string>

namespace grokking {

// Codes for a wish, or the setting that asks for too much and what to do about it.
struct CodeAnswer {
    SubclassCodes codes; // empty if there is a problem
    std::vector<SpecProblem> problems;
    bool final = true; // no further search would say more

    bool operator==(const CodeAnswer&) const = default;
};

// Searches and puts a failure into words: "at most 4 codes are pairwise 6 apart in 9 bits", or,
// once giveUp() says that the time is up, "found 17 ..., maximum unknown".
[[nodiscard]] CodeAnswer answerWish(const CodeWish& wish, const GiveUp& giveUp);

[[nodiscard]] DatasetKind customGeometryDataset();

} // namespace grokking

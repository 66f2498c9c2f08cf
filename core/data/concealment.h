// SPDX-FileCopyrightText: 2026 Grokking Explorer contributors
// SPDX-License-Identifier: GPL-3.0-or-later
// Conceals what there is to learn behind numbers that say nothing (Miller et al. 2023, arXiv
// 2310.17247, Sec. 3.2): to each input `spuriousDimensions` random ones are appended, drawn anew
// for each example. All else of the data set stays the same, as do the first of the appended
// numbers when there are more of them.
#pragma once

#include "core/data/dataset_catalog.h"

namespace grokking {

// Returns the data set with two more settings: spuriousDimensions, 0 by default, and spuriousKind.
// Tokens cannot be concealed; the check says so.
[[nodiscard]] DatasetKind withConcealment(DatasetKind kind);

} // namespace grokking

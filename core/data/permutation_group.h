// SPDX-FileCopyrightText: 2026 Grokking Explorer contributors
// SPDX-License-Identifier: GPL-3.0-or-later
// Products of permutations of 3, 4 or 5 things (Power et al. 2022, arXiv 2201.02177). A permutation
// x takes place i to x[i]; in a product the left factor acts first, (xy)[i] = y[x[i]].
#pragma once

#include "core/data/dataset_catalog.h"

namespace grokking {

[[nodiscard]] DatasetKind permutationGroupDataset();

} // namespace grokking

// SPDX-FileCopyrightText: 2026 Grokking Explorer contributors
// SPDX-License-Identifier: GPL-3.0-or-later
// Parity of a few bits hidden among many: an input is `bits` numbers, 0 or 1 with equal chance; its
// class is 1 if the product of the first `parityBits` of them, taken as -1 and +1, is +1, else 0
// (Miller et al. 2023, arXiv 2310.17247, data set 1).
#pragma once

#include "core/data/dataset_catalog.h"

namespace grokking {

[[nodiscard]] DatasetKind hiddenParityDataset();

} // namespace grokking

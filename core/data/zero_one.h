// SPDX-FileCopyrightText: 2026 Grokking Explorer contributors
// SPDX-License-Identifier: GPL-3.0-or-later
// Which side of 0 a number lies on, two classes from a number:
//   y = [x > 0],  x ~ U(-halfWidth, halfWidth)
// Data set 8 of Miller et al. (2023, arXiv 2310.17247): numpy draws 100 numbers after
// numpy.random.seed(seed of the data); the first 20 are trained on, the last 20 tested.
#pragma once

#include "core/data/dataset_catalog.h"

namespace grokking {

[[nodiscard]] DatasetKind zeroOneDataset();

} // namespace grokking

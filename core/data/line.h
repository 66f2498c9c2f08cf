// SPDX-FileCopyrightText: 2026 Grokking Explorer contributors
// SPDX-License-Identifier: GPL-3.0-or-later
// Points on a line through the origin, a number to predict from a number:
//   y = slope x,  x ~ U(-halfWidth, halfWidth)
// Data set 9 of Miller et al. (2023, arXiv 2310.17247) has 100 points that numpy draws after
// numpy.random.seed(seed of the data); the first two are trained on.
#pragma once

#include "core/data/dataset_catalog.h"

namespace grokking {

[[nodiscard]] DatasetKind lineDataset();

} // namespace grokking

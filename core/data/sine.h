// SPDX-FileCopyrightText: 2026 Grokking Explorer contributors
// SPDX-License-Identifier: GPL-3.0-or-later
// Noisy points of a sine, a number to predict from a number:
//   y = sin(frequency x) + N(0, noise^2),  x ~ U(-halfWidth, halfWidth)
// Data set 10 of Miller et al. (2023, arXiv 2310.17247) has 100 points, of which a random half is
// trained on: points are drawn independently, so that 50 of either split are the same.
#pragma once

#include "core/data/dataset_catalog.h"

namespace grokking {

[[nodiscard]] DatasetKind sineDataset();

} // namespace grokking

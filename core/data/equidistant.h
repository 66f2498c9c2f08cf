// SPDX-FileCopyrightText: 2026 Grokking Explorer contributors
// SPDX-License-Identifier: GPL-3.0-or-later
// Data set 1 of Carvalho et al. (2025), Sec. 4: four classes of two subclasses, all 28 pairs of
// subclass centroids equally far apart (sqrt 2 times the separation). Nothing tells to which class
// a removed subclass belongs.
#pragma once

#include "core/data/dataset_catalog.h"

namespace grokking {

[[nodiscard]] DatasetKind equidistantDataset();

} // namespace grokking

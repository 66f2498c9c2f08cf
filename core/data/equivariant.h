// SPDX-FileCopyrightText: 2026 Grokking Explorer contributors
// SPDX-License-Identifier: GPL-3.0-or-later
// Data set 2 of Carvalho et al. (2025), Sec. 4: four classes of ten subclasses, each class a hub
// with its nine neighbors at distance 1; a removed subclass lies closer to its own class than to
// any other.
#pragma once

#include "core/data/dataset_catalog.h"

namespace grokking {

[[nodiscard]] DatasetKind equivariantDataset();

} // namespace grokking

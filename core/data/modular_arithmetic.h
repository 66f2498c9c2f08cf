// SPDX-FileCopyrightText: 2026 Grokking Explorer contributors
// SPDX-License-Identifier: GPL-3.0-or-later
// Arithmetic modulo p: the operations of Power et al. 2022 (arXiv 2201.02177) and Miller et al.
// 2023 (arXiv 2310.17247). Division is by a prime modulus only, and by y other than 0.
#pragma once

#include "core/data/dataset_catalog.h"

namespace grokking {

[[nodiscard]] DatasetKind modularArithmeticDataset();

} // namespace grokking

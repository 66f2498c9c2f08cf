// SPDX-FileCopyrightText: 2026 Grokking Explorer contributors
// SPDX-License-Identifier: GPL-3.0-or-later
// Two classes that a hyperplane separates: with a unit vector w that has equal entries at its first
// k of d places and 0 at the others,
//   x = z + m y w,  z ~ N(0, 1) in each dimension,  y = sign(w z),
// and the class is 1 where y is 1. So the teacher sign(w x) is always right, by a margin of at
// least m. With k = d the truth is dense: the classifier of largest margin in the Euclidean norm
// finds it from few examples, that of the L1 norm does not; with small k it is the other way round
// (Lyu et al. 2024, arXiv 2311.18817).
#pragma once

#include "core/data/dataset_catalog.h"

namespace grokking {

[[nodiscard]] DatasetKind linearTeacherDataset();

} // namespace grokking

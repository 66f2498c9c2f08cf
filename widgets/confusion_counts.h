// SPDX-FileCopyrightText: 2026 Grokking Explorer contributors
// SPDX-License-Identifier: GPL-3.0-or-later
// Sums and shares of confusion matrices (groups, classes). Stateless; any thread.
#pragma once

#include "core/util/array.h"

#include <cstdint>
#include <vector>

namespace grokking {

// Returns the counts of classes (classes, columns): of each the sum over its subclasses.
[[nodiscard]] Array<double> sumOverClasses(const Array<double>& counts,
                                           const std::vector<std::int32_t>& classes);

// Returns the share of each row in the column of its class, NaN for an empty row.
[[nodiscard]] std::vector<double> accuracies(const Array<double>& counts,
                                             const std::vector<std::int32_t>& classes);

} // namespace grokking

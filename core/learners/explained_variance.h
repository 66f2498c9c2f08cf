// SPDX-FileCopyrightText: 2026 Grokking Explorer contributors
// SPDX-License-Identifier: GPL-3.0-or-later
// The score of a regression. Stateless; any thread.
#pragma once

#include <span>

namespace grokking {

// Returns 1 - MSE / variance of the numbers to predict: 1 is perfect, 0 as good as their mean. Of
// numbers that are all the same, whose variance is 0: 1 where the MSE is 0, else 0. NaN where the
// MSE is.
[[nodiscard]] double explainedVariance(std::span<const double> targets, double meanSquare);

} // namespace grokking

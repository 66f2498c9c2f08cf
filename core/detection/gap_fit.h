// SPDX-FileCopyrightText: 2026 Grokking Explorer contributors
// SPDX-License-Identifier: GPL-3.0-or-later
// How the gap between t1 and t2 grows with some x, such as the number of spurious dimensions: least
// squares through the logarithm of the gaps of runs (Miller et al. 2023, arXiv 2310.17247,
// Sec. 3.2 and Fig. 4),
//   ln gap = slope x + intercept,    gap in epochs,
// with Pearson's r and the probability of one as large in amount without any correlation, two-sided
// by the exact t distribution, and Spearman's rank correlation, for which only the order of the
// gaps counts. A gap of 0 or less has the logarithm 0, as in the paper. Stateless; any thread.
#pragma once

#include "core/util/quantile.h"

#include <cstddef>
#include <optional>
#include <span>

namespace grokking {

// The gap of one run.
struct GapPoint {
    double setting = 0.0;
    StepCount gap; // in epochs; where t2 was not reached, as if it had been at the end
};

struct GapFit {
    std::size_t runs = 0;
    std::size_t unreached = 0; // of these, counted as if t2 were the end
    double slope = 0.0;        // per unit of the setting
    double intercept = 0.0;
    double correlation = 0.0; // Pearson's r, -1 to 1
    double pValue = 1.0;
    double rankCorrelation = 0.0; // Spearman's, equal values sharing their mean rank
};

enum class UnreachedGaps { CountAsReached, LeaveOut };

// Fits the line; nullopt of fewer than three runs or where all settings or all gaps are the same.
[[nodiscard]] std::optional<GapFit> fitGap(std::span<const GapPoint> points,
                                           UnreachedGaps unreached);

} // namespace grokking

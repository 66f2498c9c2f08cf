// SPDX-FileCopyrightText: 2026 Grokking Explorer contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/learners/explained_variance.h"

#include <cmath>
#include <numeric>

namespace grokking {

double explainedVariance(std::span<const double> targets, double meanSquare)
{
    const auto count = static_cast<double>(targets.size());
    const double mean = std::accumulate(targets.begin(), targets.end(), 0.0) / count;
    double variance = 0.0;
    for (const double target : targets)
        variance += (target - mean) * (target - mean) / count;
    if (variance > 0.0 || std::isnan(meanSquare))
        return 1.0 - meanSquare / variance;
    return meanSquare == 0.0 ? 1.0 : 0.0;
}

} // namespace grokking

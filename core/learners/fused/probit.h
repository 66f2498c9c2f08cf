// SPDX-FileCopyrightText: 2026 Grokking Explorer contributors
// SPDX-License-Identifier: GPL-3.0-or-later
// The probit likelihood of two classes, p(y | f) = Phi(y f) with y = -1 or +1 and Phi the normal
// distribution function (Rasmussen & Williams 2006, Ch. 3), and its means over a normal f. All
// finite for finite arguments. Stateless; any thread.
#pragma once

namespace grokking {

// log Phi(z) with its derivatives.
struct LogProbit {
    double value = 0.0;
    double slope = 0.0;     // r = phi(z) / Phi(z)
    double curvature = 0.0; // -r (r + z), in [-1, 0]
    double third = 0.0;     // r (r + z) (2 r + z) - r
};
[[nodiscard]] LogProbit logProbit(double z);

// A mean over f ~ N(mean, variance), with its slopes.
struct NormalMean {
    double value = 0.0;
    double byMean = 0.0;
    double byVariance = 0.0;
};

// Returns E[log Phi(sign f)] by Gauss-Hermite quadrature with 20 points. The slopes are those of
// the sum over the points.
[[nodiscard]] NormalMean expectedLogProbit(double sign, double mean, double variance);

// Returns log E[Phi(sign f)] = log Phi(sign mean / sqrt(1 + variance)).
[[nodiscard]] NormalMean logExpectedProbit(double sign, double mean, double variance);

} // namespace grokking

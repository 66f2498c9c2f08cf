// SPDX-FileCopyrightText: 2026 Grokking Explorer contributors
// SPDX-License-Identifier: GPL-3.0-or-later
// Fits an error function to the rise of a score over log steps: where its middle lies and how sharp
// it is. Least squares, Levenberg-Marquardt. Plain values and stateless functions; any thread.
//
//   x = log10(step + 1)                                    so that step 0 has a place
//   score(x) = lower + (upper - lower) (1 + erf((x - x0) / (sqrt(2) s))) / 2
//   position t = 10^x0 - 1 (steps);  sharpness = 1 / s (per decade of steps)
#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <vector>

namespace grokking {

// Returns x of a step.
[[nodiscard]] double logStep(std::int64_t step);

// The mean of the samples in one of the cells a decade of steps is cut into.
struct CurvePoint {
    double x = 0.0; // log10(step + 1)
    double score = 0.0;
    std::int64_t samples = 1;
};

// A score over log steps as at most 64 points per decade, so that a fit costs the same however
// often the run was evaluated, and early and late steps weigh the same. One owner, one thread.
class ScoreCurve
{
public:
    // Takes one score, in order of steps. One that is no number is left out.
    void append(std::int64_t step, double score);

    // Returns the points in order, without cells that begin after `lastStep`.
    [[nodiscard]] std::vector<CurvePoint> points(std::optional<std::int64_t> lastStep) const;

private:
    std::vector<CurvePoint> m_cells; // sums of x and score
};

struct ErfRise {
    double lower = 0.0; // score before and after the rise
    double upper = 0.0;
    double middle = 0.0; // x0
    double width = 0.0;  // s, decades

    // Returns the step in the middle of the rise.
    [[nodiscard]] std::int64_t step() const;
    [[nodiscard]] double sharpness() const { return 1.0 / width; }
    // Returns x where 98 % of the rise is done.
    [[nodiscard]] double end() const { return middle + 2.0 * width; }
    // Returns the fitted score at x.
    [[nodiscard]] double operator()(double x) const;
};

// Returns the error function nearest to the points, in order of x; nullopt for fewer than 4. The
// width is at least a quarter of the distance between the points around the middle: of a finer
// rise they tell nothing.
[[nodiscard]] std::optional<ErfRise> fitErf(std::span<const CurvePoint> points);

// Returns the fitted rise if it takes the score over the threshold and the points show it:
//   lower < threshold <= upper;
//   the points begin before x0 - s and end after x0 + 1.3 s (16 % and 90 % of the rise);
//   no point after x0 + 3 s comes before the first at or above the threshold;
//   at least 90 % of the variance is explained (R^2).
// Otherwise nullopt: a flat curve, one that stays below, or a rise that begins or ends outside.
[[nodiscard]] std::optional<ErfRise> fitRise(std::span<const CurvePoint> points, double threshold);

} // namespace grokking

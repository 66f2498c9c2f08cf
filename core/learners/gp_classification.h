// SPDX-FileCopyrightText: 2026 Grokking Explorer contributors
// SPDX-License-Identifier: GPL-3.0-or-later
// Two classes told apart by a Gaussian process (Rasmussen & Williams 2006, Ch. 3):
//   p(y | g) = Phi(y g(x)),  y = -1 or +1,  g ~ GP(mean, k),
//   k(x, x') = outputscale exp(-1/2 sum_d ((x_d - x'_d) / lengthscale_d)^2)
// with Phi the normal distribution function. The posterior is no normal distribution, and there are
// two learners, one for each way of approximating it; over N examples
//   gp-classification           q(f) = N(mean, R R') over the N values f (Hensman et al. 2015),
//   with
//     error       -(1/N) sum E_q[log p(y | f)]      the data fit, by 20-point Gauss-Hermite
//   + complexity  KL(q || p) / N
//   gp-classification-laplace   a normal distribution around the most probable f^:
//     error       -(log p(y | f^) - 1/2 (f^ - mean)' K^-1 (f^ - mean)) / N
//   + complexity  1/2 log det(1 + W^1/2 K W^1/2) / N
// Both minimize the sum. Trained are lengthscales, outputscale and mean, and of the first q as
// well. There are no weights, and both grok from some starts (Miller et al. 2023, arXiv 2310.17247,
// Fig. 2, 3, 14 and 15). Stateless; any thread.
#pragma once

#include "core/learners/landscape_axes.h"
#include "core/learners/learner.h"
#include "core/learners/memory.h"
#include "core/spec/catalog.h"

#include <string>

namespace grokking {

// A positive number is trained by a real one, t: it is log(1 + exp t), as in GPyTorch, or exp t.
enum class Positivity { Softplus, Exponential };
[[nodiscard]] double positive(Positivity kind, double trained);
// Returns the number that gives a positive value.
[[nodiscard]] double trainedFor(Positivity kind, double value);
// Returns the derivative of the value's logarithm.
[[nodiscard]] double logSlope(Positivity kind, double trained);

// What the settings of both learners say.
struct GpClassifierSettings {
    double lengthscale = 1.0; // at the start, like the next one
    double outputscale = 1.0;
    bool hasLengthscalePerInput = false; // automatic relevance determination, else one for all
    Positivity positivity = Positivity::Softplus;
};

// What those of gp-classification say beyond them.
struct VariationalSettings {
    enum class Trained { All, Function, Prior };
    bool isWhitened = false;
    Trained trained = Trained::All;
    bool minimizesDivergence = true;
};

// Read valid settings.
[[nodiscard]] GpClassifierSettings gpClassifierSettings(const Parameters& learner);
[[nodiscard]] VariationalSettings variationalSettings(const Parameters& learner);

[[nodiscard]] CatalogEntry gpClassificationEntry();
[[nodiscard]] CatalogEntry gpLaplaceEntry();
// Returns the axes of its landscape: with one lengthscale, what is trained for that and for the
// outputscale.
[[nodiscard]] LandscapeAxes gpLaplaceAxes(const DatasetShape& data, const Parameters& settings);
// Returns why such data cannot be learned and what to do, or an empty string.
[[nodiscard]] std::string gpClassifierMisfit(const DatasetShape& data, const Parameters& settings);
[[nodiscard]] LearnerSize gpClassificationSize(const DatasetShape& data, const EntrySpec& learner);
[[nodiscard]] LearnerSize gpLaplaceSize(const DatasetShape& data, const EntrySpec& learner);
[[nodiscard]] LearnerMemory gpClassificationMemory(const MemoryContext& context);
[[nodiscard]] LearnerMemory gpLaplaceMemory(const MemoryContext& context);

// Returns the names of what is trained for lengthscales and outputscale.
[[nodiscard]] std::string lengthscaleName(Positivity kind);
[[nodiscard]] std::string outputscaleName(Positivity kind);

// Returns how many lengthscales are trained.
[[nodiscard]] std::int64_t lengthscaleCount(const DatasetShape& data,
                                            const GpClassifierSettings& settings);

// The examples beside those of training are taken so many at a time.
inline constexpr std::int64_t gpBlockExamples = 256;

} // namespace grokking

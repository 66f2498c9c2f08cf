// SPDX-FileCopyrightText: 2026 Grokking Explorer contributors
// SPDX-License-Identifier: GPL-3.0-or-later
// Exact regression by a Gaussian process (Rasmussen & Williams 2006, Ch. 2 and 5):
//   y = g(x) + N(0, noise variance),  g ~ GP(mean, k),
//   k(x, x') = outputscale exp(-1/2 sum_d ((x_d - x'_d) / lengthscale_d)^2)
// Trained are the logarithms of lengthscale and outputscale, the constant mean, and if wanted the
// logarithm of the noise variance. With K = k + noise variance I over n examples and r = y - mean,
// minus the logarithm of the marginal likelihood is, divided by n, log(2 pi) / 2 plus
//   error       1/2 r' K^-1 r / n      the data-fit term
// + complexity  1/2 log det K / n      the complexity term, negative where K is small
// There are no weights, and it groks from some starts (Miller et al. 2023, arXiv 2310.17247,
// Fig. 5). Stateless; any thread.
#pragma once

#include "core/learners/landscape_axes.h"
#include "core/learners/learner.h"
#include "core/learners/memory.h"
#include "core/spec/catalog.h"

#include <string>

namespace grokking {

// What the settings of the learner say.
struct GpRegressionSettings {
    double logLengthscale = 0.0; // at the start, like the next one
    double logOutputscale = 0.0;
    bool hasLengthscalePerInput = false; // automatic relevance determination, else one for all
    double noiseVariance = 1.0;          // at the start, if it is trained
    bool trainsNoise = false;
};

// Reads valid settings.
[[nodiscard]] GpRegressionSettings gpRegressionSettings(const Parameters& learner);

[[nodiscard]] CatalogEntry gpRegressionEntry();
// Returns lengthscale and outputscale, and the noise if it is trained; none where there is a
// lengthscale for each of several inputs, which all start alike.
[[nodiscard]] LandscapeAxes gpRegressionAxes(const DatasetShape& data, const Parameters& settings);
// Returns why such data cannot be learned and what to do, or an empty string: time grows with the
// cube of the examples.
[[nodiscard]] std::string gpRegressionMisfit(const DatasetShape& data, const Parameters& settings);
[[nodiscard]] LearnerSize gpRegressionSize(const DatasetShape& data, const EntrySpec& learner);
[[nodiscard]] LearnerMemory gpRegressionMemory(const MemoryContext& context);

} // namespace grokking

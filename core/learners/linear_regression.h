// SPDX-FileCopyrightText: 2026 Grokking Explorer contributors
// SPDX-License-Identifier: GPL-3.0-or-later
// Linear regression on fixed features phi of the inputs, with a normal prior on the weights:
//   y = w phi(x) + N(0, noiseVariance),  w ~ N(0, priorVariance)
// Its negative log posterior over the n training examples is, up to a constant, n times
//   error       mean (w phi(x) - y)^2 / (2 noiseVariance)     the data misfit
// + complexity  |w|^2 / (2 priorVariance n)                   the prior term
// so the prior is its own weight decay; that of the optimizer comes on top. A few training points,
// a feature that fits anything, and initial weights that favor it make it grok (Miller et al. 2023,
// arXiv 2310.17247, Sec. 2.1.1). Stateless; any thread.
#pragma once

#include "core/learners/landscape_axes.h"
#include "core/learners/learner.h"
#include "core/learners/memory.h"
#include "core/spec/catalog.h"

#include <optional>
#include <string>
#include <vector>

namespace grokking {

// phi: of each input number in turn x, x^2, ..., x^degree and, if there is a frequency, the sine
// of frequency * x.
struct FeatureMap {
    std::int64_t degree = 3;
    std::optional<double> frequency;

    // Returns how many features an example of so many numbers has.
    [[nodiscard]] std::int64_t count(std::int64_t inputs) const;
    // Returns their names: "x", "x^2", "sin 100 x"; of several inputs "x1", "x1^2", ...
    [[nodiscard]] std::vector<std::string> names(std::int64_t inputs) const;
    // Returns the features (examples, count) of inputs (examples, numbers).
    [[nodiscard]] Array<double> operator()(const Array<double>& inputs) const;
};

// What the settings of the learner say.
struct LinearRegressionSettings {
    FeatureMap features;
    std::vector<double> initialWeights; // further features start with the last one
    double noiseVariance = 1.0;
    double priorVariance = 1.0;
    bool minimizesPrior = true; // besides the misfit
    bool scoresSigns = true;    // score: agreement of sign, else 1 - MSE / variance
};

// Returns the name of each weight, "w2 (x^2)", of examples of so many numbers.
[[nodiscard]] std::vector<std::string> weightNames(const FeatureMap& features, std::int64_t inputs);

// Returns the initial weights, those left out as well.
[[nodiscard]] std::vector<double> initialWeights(const LinearRegressionSettings& settings,
                                                 std::int64_t inputs);

// Reads valid settings.
[[nodiscard]] LinearRegressionSettings linearRegressionSettings(const Parameters& learner);

[[nodiscard]] CatalogEntry linearRegressionEntry();
// Returns all weights; none if there is only one.
[[nodiscard]] LandscapeAxes linearRegressionAxes(const DatasetShape& data,
                                                 const Parameters& settings);
// Returns why such data cannot be learned and what to do, or an empty string.
[[nodiscard]] std::string linearRegressionMisfit(const DatasetShape& data,
                                                 const Parameters& settings);
[[nodiscard]] LearnerSize linearRegressionSize(const DatasetShape& data, const EntrySpec& learner);
[[nodiscard]] LearnerMemory linearRegressionMemory(const MemoryContext& context);

} // namespace grokking

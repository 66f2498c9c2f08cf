// SPDX-FileCopyrightText: 2026 Grokking Explorer contributors
// SPDX-License-Identifier: GPL-3.0-or-later
// How the distribution of the training set differs from that of the test set: exactly, in the
// shares of the subclasses, and by two tests on the examples alone, which know nothing of
// subclasses (both kinds are named by Rabanser et al. 2019, Failing Loudly). Stateless; any thread.
#pragma once

#include "core/data/dataset.h"

#include <cstdint>
#include <functional>
#include <optional>
#include <stop_token>

namespace grokking {

// Distances of the shares p of the subclasses in training and q in the test set.
struct ShareShift {
    double totalVariation = 0.0; // sum |p - q| / 2, in [0, 1]
    double klTrainTest = 0.0;    // KL(train || test) = sum p ln(p / q), in nats
    double klTestTrain = 0.0;    // infinite if a subclass of the test set has no training example
    std::int64_t removed = 0;    // subclasses of the test set without a training example

    bool operator==(const ShareShift&) const = default;
};

// Returns the distances for groups of which each has test examples.
[[nodiscard]] ShareShift shareShift(const Grouping& grouping);

// Maximum mean discrepancy with a Gaussian kernel as wide as the median distance (Gretton et al.
// 2012); p value from random relabelings of examples as train or test.
struct TwoSampleTest {
    double discrepancy = 0.0; // squared, biased estimate
    double pValue = 1.0;
    std::int64_t trainExamples = 0; // compared with testExamples
    std::int64_t testExamples = 0;
    std::int64_t relabelings = 0;
};

// A logistic regression that tells train from test examples, fitted on half of as many pairs of a
// train and a test example. p value: of the other pairs those of which it gets both right or both
// wrong, by the exact binomial (sign) test against chance; without a shift the two are equally
// likely.
struct DomainClassifier {
    double accuracy = 0.5; // on the other half
    double pValue = 1.0;
    std::int64_t pairs = 0; // held out
};

// Both tests take some hundred examples of each split, chosen by a random stream of `seed`; empty
// with fewer than 4 examples in a split, of tokens, and once stop is requested.
[[nodiscard]] std::optional<TwoSampleTest> twoSampleTest(const Dataset& data, std::uint64_t seed,
                                                         const std::stop_token& stop = {});
[[nodiscard]] std::optional<DomainClassifier>
domainClassifier(const Dataset& data, std::uint64_t seed, const std::stop_token& stop = {});

// Returns the probability of at least `successes` heads in `trials` tosses of a fair coin.
[[nodiscard]] double fairCoinTail(std::int64_t successes, std::int64_t trials);

} // namespace grokking

// SPDX-FileCopyrightText: 2026 Grokking Explorer contributors
// SPDX-License-Identifier: GPL-3.0-or-later
// The Bayesian neural network: a multilayer perceptron whose weights and biases w have a normal
// prior and, each by itself, a normal posterior q, of which training finds mean m and log standard
// deviation rho (Miller et al. 2023, arXiv 2310.17247, Eq. 10):
//   p(w) = N(0, priorVariance),  q(w) = N(m, exp(2 rho)),
//   minimize  E_q[mean loss]  +  KL(q || p) / N      over N training examples, with
//   KL(q || p) = sum of (m^2 + exp(2 rho)) / (2 priorVariance) - 1/2 - rho + 1/2 ln priorVariance
// The KL divergence is the description length of the weights (Hinton & van Camp 1993). Stateless;
// any thread.
#pragma once

#include "core/learners/memory.h"
#include "core/learners/mlp.h"
#include "core/spec/catalog.h"

#include <string>

namespace grokking {

// What the settings say beyond those of a network.
struct BnnSettings {
    double initialDeviation = 0.3;    // of the posterior means
    double posteriorDeviation = 0.01; // exp(rho) at the start
    double priorVariance = 1.0;
    double divergenceWeight = 1.0; // factor on KL / N in what training minimizes
    std::int64_t errorDraws = 1;   // of the noise, for the expected loss of an evaluation
};

// Reads valid settings.
[[nodiscard]] BnnSettings bnnSettings(const Parameters& learner);

[[nodiscard]] CatalogEntry bnnEntry();
// Returns why such data cannot be learned and what to do, or an empty string.
[[nodiscard]] std::string bnnMisfit(const DatasetShape& data, const Parameters& settings);
[[nodiscard]] LearnerSize bnnSize(const DatasetShape& data, const EntrySpec& learner);
[[nodiscard]] LearnerMemory bnnMemory(const MemoryContext& context);

// Which parameters there are: all means, as of a perceptron with a bias in each layer, then all log
// standard deviations in the same order. The latter are vectors, not matrices: nothing is
// multiplied with them as they are.
struct BnnLayout {
    BnnLayout(const DatasetShape& data, const Parameters& settings);

    MlpLayout means;
    std::int64_t weights = 0; // how many there are, biases among them
    std::vector<ParameterBlock> blocks;
};

// The network before the first update.
struct InitialBnn : InitialNetwork {
    BnnLayout layout;
};

// Draws the means from N(0, initialDeviation^2), biases too, each layer from a random stream of its
// own. The data set must be one of classes.
[[nodiscard]] InitialBnn initialBnn(const LearnerContext& context);

// Of parameters laid out so: returns the KL divergence of the posterior from the prior, in nats.
template <class Number>
[[nodiscard]] double divergence(std::span<const Number> parameters, double priorVariance);
extern template double divergence(std::span<const float>, double);
extern template double divergence(std::span<const double>, double);

} // namespace grokking

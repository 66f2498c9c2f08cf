// SPDX-FileCopyrightText: 2026 Grokking Explorer contributors
// SPDX-License-Identifier: GPL-3.0-or-later
// Modular arithmetic as the group it is: in which order the operands follow each other in a circle,
// and what a learner holds for each of them. Sums and differences go round by adding 1; products
// and quotients by a prime modulus go round by multiplying with its smallest primitive root, and
// leave out 0. In that order a network that learned the task has few frequencies (Nanda et al.
// 2023, arXiv 2301.05217). Stateless; any thread.
#pragma once

#include "core/metrics/metric_catalog.h"

#include <complex>

namespace grokking {

struct CyclicTask {
    std::vector<std::int32_t> order; // element at each place of the circle
    // The answer's place is that of x plus `sign` times that of y; 0: neither 1 nor -1 is so.
    std::int64_t sign = 0;

    [[nodiscard]] std::int64_t size() const { return std::ssize(order); }
    // Frequencies are 0 to this.
    [[nodiscard]] std::int64_t highestFrequency() const { return size() / 2; }
};

// Returns the task of a data set, none if it is not modular arithmetic.
[[nodiscard]] std::optional<CyclicTask> cyclicTask(const EntrySpec& data);

// Returns whether a learner on such a task has a matrix of embeddings: of tokens, or the first
// layer of a perceptron on one-hot pairs. Cheap enough for every move of a slider.
[[nodiscard]] bool hasOperandEmbeddings(const ExperimentSpec& spec);

// Returns what stands for each operand x, in the order of the circle (elements, numbers); none
// where hasOperandEmbeddings() is false.
[[nodiscard]] std::optional<Array<double>> operandEmbeddings(const MetricContext& context,
                                                             const CyclicTask& task);

// Returns the Fourier coefficients sum_x values(x) exp(-2 pi i k x / n) of each column at the
// frequencies k = 0 .. n / 2: (frequencies, columns), row by row.
[[nodiscard]] std::vector<std::complex<double>> fourier(const Array<double>& values);

// Returns the share of each frequency in the sum of squares of all values; they sum to 1. Empty if
// all values are 0.
[[nodiscard]] std::vector<double> powerShares(const Array<double>& values);

// Returns the names of the frequencies from `first` to the highest.
[[nodiscard]] std::vector<std::string> frequencyNames(std::int64_t first, std::int64_t highest);

} // namespace grokking

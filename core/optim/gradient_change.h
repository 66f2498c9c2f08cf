// SPDX-FileCopyrightText: 2026 Grokking Explorer contributors
// SPDX-License-Identifier: GPL-3.0-or-later
// What can be done to a gradient before the update rule and to the parameters after it. Sums are
// taken in float64, in order. Nothing is allocated. Any thread. T is float or double.
#pragma once

#include "core/util/random.h"

#include <cstdint>
#include <span>

namespace grokking {

// Where a block lies in the flat vector of parameters; a vector is a matrix of one column.
struct MatrixBlock {
    std::int64_t offset = 0;
    std::int64_t rows = 0;
    std::int64_t columns = 1;

    [[nodiscard]] std::int64_t size() const { return rows * columns; }
    [[nodiscard]] bool isMatrix() const { return rows > 1 && columns > 1; }
};

// What noise during training is for: each has random numbers of its own at every step.
enum class NoiseUse : std::uint64_t { Weights = 0, Update = 1, Dropout = 2, Layers = 3 };

// Returns the random numbers of one use at one step (0, 1, ...).
[[nodiscard]] RandomStream noiseStream(std::uint64_t seed, NoiseUse use, std::int64_t step);

// values += scale * N(0, 1), each with its own number.
template <class T>
void addNoise(std::span<T> values, double scale, RandomStream random);

// Grokfast (Lee et al. 2024, arXiv 2405.20233), with an exponential mean of the gradients:
//   mean = alpha mean + (1 - alpha) g (mean = g at the first update);  g += lambda mean
template <class T>
void amplifySlowGradient(std::span<T> gradient, std::span<T> mean, double alpha, double lambda,
                         bool isFirst);

// Orthogonal gradient (Prieto et al. 2025, arXiv 2501.04697): takes the component along the
// parameters w out of each block of the gradient and keeps its norm,
//   g' = g - (w g / w w) w;  g = g' |g| / |g'|
// A block whose gradient lies along its parameters is not updated.
template <class T>
void removeComponentAlong(std::span<const T> parameters, std::span<T> gradient,
                          std::span<const MatrixBlock> blocks);

// Scales the values so that their Euclidean norm is at most this.
template <class T>
void clampNorm(std::span<T> values, double largest);

} // namespace grokking

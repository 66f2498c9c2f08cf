// SPDX-FileCopyrightText: 2026 Grokking Explorer contributors
// SPDX-License-Identifier: GPL-3.0-or-later
// Passes over the rows of a layer, with the widest vectors the processor has: activations, their
// slopes, sums of columns. T is float or double. Nothing is allocated. Memory comes from Buffer:
// a pass may touch one vector past the end.
#pragma once

#include "core/kernels/matrix_view.h"

#include <cstdint>

namespace grokking {

enum class Activation { Relu, Tanh, Gelu, Sigmoid };

// Returns whether multiplyBySlope() needs the preactivations, besides the activations.
[[nodiscard]] constexpr bool needsPreactivations(Activation activation)
{
    return activation == Activation::Gelu;
}

// activations[i] = activation(preactivations[i]) for i < count; the two may be the same.
//   ReLU max(0, z);  tanh z;  GELU z Phi(z);  sigmoid 1 / (1 + exp(-z))
void activate(Activation activation, const float* preactivations, float* activations,
              std::int64_t count);
void activate(Activation activation, const double* preactivations, double* activations,
              std::int64_t count);

// gradients[i] *= slope of the activation at preactivations[i], whose value is activations[i].
// Unless needsPreactivations(), preactivations is not read.
void multiplyBySlope(Activation activation, const float* preactivations, const float* activations,
                     float* gradients, std::int64_t count);
void multiplyBySlope(Activation activation, const double* preactivations, const double* activations,
                     double* gradients, std::int64_t count);

// sums[column] += the sum of that column. Of `source` rows or columns are contiguous.
void addColumnSums(const ConstMatrixView<float>& source, float* sums);
void addColumnSums(const ConstMatrixView<double>& source, double* sums);

} // namespace grokking

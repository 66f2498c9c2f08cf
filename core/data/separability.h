// SPDX-FileCopyrightText: 2026 Grokking Explorer contributors
// SPDX-License-Identifier: GPL-3.0-or-later
// Whether the classes of a set of examples are linearly separable: whether there are weights and
// biases with which each example's own class scores strictly highest. Stateless; any thread.
#pragma once

#include "core/data/dataset.h"

#include <functional>

namespace grokking {

enum class Separability { Separable, Inseparable, Undecided };

// Decides it by the point nearest to the origin in the convex hull of all differences "own class
// less another class" (Wolfe 1976): a direction with which all differences have a positive product
// separates the classes, and the origin itself in the hull, up to rounding, proves that nothing
// does. Of inputs of numbers with one class each only. Undecided once giveUp() says so; it is asked
// at each of the steps, which take milliseconds.
[[nodiscard]] Separability linearSeparability(const Examples& examples,
                                              const std::function<bool()>& giveUp);

} // namespace grokking

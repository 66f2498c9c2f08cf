// SPDX-FileCopyrightText: 2026 Grokking Explorer contributors
// SPDX-License-Identifier: GPL-3.0-or-later
// What data sets have in common whose input is one number, uniform in an interval around 0: their
// settings, shape and draws. Stateless; any thread.
#pragma once

#include "core/data/dataset_catalog.h"

#include <cstdint>
#include <functional>
#include <string>

namespace grokking {

// Returns the setting "halfWidth": inputs lie between it and its negative.
[[nodiscard]] ParamSpec halfWidth(double defaultValue);
// Returns the setting "randomNumbers": whether this program's random numbers are taken, or numpy's.
// `order` says which of the latter are which samples.
[[nodiscard]] ParamSpec randomNumbers(std::string order);

// Returns the shape of data with one input; `classes` is 0 where a number is to be predicted.
[[nodiscard]] DatasetShape intervalShape(const Parameters& values, std::int64_t classes);

// Makes the targets of inputs (examples, 1).
using TargetsOf = std::function<Targets(const Array<double>& inputs)>;

// Draws the inputs of both splits: each from a stream of its own, or as numpy does. Of numpy's
// numbers the first are the training inputs and the last the test inputs, out of `numpyDraws` or as
// many as are needed. Fails (InvalidSpec) where numpy takes no such seed.
[[nodiscard]] Result<Dataset> intervalData(const Parameters& values, std::uint64_t seed,
                                           std::int64_t numpyDraws, const TargetsOf& targetsOf);

} // namespace grokking

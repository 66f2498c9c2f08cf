// SPDX-FileCopyrightText: 2026 Grokking Explorer contributors
// SPDX-License-Identifier: GPL-3.0-or-later
// Examples to be given to Learner::probe(). Stateless; any thread.
#pragma once

#include "core/data/dataset.h"

#include <span>

namespace grokking {

// Returns the inputs of `count` examples from `first` on, without targets.
[[nodiscard]] Examples examplesFrom(const Examples& examples, std::int64_t first,
                                    std::int64_t count);

// Returns the inputs of the examples of these indices, without targets.
[[nodiscard]] Examples examplesAt(const Examples& examples, std::span<const std::int64_t> indices);

} // namespace grokking

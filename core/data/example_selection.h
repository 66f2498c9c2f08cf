// SPDX-FileCopyrightText: 2026 Grokking Explorer contributors
// SPDX-License-Identifier: GPL-3.0-or-later
// The few examples whose predictions every run records, so that they can be looked at one by one:
// the first of each group in each split. Which they are follows from the data set alone, whatever
// its sizes. Stateless; any thread.
#pragma once

#include "core/data/dataset.h"

#include <vector>

namespace grokking {

// One of the observed examples.
struct ObservedExample {
    Split split = Split::Train;
    std::int32_t group = 0;
    std::int64_t number = 0; // among the examples of its group and split: 0, 1, ...
    std::int64_t index = 0;  // in its split

    bool operator==(const ObservedExample&) const = default;
};

// About so many examples are observed in all.
inline constexpr std::int64_t observedExamplesAtMost = 200;

// Returns how many examples of each group are observed in each split, at least 1.
[[nodiscard]] std::int64_t observedPerGroup(std::int64_t groups);

// Returns the first observedPerGroup() training examples of each group, group after group, then the
// test examples likewise; of more than 100 groups only every second, third, ... one. None without a
// grouping.
[[nodiscard]] std::vector<ObservedExample> observedExamples(const Dataset& dataset);

} // namespace grokking

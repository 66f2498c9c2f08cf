// SPDX-FileCopyrightText: 2026 Grokking Explorer contributors
// SPDX-License-Identifier: GPL-3.0-or-later
// A named partition of a data set's examples. Plain value; any thread.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

namespace grokking {

// One entry per group in each list, for example per subclass.
struct Grouping {
    std::string title;                      // "Subclass"
    std::vector<std::string> names;         // one per group: "A1", "A2", "B1", ...
    std::vector<std::int32_t> classes;      // class of each group
    std::vector<bool> subsampled;           // whether the group was thinned out in training
    std::vector<std::int64_t> trainingSize; // training examples of each group
    std::vector<std::int64_t> testSize;     // test examples of each group

    bool operator==(const Grouping&) const = default;
};

// Returns one name per class: what the names of its groups begin with ("A" of "A1" and "A2"), or
// "class 1" where that says nothing.
[[nodiscard]] std::vector<std::string> classNames(const Grouping& grouping);

} // namespace grokking

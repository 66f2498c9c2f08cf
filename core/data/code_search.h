// SPDX-FileCopyrightText: 2026 Grokking Explorer contributors
// SPDX-License-Identifier: GPL-3.0-or-later
// Finds the binary codes of subclasses: those of one class a wanted Hamming distance apart, those
// of different classes another one. The search is exact: given time, what it does not find does
// not exist. Stateless; any thread.
#pragma once

#include <cstdint>
#include <functional>
#include <vector>

namespace grokking {

constexpr int maximumCodeBits = 12;

// The codes of the subclasses of each class; bit l of a code picks one Gaussian of pair l.
using SubclassCodes = std::vector<std::vector<int>>;

// How far apart codes of different classes are to be.
enum class BetweenRule { Exactly, AtLeast };

struct CodeWish {
    int bits = 9;                // 1 to maximumCodeBits
    std::int64_t classes = 4;    // at least 1
    std::int64_t subclasses = 2; // of each class, at least 1
    int within = 2;              // Hamming distance of two codes of one class
    int between = 2;             // Hamming distance of codes of two classes
    BetweenRule rule = BetweenRule::Exactly;

    auto operator<=>(const CodeWish&) const = default;
};

struct FoundCodes {
    SubclassCodes codes;  // as many whole classes as were found, at most as many as wished
    bool complete = true; // the search went through: fewer than wished is the most there are

    bool operator==(const FoundCodes&) const = default;
};

// Tells whether the time is up; asked at each node of the search.
using GiveUp = std::function<bool()>;

// Returns classes of codes, always the same ones for a wish, or the most classes there are. By
// branch and bound: the first code is 0; candidates that a permutation of the bits maps onto each
// other while it fixes the chosen codes are tried once; colors of the graph of compatible codes
// bound how many can follow.
[[nodiscard]] FoundCodes findCodes(const CodeWish& wish, const GiveUp& giveUp);

// Returns as many codes pairwise `distance` apart as there are, at most `count`: one per class.
[[nodiscard]] FoundCodes findClique(int bits, std::int64_t count, int distance, BetweenRule rule,
                                    const GiveUp& giveUp);

} // namespace grokking

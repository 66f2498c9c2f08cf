// SPDX-FileCopyrightText: 2026 Grokking Explorer contributors
// SPDX-License-Identifier: GPL-3.0-or-later
// How numbers are written for people: grouped steps, rounded values, fractions as percent. One
// notation everywhere (1,234.5), the one the command line and the files use. Stateless.
#pragma once

#include <QString>

#include <cstdint>
#include <optional>

namespace grokking {

struct Crossing;
struct SplitScore;

// Returns a whole number in groups of three: "12,300".
[[nodiscard]] QString countText(std::int64_t count);

// Returns `one` for 1, otherwise `many` with the count for its %1.
[[nodiscard]] QString countedText(std::int64_t count, const QString& one, const QString& many);

// Returns "1 run", "12 runs".
[[nodiscard]] QString runsText(std::int64_t runs);

// Returns a number with `digits` significant digits: "17.2", "0.00031", "2.5×10⁻⁷", "∞".
[[nodiscard]] QString numberText(double value, int digits = 3);

// Returns 10 to a whole power: "0.01", "1", "1,000" near 1, else "10⁻⁵".
[[nodiscard]] QString powerOfTenText(int exponent);

// Returns a score of at most 1 rounded down, so that only a perfect one reads "1".
[[nodiscard]] QString scoreText(double score);

// Returns what a split scored: of a classifier, which counts examples, as percent; else 1 - MSE /
// variance as a number.
[[nodiscard]] QString scoreText(const SplitScore& split);

// Returns a score as percent, rounded down: "93.9 %", "100 %".
[[nodiscard]] QString percentText(double score);

// Returns the step of a crossing, with "?" while it is unconfirmed; empty without a crossing.
[[nodiscard]] QString crossingText(const std::optional<Crossing>& crossing);

// Returns a time left in one or two units: "6 s", "2 min 10 s", "3 h 5 min".
[[nodiscard]] QString durationText(double seconds);

} // namespace grokking

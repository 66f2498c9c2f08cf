// SPDX-FileCopyrightText: 2026 Grokking Explorer contributors
// SPDX-License-Identifier: GPL-3.0-or-later
// Finds the step from which a score is reached for good, and lost again, sample by sample. One
// owner, one thread.
#pragma once

#include "core/events/run_summary.h"

#include <cstdint>
#include <optional>

namespace grokking {

// The two crossings a run is watched for: of the train score (t1) and of the test score (t2).
enum class Milestone { Memorized, Generalized };

// The first evaluated step from which the score stays >= threshold for `window` evaluations
// (Carvalho et al., Def. 3.1). NaN counts as below.
class SustainedCrossing
{
public:
    SustainedCrossing(double threshold, std::int64_t window)
        : m_threshold(threshold), m_window(window)
    {
    }

    void append(std::int64_t step, double score);

    // Returns the crossing; unconfirmed while its window is not yet full.
    [[nodiscard]] std::optional<Crossing> crossing() const { return m_crossing; }

private:
    double m_threshold;
    std::int64_t m_window;
    std::int64_t m_support = 0; // evaluations at or above since the candidate
    std::optional<Crossing> m_crossing;
};

// The first evaluated step at which the score is > threshold (Miller et al., Def. 1.3).
class FirstCrossing
{
public:
    explicit FirstCrossing(double threshold) : m_threshold(threshold) {}

    void append(std::int64_t step, double score);

    [[nodiscard]] std::optional<Crossing> crossing() const { return m_crossing; }

private:
    double m_threshold;
    std::optional<Crossing> m_crossing;
};

// The first of a whole window of evaluations below the threshold, after it had been reached.
// NaN counts as below.
class SustainedDrop
{
public:
    SustainedDrop(double threshold, std::int64_t window) : m_threshold(threshold), m_window(window)
    {
    }

    // `reached` is the crossing known by now.
    void append(std::int64_t step, double score, const std::optional<Crossing>& reached);

    [[nodiscard]] std::optional<std::int64_t> step() const { return m_step; }

private:
    double m_threshold;
    std::int64_t m_window;
    std::int64_t m_below = 0;            // evaluations below in a row
    std::optional<std::int64_t> m_since; // first of them
    std::optional<std::int64_t> m_step;  // the first of a whole window
};

} // namespace grokking

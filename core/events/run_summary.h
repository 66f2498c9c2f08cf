// SPDX-FileCopyrightText: 2026 Grokking Explorer contributors
// SPDX-License-Identifier: GPL-3.0-or-later
// What a run came to: the result of detection over its samples. Plain values; any thread.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace grokking {

// The outcome, tried in this order (core/detection/detector.h).
enum class Verdict {
    Running,   // none of the others can be said yet
    Diverged,  // a loss or norm became NaN or infinite
    Failed,    // never memorized: no t1
    Memorized, // t1 but no t2 up to the last step: a censored observation
    Ungrokked, // a whole window below the test threshold after t2
    Together,  // t2 - t1 below the minimum gap
    Grokked    // generalized late
};

// Returns "grokked", "memorized", ...: the words of the command line and of run files.
[[nodiscard]] std::string_view verdictName(Verdict verdict);
[[nodiscard]] std::optional<Verdict> verdictFromName(std::string_view name);

// A step at which a score was reached for good.
struct Crossing {
    std::int64_t step = 0;
    bool confirmed = true; // false: the run ended before the support window was full

    bool operator==(const Crossing&) const = default;
};

// The lines that cut the error-complexity plane into HEHC, HELC, LEHC and LELC.
struct RegionLines {
    double error = 0.0;      // below: low error
    double complexity = 0.0; // above: high complexity

    bool operator==(const RegionLines&) const = default;
};

// Scores from one to another.
struct ScoreRange {
    double lower = 0.0;
    double upper = 0.0;

    bool operator==(const ScoreRange&) const = default;
};

struct RunSummary {
    Verdict verdict = Verdict::Running;
    std::optional<Crossing> t1;            // train score reached
    std::optional<Crossing> t2;            // test score reached
    std::optional<std::int64_t> gap;       // t2 - t1, steps
    std::optional<double> ratio;           // t2 / t1; none when t1 = 0
    std::optional<double> intensity;       // test threshold - best test score up to t1
    std::optional<std::int64_t> stability; // steps from t2 to the first whole window below, or end
    std::optional<RegionLines> regions;    // none without t1
    std::optional<double> lehcShare;       // share of steps with low error and high complexity
    std::string divergedQuantity;          // "train loss"; empty unless diverged
    std::int64_t lastStep = 0;             // last evaluated step
    std::optional<ScoreRange> room;        // Delta_T: test threshold to limit of the train score

    bool operator==(const RunSummary&) const = default;
};

// t1 and t2 by one definition of "reached" (core/detection/detector.h).
struct DefinitionTimes {
    std::string definition; // as in `detection.definition`: "threshold", "erf-fit", ...
    std::optional<Crossing> t1;
    std::optional<Crossing> t2;
    // Of the fitted rises, per decade of steps; only of the erf fit.
    std::optional<double> sharpness1;
    std::optional<double> sharpness2;

    bool operator==(const DefinitionTimes&) const = default;
};

} // namespace grokking

// SPDX-FileCopyrightText: 2026 Grokking Explorer contributors
// SPDX-License-Identifier: GPL-3.0-or-later
// Says what a run came to: t1 (memorized), t2 (generalized) and the verdict, while the run goes on
// and, from the same samples, the same afterwards. Always from raw values. One owner, one thread.
//
// t1 and t2 are the crossings (core/detection/crossing.h) of the train and test score. Following
// Carvalho et al. (2025), Def. 3.1: sigma_E is the test threshold, sigma_S the best test score up
// to t1, and the intensity sigma_E - sigma_S. An unconfirmed crossing counts, and is marked.
#pragma once

#include "core/detection/crossing.h"
#include "core/detection/regions.h"
#include "core/events/training_event.h"
#include "core/spec/experiment_spec.h"

#include <string>
#include <variant>
#include <vector>

namespace grokking {

// Returns which of a sample's losses, norm, error or complexity is NaN or infinite ("train loss"),
// or an empty string.
[[nodiscard]] std::string divergedQuantity(const Sampled& sample);

class Detector
{
public:
    explicit Detector(const DetectionSpec& settings);

    // Takes one sample, in order of steps. Manual samples and repeated steps are ignored.
    void append(const Sampled& sample);

    // Returns whether t1 or t2 is there as of the last sample, unconfirmed ones too.
    [[nodiscard]] bool hasReached(Milestone milestone) const;

    // Returns what can be said so far; of an ended run the verdict is final.
    enum class Progress { Running, Ended };
    [[nodiscard]] RunSummary summary(Progress progress) const;

private:
    using AnyCrossing = std::variant<SustainedCrossing, FirstCrossing>;

    void watchStability(const Sampled& sample);
    [[nodiscard]] Verdict verdict(const RunSummary& summary, Progress progress) const;
    void describeTimes(RunSummary& summary) const;

    DetectionSpec m_settings;
    AnyCrossing m_train;
    AnyCrossing m_test;
    std::vector<PathPoint> m_path;
    std::vector<double> m_bestTestScore; // up to each point of the path
    std::string m_diverged;
    // The first whole window below the test threshold after t2.
    std::int64_t m_below = 0;                     // evaluations below in a row
    std::optional<std::int64_t> m_belowSince;     // first of them
    std::optional<std::int64_t> m_ungrokkedSince; // the first of a whole window
};

} // namespace grokking

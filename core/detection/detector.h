// SPDX-FileCopyrightText: 2026 Grokking Explorer contributors
// SPDX-License-Identifier: GPL-3.0-or-later
// Says what a run came to: t1 (memorized), t2 (generalized) and the verdict, while the run goes on
// and, from the same samples, the same afterwards. Always from raw values. One owner, one thread.
//
// t1 and t2 are the steps at which the train and test score are reached, by one of three
// definitions: "threshold" (Carvalho et al. 2025, Def. 3.1) and "first-crossing" (Miller et al.
// 2023, Def. 1.3; core/detection/crossing.h), and "erf-fit" (core/detection/erf_fit.h), for which
// the rise of the test score is sought after that of the train score. Following Def. 3.1: sigma_E
// is the test threshold, sigma_S the best test score up to t1, the intensity Delta_S = sigma_E -
// sigma_S, and the room left Delta_T = [sigma_E, limit of the train score], the limit being the
// mean of the last window. An unconfirmed crossing counts, and is marked.
#pragma once

#include "core/detection/regions.h"
#include "core/detection/score_watch.h"
#include "core/events/training_event.h"
#include "core/spec/experiment_spec.h"

#include <span>
#include <string>
#include <vector>

namespace grokking {

// Returns which of a sample's losses, norm, error or complexity is NaN or infinite ("train loss"),
// or an empty string.
[[nodiscard]] std::string divergedQuantity(const Sampled& sample);

class Detector
{
public:
    // Begins with these samples.
    explicit Detector(const DetectionSpec& settings, std::span<const Sampled> samples = {});

    // Takes one sample, in order of steps. Manual samples and repeated steps are ignored.
    void append(const Sampled& sample);

    // Returns t1 or t2 as of the last sample, unconfirmed ones too.
    [[nodiscard]] std::optional<Crossing> crossing(Milestone milestone) const;

    // Returns what can be said so far; of an ended run the verdict is final.
    enum class Progress { Running, Ended };
    [[nodiscard]] RunSummary summary(Progress progress) const;

    // Returns t1 and t2 by each definition, in the order of their ids in DetectionSpec.
    [[nodiscard]] std::vector<DefinitionTimes> definitions() const;

private:
    [[nodiscard]] DefinitionTimes timesBy(const std::string& definition) const;
    [[nodiscard]] DefinitionTimes fittedTimes() const;
    [[nodiscard]] Verdict verdict(const RunSummary& summary, Progress progress) const;
    void describeTimes(RunSummary& summary) const;
    void describeRegions(RunSummary& summary) const;
    [[nodiscard]] std::optional<ScoreRange> room() const;
    // Returns the first of a whole window below the test threshold after t2.
    [[nodiscard]] std::optional<std::int64_t> ungrokkedSince() const;

    DetectionSpec m_settings;
    ScoreWatch m_train;
    ScoreWatch m_test;
    std::vector<PathPoint> m_path;
    std::vector<double> m_trainScore;    // at each point of the path
    std::vector<double> m_bestTestScore; // up to each point of the path
    std::string m_diverged;
    mutable std::optional<DefinitionTimes> m_fitted; // the erf fit, once asked for
};

} // namespace grokking

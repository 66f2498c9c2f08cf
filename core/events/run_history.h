// SPDX-FileCopyrightText: 2026 Grokking Explorer contributors
// SPDX-License-Identifier: GPL-3.0-or-later
// Remembers everything a run has shown, by kind: what the views draw and what an export writes.
// Filled from events, live or stored. One owner, one thread; readers may share a const one.
#pragma once

#include "core/events/observation_series.h"
#include "core/events/training_event.h"

#include <map>
#include <optional>
#include <string>
#include <vector>

namespace grokking {

class RunHistory
{
public:
    // Whether all observations are kept as they are, or only what curves() says of them: those of
    // 20 long runs take gigabytes.
    enum class Observations { Whole, Curves };

    RunHistory() = default;
    explicit RunHistory(Observations kept) : m_kept(kept) {}

    // Takes one event. A RunStarted with a first step > 0 (a resumed run) keeps what came before.
    void append(const TrainingEvent& event);

    [[nodiscard]] const std::optional<RunStarted>& started() const { return m_started; }
    // In order of steps.
    [[nodiscard]] const std::vector<Sampled>& samples() const { return m_samples; }
    // By metric id, each in order of steps.
    [[nodiscard]] const std::map<std::string, std::vector<Observed>>& observations() const
    {
        return m_observations;
    }
    // By metric id, of those that are numbers or named numbers.
    [[nodiscard]] const std::map<std::string, ObservationSeries>& curves() const
    {
        return m_curves;
    }
    [[nodiscard]] const std::vector<ParameterChanged>& changes() const { return m_changes; }
    [[nodiscard]] const std::optional<SnapshotTaken>& latestSnapshot() const { return m_snapshot; }
    [[nodiscard]] const std::optional<Finished>& finished() const { return m_finished; }
    [[nodiscard]] const std::optional<Failed>& failed() const { return m_failed; }

private:
    void addObserved(const Observed& observed);

    Observations m_kept = Observations::Whole;
    std::optional<RunStarted> m_started;
    std::vector<Sampled> m_samples;
    std::map<std::string, std::vector<Observed>> m_observations;
    std::map<std::string, ObservationSeries> m_curves;
    std::vector<ParameterChanged> m_changes;
    std::optional<SnapshotTaken> m_snapshot;
    std::optional<Finished> m_finished;
    std::optional<Failed> m_failed;
};

} // namespace grokking

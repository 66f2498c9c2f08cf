// SPDX-FileCopyrightText: 2026 Grokking Explorer contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/events/run_history.h"

#include "core/util/overloaded.h"

namespace grokking {

void RunHistory::append(const TrainingEvent& event)
{
    std::visit(Overloaded{
                   [this](const RunStarted& started) {
                       m_started = started;
                       m_finished.reset();
                       m_failed.reset();
                   },
                   [this](const Sampled& sample) { m_samples.push_back(sample); },
                   [this](const Observed& observed) { addObserved(observed); },
                   [this](const SnapshotTaken& snapshot) { m_snapshot = snapshot; },
                   [this](const ParameterChanged& change) { m_changes.push_back(change); },
                   [this](const Finished& finished) { m_finished = finished; },
                   [this](const Failed& failed) { m_failed = failed; },
                   [](const auto&) {},
               },
               event);
}

void RunHistory::addObserved(const Observed& observed)
{
    const Observation& observation = observed.observation;
    if (m_kept == Observations::Whole)
        m_observations[observation.id].push_back(observed);
    if (!curveValues(observation).empty())
        m_curves[observation.id].append(observed);
}

} // namespace grokking

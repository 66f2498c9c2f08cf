// SPDX-FileCopyrightText: 2026 Grokking Explorer contributors
// SPDX-License-Identifier: GPL-3.0-or-later
// An experiment small enough for a test: 36 training samples, a network of 8 units, a second or
// less. And a sink that keeps all events.
#pragma once

#include "core/events/event_sink.h"
#include "core/spec/spec_fields.h"
#include "core/train/catalogs.h"
#include "core/train/training_session.h"

#include <initializer_list>
#include <mutex>
#include <string>
#include <vector>

namespace grokking::test {

// Returns the small experiment with these changes ("path=value"); a wrong one is fatal.
inline ExperimentSpec smallExperiment(std::initializer_list<std::string> assignments = {})
{
    ExperimentSpec spec = defaultSpec(catalogs());
    std::vector<std::string> all{"data.n=36",
                                 "data.f=0.5",
                                 "data.testSize=80",
                                 "learner.width=8",
                                 "training.steps=60",
                                 "training.batchSize=10",
                                 "training.evaluateEvery=20"};
    all.insert(all.end(), assignments);
    for (const std::string& assignment : all) {
        if (const auto status = assign(spec, catalogs(), assignment); !status)
            qFatal("%s", status.error().text().c_str());
    }
    return spec;
}

class CollectingSink final : public EventSink
{
public:
    void publish(const TrainingEvent& event) override
    {
        const std::scoped_lock lock(m_mutex);
        m_events.push_back(event);
    }

    // Returns all events of one kind so far, in order.
    template <class Event>
    [[nodiscard]] std::vector<Event> all() const
    {
        const std::scoped_lock lock(m_mutex);
        std::vector<Event> found;
        for (const TrainingEvent& event : m_events) {
            if (const auto* match = std::get_if<Event>(&event))
                found.push_back(*match);
        }
        return found;
    }

private:
    mutable std::mutex m_mutex;
    std::vector<TrainingEvent> m_events;
};

} // namespace grokking::test

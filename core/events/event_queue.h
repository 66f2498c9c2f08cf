// SPDX-FileCopyrightText: 2026 Grokking Explorer contributors
// SPDX-License-Identifier: GPL-3.0-or-later
// Carries events from a run's thread to the thread that looks at them. Samples are never dropped;
// of snapshots only the latest waits, and checkpoints, which nobody looks at, never do.
// publish() and takeAll() may be called from any threads.
#pragma once

#include "core/events/event_sink.h"

#include <mutex>
#include <vector>

namespace grokking {

class EventQueue final : public EventSink
{
public:
    void publish(const TrainingEvent& event) override;

    // Returns what has arrived since the last call, in order, and empties the queue.
    [[nodiscard]] std::vector<TrainingEvent> takeAll();

private:
    std::mutex m_mutex;
    std::vector<TrainingEvent> m_events;
};

} // namespace grokking

// SPDX-FileCopyrightText: 2026 Grokking Explorer contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/events/event_queue.h"

#include <utility>

namespace grokking {

void EventQueue::publish(const TrainingEvent& event)
{
    if (std::holds_alternative<CheckpointTaken>(event))
        return;
    TrainingEvent copy = event; // not under the lock: the window must not wait for a slower thread
    const std::scoped_lock lock(m_mutex);
    if (std::holds_alternative<SnapshotTaken>(event)) {
        std::erase_if(m_events, [](const TrainingEvent& waiting) {
            return std::holds_alternative<SnapshotTaken>(waiting);
        });
    }
    m_events.push_back(std::move(copy));
}

std::vector<TrainingEvent> EventQueue::takeAll()
{
    const std::scoped_lock lock(m_mutex);
    return std::exchange(m_events, {});
}

} // namespace grokking

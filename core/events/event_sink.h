// SPDX-FileCopyrightText: 2026 Grokking Explorer contributors
// SPDX-License-Identifier: GPL-3.0-or-later
// Where a run's events go: the run file, the window's queue, a test. The run calls publish() from
// its own thread; an implementation returns quickly and never calls back into the run.
#pragma once

#include "core/events/training_event.h"

namespace grokking {

class EventSink
{
public:
    virtual ~EventSink() = default;

    // Takes one event. Events of one run arrive in order from one thread.
    virtual void publish(const TrainingEvent& event) = 0;

protected:
    EventSink() = default;
    EventSink(const EventSink&) = default;
    EventSink& operator=(const EventSink&) = default;
};

} // namespace grokking

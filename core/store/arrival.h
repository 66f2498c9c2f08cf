// SPDX-FileCopyrightText: 2026 Grokking Explorer contributors
// SPDX-License-Identifier: GPL-3.0-or-later
// One event on its way to the run file. Internal to core/store.
#pragma once

#include "core/events/training_event.h"

namespace grokking {

struct Arrival {
    TrainingEvent event;
    double time = 0.0; // when it was published, seconds since 1970-01-01 UTC
};

} // namespace grokking

// SPDX-FileCopyrightText: 2026 Grokking Explorer contributors
// SPDX-License-Identifier: GPL-3.0-or-later
// The events that are stored as JSON text, one row each: all but samples, observations, snapshots
// and checkpoints. Internal to core/store; decoding throws StoreException.
#pragma once

#include "core/events/training_event.h"

#include <string>

namespace grokking {

struct EncodedEvent {
    std::int64_t step = 0;
    std::string type; // "started", "parameter-changed", "notice", "paused", ...
    std::string json;
};

// The environment is left out: it has a table of its own.
[[nodiscard]] EncodedEvent encodeEvent(const RunStarted& event);
[[nodiscard]] EncodedEvent encodeEvent(const ParameterChanged& event);
[[nodiscard]] EncodedEvent encodeEvent(const Notice& event);
[[nodiscard]] EncodedEvent encodeEvent(const Paused& event);
[[nodiscard]] EncodedEvent encodeEvent(const Resumed& event);
// The summary is left out: it has a table of its own.
[[nodiscard]] EncodedEvent encodeEvent(const Finished& event);
[[nodiscard]] EncodedEvent encodeEvent(const Failed& event);

// Reads an event back, without environment and summary.
[[nodiscard]] TrainingEvent decodeEvent(const EncodedEvent& encoded);

} // namespace grokking

// SPDX-FileCopyrightText: 2026 Grokking Explorer contributors
// SPDX-License-Identifier: GPL-3.0-or-later
// The name under which a recorder may write to a run file. It tells of whose process it is, so that
// others can see whether it still lives. Internal to core/store. Stateless; any thread.
#pragma once

#include <string>
#include <string_view>

namespace grokking {

// Returns a name that no other recorder has.
[[nodiscard]] std::string newWriterName();

enum class WriterState {
    Alive,  // another process, which still runs
    Dead,   // its process has ended
    Unknown // of this very process, another machine or container, or an older program
};

// Returns what has become of the process that made this name.
[[nodiscard]] WriterState writerState(std::string_view name);

} // namespace grokking

// SPDX-FileCopyrightText: 2026 Grokking Explorer contributors
// SPDX-License-Identifier: GPL-3.0-or-later
// What a run needs to go on in another process: the place in the loop and the learner's state.
// Plain value; any thread.
#pragma once

#include "core/util/result.h"

#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

namespace grokking {

struct Checkpoint {
    std::int64_t step = 0;
    bool sampled = false; // whether the evaluation due at `step`, if any, is done
    std::vector<std::byte> learner;

    bool operator==(const Checkpoint&) const = default;
};

[[nodiscard]] std::vector<std::byte> encode(const Checkpoint& checkpoint);

// Fails (InvalidFile) on bytes that encode() did not make.
[[nodiscard]] Result<Checkpoint> decodeCheckpoint(std::span<const std::byte> bytes);

} // namespace grokking

// SPDX-FileCopyrightText: 2026 Grokking Explorer contributors
// SPDX-License-Identifier: GPL-3.0-or-later
// What the memory of all networks that learn classes is made of. Stateless; any thread.
#pragma once

#include "core/learners/memory.h"

#include <cstdint>

namespace grokking {

inline constexpr std::int64_t torchEvaluationRows = 2048; // that LibTorch evaluates at a time

// Returns the examples of a step.
[[nodiscard]] std::int64_t batchExamples(const MemoryContext& context);

// Returns the memory of a network of so many parameters, and so many bytes of a training step or
// an evaluation, whichever is larger.
[[nodiscard]] LearnerMemory networkMemory(const MemoryContext& context, std::int64_t parameters,
                                          std::int64_t activations);

} // namespace grokking

// SPDX-FileCopyrightText: 2026 Grokking Explorer contributors
// SPDX-License-Identifier: GPL-3.0-or-later
// How large a multilayer perceptron is, told from its settings. Stateless; any thread.
#pragma once

#include "core/learners/memory.h"

namespace grokking {

[[nodiscard]] LearnerSize mlpSize(const DatasetShape& data, const EntrySpec& learner);
[[nodiscard]] LearnerMemory mlpMemory(const MemoryContext& context);

} // namespace grokking

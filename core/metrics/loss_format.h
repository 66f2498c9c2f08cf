// SPDX-FileCopyrightText: 2026 Grokking Explorer contributors
// SPDX-License-Identifier: GPL-3.0-or-later
// How a learner takes its loss of the logits that Learner::probe() returns. Stateless; any thread.
#pragma once

#include "core/spec/experiment_spec.h"

namespace grokking {

// Returns whether it is the cross-entropy of a softmax.
[[nodiscard]] bool takesCrossEntropy(const ExperimentSpec& spec);

// Returns what the logits are divided by before that.
[[nodiscard]] double outputTemperature(const ExperimentSpec& spec);

// Returns whether it is taken in float64 rather than float32.
[[nodiscard]] bool takesLossInFloat64(const ExperimentSpec& spec);

} // namespace grokking

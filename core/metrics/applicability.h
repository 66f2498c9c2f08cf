// SPDX-FileCopyrightText: 2026 Grokking Explorer contributors
// SPDX-License-Identifier: GPL-3.0-or-later
// What several metrics ask of an experiment before they are offered: the answers to
// Metric::applies. Specs have a learner and data
// that there are. Stateless; any thread.
#pragma once

#include "core/spec/experiment_spec.h"

namespace grokking {

// Returns whether classes are learned, not numbers.
[[nodiscard]] bool hasClasses(const ExperimentSpec& spec);

// Returns whether the examples have classes and belong to groups.
[[nodiscard]] bool hasGroupsOfClasses(const ExperimentSpec& spec);

// Returns whether the learner's parameters are weights, whose norm has a meaning.
[[nodiscard]] bool hasWeights(const ExperimentSpec& spec);

// Returns whether some of the learner's parameters form matrices.
[[nodiscard]] bool hasMatrices(const ExperimentSpec& spec);

} // namespace grokking

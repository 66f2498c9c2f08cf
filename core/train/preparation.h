// SPDX-FileCopyrightText: 2026 Grokking Explorer contributors
// SPDX-License-Identifier: GPL-3.0-or-later
// Makes what an experiment trains from its spec. Stateless; any thread.
#pragma once

#include "core/learners/learner.h"

#include <memory>

namespace grokking {

// Makes the learner of a valid spec, with its initial parameters; `dataset` outlives it. Fails as
// makeLearner() does.
[[nodiscard]] Result<std::unique_ptr<Learner>> prepareLearner(const ExperimentSpec& spec,
                                                              const Dataset& dataset);

} // namespace grokking

// SPDX-FileCopyrightText: 2026 Grokking Explorer contributors
// SPDX-License-Identifier: GPL-3.0-or-later
// The learners there are. A new one is one file and one line in learner_catalog.cpp, and if it
// computes with LibTorch a second file and line in learners/torch. Stateless; any thread.
#pragma once

#include "core/learners/learner.h"
#include "core/spec/catalog.h"

namespace grokking {

// Returns all learners, the one a new experiment starts with first.
[[nodiscard]] const Catalog& learnerCatalog();

// Makes a learner with its initial parameters. The first call loads LibTorch (about 1 s). Fails
// (Unavailable) if a library or device is missing, and says which and what to do.
[[nodiscard]] Result<std::unique_ptr<Learner>> makeLearner(const LearnerContext& context);

// Returns facts about what a learner computes with, the BLAS among them.
[[nodiscard]] Environment computingEnvironment(const Learner& learner);

// Returns a warning if something makes learners needlessly slow (the reference BLAS), or an empty
// string. Only after makeLearner().
[[nodiscard]] std::string computingWarning();

} // namespace grokking

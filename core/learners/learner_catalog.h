// SPDX-FileCopyrightText: 2026 Grokking Explorer contributors
// SPDX-License-Identifier: GPL-3.0-or-later
// The learners there are. A new one is one file and one line in learner_catalog.cpp, and for each
// engine it computes with a second file and line: learners/fused (this program's own code for the
// CPU) or learners/torch (LibTorch, CPU or GPU). Stateless; any thread.
#pragma once

#include "core/learners/learner.h"
#include "core/spec/catalog.h"

namespace grokking {

// Returns all learners, the one a new experiment starts with first.
[[nodiscard]] const Catalog& learnerCatalog();

// Makes a learner with its initial parameters. The engine "auto" is the fused one where it has the
// learner and the device is the CPU, otherwise LibTorch; the first learner of LibTorch takes about
// 1 s to load the library. Fails (Unavailable) if a library, device or engine for this learner is
// missing, and says which and what to do.
[[nodiscard]] Result<std::unique_ptr<Learner>> makeLearner(const LearnerContext& context);

// Returns facts about what a learner computes with, the BLAS among them.
[[nodiscard]] Environment computingEnvironment(const Learner& learner);

// Returns a warning if something makes this learner needlessly slow (the reference BLAS), or an
// empty string.
[[nodiscard]] std::string computingWarning(const Learner& learner);

} // namespace grokking

// SPDX-FileCopyrightText: 2026 Grokking Explorer contributors
// SPDX-License-Identifier: GPL-3.0-or-later
// The diagonal linear network: a linear classifier whose weights are differences of powers,
//   logits = x W',  W = u^L - v^L, entry by entry,  u and v (classes, features),
// all of them initScale before the first update, so that W begins as 0. While u and v are large it
// learns as a kernel machine, towards the largest margin in the Euclidean norm; weight decay takes
// it later to that in a norm which favors few features, for L = 2 the L1 norm (Woodworth et al.
// 2020, arXiv 2002.09277; Lyu et al. 2024, arXiv 2311.18817). Of two classes, u and v of one become
// v and u of the other. Stateless; any thread.
#pragma once

#include "core/learners/memory.h"
#include "core/learners/network_learner.h"
#include "core/spec/catalog.h"

namespace grokking {

[[nodiscard]] CatalogEntry diagonalLinearEntry();
// Returns why such data cannot be learned and what to do, or an empty string.
[[nodiscard]] std::string diagonalLinearMisfit(const DatasetShape& data,
                                               const Parameters& settings);
[[nodiscard]] LearnerSize diagonalLinearSize(const DatasetShape& data, const EntrySpec& learner);
[[nodiscard]] LearnerMemory diagonalLinearMemory(const MemoryContext& context);

struct InitialDiagonalLinear : InitialNetwork {
    std::int64_t power = 2; // L
};

[[nodiscard]] InitialDiagonalLinear initialDiagonalLinear(const LearnerContext& context);

} // namespace grokking

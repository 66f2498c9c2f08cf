// SPDX-FileCopyrightText: 2026 Grokking Explorer contributors
// SPDX-License-Identifier: GPL-3.0-or-later
// How much memory a learner takes, told from its settings alone: nothing is made. Upper bounds that
// hold for a computation on the CPU; on a GPU most of it lies there. Stateless; any thread.
#pragma once

#include "core/data/dataset.h"
#include "core/spec/experiment_spec.h"

#include <cstdint>

namespace grokking {

// What computes: the fused kernels pass blocks of rows through the network, LibTorch a whole batch.
enum class Engine { Fused, LibTorch };

// The trained parameters of a learner.
struct LearnerSize {
    std::int64_t parameters = 0;
    std::int64_t blocks = 0; // named spans of them
};

// The bytes of one learner.
struct LearnerMemory {
    std::int64_t parameters = 0;  // with gradient, optimizer state and working copies
    std::int64_t examples = 0;    // its own copy of the data
    std::int64_t activations = 0; // of a training step or an evaluation, whichever is larger
    std::int64_t checkpoint = 0;  // what saveState() returns

    [[nodiscard]] std::int64_t total() const { return parameters + examples + activations; }
};

// What the memory depends on; borrowed for the call. The settings are valid.
struct MemoryContext {
    const DatasetShape& data;
    const EntrySpec& learner;
    const EntrySpec& optimizer;
    std::int64_t batchSize = 0; // 0 is the whole training set
    Engine engine = Engine::Fused;
};

} // namespace grokking

// SPDX-FileCopyrightText: 2026 Grokking Explorer contributors
// SPDX-License-Identifier: GPL-3.0-or-later
// How much memory a learner takes, told from its settings alone: nothing is made. Upper bounds that
// hold for a computation on the CPU; on a GPU most of it lies there. Stateless; any thread.
#pragma once

#include "core/data/dataset.h"
#include "core/spec/experiment_spec.h"

#include <cstdint>
#include <string_view>

namespace grokking {

// What computes: the fused kernels pass blocks of rows through the network, LibTorch a whole batch.
enum class Engine { Fused, LibTorch };

// Returns the engine of a spec's `training.engine` and `training.device` on a machine without a
// GPU; with one, where most of the memory is not the machine's, the estimate is too high.
[[nodiscard]] Engine likelyEngine(std::string_view engine, std::string_view device);

// The bytes of one learner.
struct LearnerMemory {
    std::int64_t parameters = 0;  // with gradient, optimizer state and working copies
    std::int64_t examples = 0;    // its own copy of the data
    std::int64_t activations = 0; // of a training step or an evaluation, whichever is larger
    std::int64_t checkpoint = 0;  // what saveState() returns

    [[nodiscard]] std::int64_t total() const { return parameters + examples + activations; }
};

// Returns the number of trained parameters.
[[nodiscard]] std::int64_t parameterCount(const DatasetShape& shape, const EntrySpec& learner);

// Returns what a learner with these valid settings takes. `batchSize` 0 is the whole training set.
[[nodiscard]] LearnerMemory learnerMemory(const DatasetShape& shape, const EntrySpec& learner,
                                          const EntrySpec& optimizer, std::int64_t batchSize,
                                          Engine engine);

} // namespace grokking

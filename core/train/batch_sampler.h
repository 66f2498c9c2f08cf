// SPDX-FileCopyrightText: 2026 Grokking Explorer contributors
// SPDX-License-Identifier: GPL-3.0-or-later
// Chooses the examples of each training step. An epoch is one random permutation of the training
// set, cut into batches; its last batch may be smaller. The order of epoch e is a pure function of
// (seed, e), so nothing needs to be stored to go on from any step. The run's own thread.
#pragma once

#include <cstdint>
#include <span>
#include <vector>

namespace grokking {

class BatchSampler
{
public:
    // `batchSize` 0 or at least `examples` means full batch.
    BatchSampler(std::int64_t examples, std::int64_t batchSize, std::uint64_t seed);

    [[nodiscard]] std::int64_t batchesPerEpoch() const { return m_batchesPerEpoch; }

    // Returns the examples of training step `step` (0, 1, ...); empty for a full batch. Valid until
    // the next call.
    [[nodiscard]] std::span<const std::int32_t> batch(std::int64_t step);

private:
    std::int64_t m_examples;
    std::int64_t m_batchSize;
    std::uint64_t m_seed;
    std::int64_t m_batchesPerEpoch;
    std::int64_t m_epoch = -1; // of m_order
    std::vector<std::int32_t> m_order;
};

} // namespace grokking

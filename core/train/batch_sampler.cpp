// SPDX-FileCopyrightText: 2026 Grokking Explorer contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/train/batch_sampler.h"

#include "core/util/random.h"

#include <algorithm>

namespace grokking {

BatchSampler::BatchSampler(std::int64_t examples, std::int64_t batchSize, std::uint64_t seed)
    : m_examples(examples), m_batchSize(batchSize == 0 ? examples : std::min(batchSize, examples)),
      m_seed(seed), m_batchesPerEpoch((examples + m_batchSize - 1) / m_batchSize)
{
}

std::span<const std::int32_t> BatchSampler::batch(std::int64_t step)
{
    if (m_batchesPerEpoch == 1)
        return {};
    const std::int64_t epoch = step / m_batchesPerEpoch;
    if (epoch != m_epoch) {
        RandomStream random(m_seed, Stream::Batches, static_cast<std::uint64_t>(epoch));
        m_order = randomPermutation(m_examples, random);
        m_epoch = epoch;
    }
    const std::int64_t first = step % m_batchesPerEpoch * m_batchSize;
    const std::int64_t count = std::min(m_batchSize, m_examples - first);
    return std::span(m_order).subspan(static_cast<std::size_t>(first),
                                      static_cast<std::size_t>(count));
}

} // namespace grokking

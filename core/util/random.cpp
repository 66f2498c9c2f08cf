// SPDX-FileCopyrightText: 2026 Grokking Explorer contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/util/random.h"

#include <Random123/philox.h>

#include <cassert>
#include <cmath>
#include <numbers>
#include <numeric>
#include <utility>

namespace grokking {

RandomStream::RandomStream(std::uint64_t seed, Stream stream, std::uint64_t step)
    : m_key{seed, static_cast<std::uint64_t>(stream)}, m_step(step)
{
}

std::uint64_t RandomStream::bits()
{
    if (m_next == m_words.size()) {
        const r123::Philox4x64::ctr_type counter{{m_block++, m_step, 0, 0}};
        const r123::Philox4x64::key_type key{{m_key[0], m_key[1]}};
        const auto words = r123::Philox4x64{}(counter, key);
        for (std::size_t i = 0; i < m_words.size(); ++i)
            m_words[i] = words[i];
        m_next = 0;
    }
    return m_words[m_next++];
}

double RandomStream::uniform()
{
    return static_cast<double>(bits() >> 11) * 0x1.0p-53;
}

double RandomStream::uniform(double low, double high)
{
    return low + (high - low) * uniform();
}

double RandomStream::normal()
{
    if (m_spareNormal) {
        const double spare = *m_spareNormal;
        m_spareNormal.reset();
        return spare;
    }
    // 1 - uniform() lies in (0, 1], so the logarithm is finite.
    const double radius = std::sqrt(-2.0 * std::log(1.0 - uniform()));
    const double angle = 2.0 * std::numbers::pi * uniform();
    m_spareNormal = radius * std::sin(angle);
    return radius * std::cos(angle);
}

std::uint64_t RandomStream::below(std::uint64_t bound)
{
    assert(bound >= 1);
    // Rejects the incomplete last interval, so that every remainder is equally likely.
    const std::uint64_t rejected = (0 - bound) % bound;
    std::uint64_t word = bits();
    while (word < rejected)
        word = bits();
    return word % bound;
}

double RandomStream::sign()
{
    return (bits() >> 63) != 0 ? 1.0 : -1.0;
}

std::vector<std::int32_t> randomPermutation(std::int64_t count, RandomStream& stream)
{
    std::vector<std::int32_t> order(static_cast<std::size_t>(count));
    std::iota(order.begin(), order.end(), 0);
    for (std::size_t last = order.size(); last > 1; --last)
        std::swap(order[last - 1], order[stream.below(last)]);
    return order;
}

} // namespace grokking

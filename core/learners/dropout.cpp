// SPDX-FileCopyrightText: 2026 Grokking Explorer contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/learners/dropout.h"

#include "core/optim/gradient_change.h"

#include <cassert>
#include <cmath>

namespace grokking {

namespace {

constexpr int placeBits = 48; // of a step: no training is that long
constexpr int drawBits = 32;

RandomStream placeStream(std::uint64_t seed, std::int64_t step, std::size_t place)
{
    return noiseStream(seed, NoiseUse::Dropout,
                       step | static_cast<std::int64_t>(place) << placeBits);
}

} // namespace

Dropout::Dropout(std::uint64_t noiseSeed, double rate, std::size_t places)
    : m_seed(noiseSeed),
      m_threshold(static_cast<std::uint64_t>(std::llround(std::ldexp(rate, drawBits)))),
      m_factor(1.0 / (1.0 - rate))
{
    for (std::size_t place = 0; place < places; ++place)
        m_places.push_back({placeStream(noiseSeed, 0, place)});
}

void Dropout::begin(std::int64_t step)
{
    for (std::size_t place = 0; place < m_places.size(); ++place)
        m_places[place] = {placeStream(m_seed, step, place)};
}

template <class T>
void Dropout::fill(std::size_t place, std::span<T> factors)
{
    assert(place < m_places.size());
    Place& source = m_places[place];
    for (T& factor : factors) {
        const std::uint64_t bits = source.hasRest ? source.rest : source.random.bits();
        source.rest = bits >> drawBits;
        source.hasRest = !source.hasRest;
        const std::uint64_t draw = bits & ((std::uint64_t{1} << drawBits) - 1);
        factor = static_cast<T>(draw < m_threshold ? 0.0 : m_factor);
    }
}

template void Dropout::fill(std::size_t, std::span<float>);
template void Dropout::fill(std::size_t, std::span<double>);

} // namespace grokking

// SPDX-FileCopyrightText: 2026 Grokking Explorer contributors
// SPDX-License-Identifier: GPL-3.0-or-later
// Dropout (Srivastava et al. 2014): in a training step each unit is 0 with some probability, the
// rate, and the others are multiplied by 1 / (1 - rate). Which ones is a pure function of seed,
// step, place in the network and index, so that every engine leaves out the same. One owner, one
// thread; nothing is allocated after it is made.
#pragma once

#include "core/util/random.h"

#include <cstdint>
#include <span>
#include <vector>

namespace grokking {

class Dropout
{
public:
    // For a network with so many places where units are left out.
    Dropout(std::uint64_t noiseSeed, double rate, std::size_t places);

    // Begins a training step (0, 1, ...): all places begin with their first unit.
    void begin(std::int64_t step);

    // Writes the factors, 0 or 1 / (1 - rate), of the next units of a place: example by example in
    // the order of the batch, and of each the units in order.
    template <class T>
    void fill(std::size_t place, std::span<T> factors);

private:
    struct Place {
        RandomStream random;
        std::uint64_t rest = 0; // 32 bits left of the last draw
        bool hasRest = false;
    };

    std::uint64_t m_seed;
    std::uint64_t m_threshold; // of 32 random bits: less leaves the unit out
    double m_factor;
    std::vector<Place> m_places;
};

extern template void Dropout::fill(std::size_t, std::span<float>);
extern template void Dropout::fill(std::size_t, std::span<double>);

} // namespace grokking

// SPDX-FileCopyrightText: 2026 Grokking Explorer contributors
// SPDX-License-Identifier: GPL-3.0-or-later
// The numbers that numpy draws after numpy.random.seed(s), bit by bit, so that the data of a paper
// whose code is in Python can be made again: the Mersenne Twister MT19937 (Matsumoto & Nishimura
// 1998), read as numpy's legacy RandomState does. For such data only; everything else draws from
// RandomStream (core/util/random.h). Plain values; each thread makes its own.
#pragma once

#include <cstdint>
#include <optional>
#include <random>

namespace grokking {

class NumpyRandom
{
public:
    explicit NumpyRandom(std::uint32_t seed);

    // Returns the next number of rand(): uniform in [0, 1), with 53 random bits.
    double uniform();
    // Returns the next number of randn(): standard normal, by the polar form of Box-Muller, which
    // makes two at a time and keeps the second for the next call.
    double normal();

private:
    std::mt19937 m_bits;
    std::optional<double> m_spareNormal;
};

} // namespace grokking

// SPDX-FileCopyrightText: 2026 Grokking Explorer contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/util/numpy_random.h"

#include <cmath>
#include <utility>

namespace grokking {

NumpyRandom::NumpyRandom(std::uint32_t seed) : m_bits(seed) {}

double NumpyRandom::uniform()
{
    const auto high = static_cast<double>(m_bits() >> 5); // 27 bits
    const auto low = static_cast<double>(m_bits() >> 6);  // 26 bits
    return (high * 0x1p26 + low) * 0x1p-53;
}

double NumpyRandom::normal()
{
    if (const auto spare = std::exchange(m_spareNormal, std::nullopt))
        return *spare;
    double x = 0.0;
    double y = 0.0;
    double square = 0.0;
    do {
        x = 2.0 * uniform() - 1.0;
        y = 2.0 * uniform() - 1.0;
        square = x * x + y * y;
    } while (square >= 1.0 || square == 0.0);
    const double factor = std::sqrt(-2.0 * std::log(square) / square);
    m_spareNormal = factor * x;
    return factor * y;
}

} // namespace grokking

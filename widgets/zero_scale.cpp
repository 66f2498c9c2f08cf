// SPDX-FileCopyrightText: 2026 Grokking Explorer contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/zero_scale.h"

#include <algorithm>
#include <cmath>

namespace grokking {

namespace {

constexpr double zeroBelowDecade = 0.4; // place of zero, relative to the lowest decade begun
constexpr double smallestShown = 1e-300;

} // namespace

bool ZeroScale::include(double value)
{
    if (!std::isfinite(value))
        return false;
    const bool wasLogarithmic = isLogarithmic();
    const double zero = zeroPosition();
    m_lowest = std::min(m_lowest, value);
    m_highest = std::max(m_highest, value);
    m_hasZero = m_hasZero || value == 0.0;
    if (value > 0.0)
        m_smallestPositive = std::min(m_smallestPositive, std::max(value, smallestShown));
    return wasLogarithmic != isLogarithmic() || (m_hasZero && zero != zeroPosition());
}

void ZeroScale::include(const ZeroScale& other)
{
    m_lowest = std::min(m_lowest, other.m_lowest);
    m_highest = std::max(m_highest, other.m_highest);
    m_smallestPositive = std::min(m_smallestPositive, other.m_smallestPositive);
    m_hasZero = m_hasZero || other.m_hasZero;
}

bool ZeroScale::isLogarithmic() const
{
    return m_wanted == Kind::Logarithmic && !(m_lowest < 0.0);
}

double ZeroScale::position(double value) const
{
    if (!std::isfinite(value))
        return std::numeric_limits<double>::quiet_NaN();
    if (!isLogarithmic())
        return value;
    return value > 0.0 ? value : zeroPosition();
}

double ZeroScale::value(double position) const
{
    return isLogarithmic() && hasZero() && position <= zeroPosition() ? 0.0 : position;
}

double ZeroScale::zeroPosition() const
{
    if (!isLogarithmic())
        return 0.0;
    const double smallest = std::isfinite(m_smallestPositive) ? m_smallestPositive : 1.0;
    return zeroBelowDecade * std::pow(10.0, std::floor(std::log10(smallest)));
}

double ZeroScale::lowPosition() const
{
    if (isEmpty())
        return isLogarithmic() ? zeroPosition() : 0.0;
    if (!isLogarithmic())
        return m_lowest;
    return m_hasZero ? zeroPosition() : m_smallestPositive;
}

double ZeroScale::highPosition() const
{
    if (isEmpty() || (isLogarithmic() && m_highest <= 0.0))
        return isLogarithmic() ? 1e4 : 1.0;
    return m_highest;
}

} // namespace grokking

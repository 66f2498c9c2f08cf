// SPDX-FileCopyrightText: 2026 Grokking Explorer contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/landscape_scale.h"

#include <algorithm>
#include <cmath>
#include <limits>

namespace grokking {

namespace {

constexpr double widest = 1e6; // of a logarithmic scale, as a ratio
constexpr int levelCount = 16;

} // namespace

LandscapeScale::LandscapeScale(std::span<const double> values, Spacing spacing)
{
    m_low = std::numeric_limits<double>::infinity();
    m_high = -m_low;
    for (const double value : values)
        if (std::isfinite(value)) {
            m_low = std::min(m_low, value);
            m_high = std::max(m_high, value);
        }
    m_isLogarithmic = m_low > 0.0 && (spacing == Spacing::Logarithmic || m_high > 100.0 * m_low);
    if (m_isLogarithmic)
        m_low = std::max(m_low, m_high / widest);
}

double LandscapeScale::share(double value) const
{
    if (!std::isfinite(value))
        return std::numeric_limits<double>::quiet_NaN();
    if (!(m_high > m_low))
        return 0.0;
    const double share = m_isLogarithmic
                             ? std::log(std::max(value, m_low) / m_low) / std::log(m_high / m_low)
                             : std::sqrt(std::max(value - m_low, 0.0) / (m_high - m_low));
    return std::min(share, 1.0);
}

double LandscapeScale::value(double share) const
{
    return m_isLogarithmic ? m_low * std::pow(m_high / m_low, share)
                           : m_low + share * share * (m_high - m_low);
}

std::vector<double> LandscapeScale::levels() const
{
    std::vector<double> levels;
    if (m_high > m_low)
        for (int level = 1; level < levelCount; ++level)
            levels.push_back(value(static_cast<double>(level) / levelCount));
    return levels;
}

} // namespace grokking

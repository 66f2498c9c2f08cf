// SPDX-FileCopyrightText: 2026 Grokking Explorer contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/curve_series.h"

#include <algorithm>
#include <array>
#include <cmath>

namespace grokking {

void CurveSeries::append(double value)
{
    const std::size_t index = m_values.size();
    m_values.push_back(value);
    if (index % blockSize == 0)
        m_blocks.push_back({index, index});
    widen(m_blocks.back(), index);
}

// A NaN that stands for an extreme gives way to the first number.
void CurveSeries::widen(Extremes& extremes, std::size_t index) const
{
    const double value = m_values[index];
    if (std::isnan(value))
        return;
    if (!(m_values[extremes.lowest] <= value))
        extremes.lowest = index;
    if (!(m_values[extremes.highest] >= value))
        extremes.highest = index;
}

CurveSeries::Extremes CurveSeries::extremes(std::size_t begin, std::size_t end) const
{
    Extremes result{begin, begin};
    for (std::size_t index = begin; index < end;) {
        if (index % blockSize != 0 || index + blockSize > end) {
            widen(result, index++);
            continue;
        }
        const Extremes& block = m_blocks[index / blockSize];
        widen(result, block.lowest);
        widen(result, block.highest);
        index += blockSize;
    }
    return result;
}

std::vector<std::size_t> CurveSeries::drawn(std::span<const std::size_t> bounds) const
{
    std::vector<std::size_t> indices;
    for (std::size_t part = 0; part + 1 < bounds.size(); ++part) {
        const std::size_t begin = bounds[part];
        const std::size_t end = bounds[part + 1];
        const Extremes found = extremes(begin, end);
        std::array<std::size_t, 4> kept{begin, found.lowest, found.highest, end - 1};
        std::ranges::sort(kept);
        const auto repeated = std::ranges::unique(kept);
        indices.insert(indices.end(), kept.begin(), repeated.begin());
    }
    return indices;
}

} // namespace grokking

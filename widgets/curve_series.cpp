// SPDX-FileCopyrightText: 2026 Grokking Explorer contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/curve_series.h"

#include <algorithm>
#include <array>

namespace grokking {

void CurveSeries::append(double value)
{
    const std::size_t index = m_values.size();
    m_values.push_back(value);
    if (index % blockSize == 0)
        m_blocks.push_back({index, index});
    Extremes& block = m_blocks.back();
    if (value < m_values[block.lowest])
        block.lowest = index;
    if (value > m_values[block.highest])
        block.highest = index;
}

std::vector<std::size_t> CurveSeries::drawn(std::size_t first, std::size_t last,
                                            std::size_t dense) const
{
    std::vector<std::size_t> indices;
    std::size_t index = first;
    while (index < last) {
        const std::size_t blockEnd = (index / blockSize + 1) * blockSize;
        const bool wholeBlock = index % blockSize == 0 && blockEnd <= last;
        if (index < dense || !wholeBlock) {
            indices.push_back(index++);
            continue;
        }
        const Extremes& block = m_blocks[index / blockSize];
        std::array<std::size_t, 4> kept{index, block.lowest, block.highest, blockEnd - 1};
        std::ranges::sort(kept);
        const auto repeated = std::ranges::unique(kept);
        indices.insert(indices.end(), kept.begin(), repeated.begin());
        index = blockEnd;
    }
    return indices;
}

} // namespace grokking

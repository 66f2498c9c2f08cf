// SPDX-FileCopyrightText: 2026 Grokking Explorer contributors
// SPDX-License-Identifier: GPL-3.0-or-later
// The values of one curve, with the extremes of every block of 64, so that a million of them are
// drawn as fast as a few thousand and a spike is never lost. Plain value; GUI thread only.
#pragma once

#include <cstddef>
#include <span>
#include <vector>

namespace grokking {

class CurveSeries
{
public:
    static constexpr std::size_t blockSize = 64;

    void append(double value);
    void clear() { *this = {}; }

    [[nodiscard]] const std::vector<double>& values() const { return m_values; }

    // Returns the indices to draw, ascending: of each part [bounds[i], bounds[i + 1]), a pixel
    // column of the plot, the first, last, lowest and highest. NaN is neither low nor high.
    [[nodiscard]] std::vector<std::size_t> drawn(std::span<const std::size_t> bounds) const;

private:
    struct Extremes {
        std::size_t lowest;
        std::size_t highest;
    };

    void widen(Extremes& extremes, std::size_t index) const;
    [[nodiscard]] Extremes extremes(std::size_t begin, std::size_t end) const;

    std::vector<double> m_values;
    std::vector<Extremes> m_blocks; // the last one may still grow
};

} // namespace grokking

// SPDX-FileCopyrightText: 2026 Grokking Explorer contributors
// SPDX-License-Identifier: GPL-3.0-or-later
// The values of one curve, with the extremes of every block of 64, so that a million of them are
// drawn as fast as a few thousand and a spike is never lost. Plain value; GUI thread only.
#pragma once

#include <cstddef>
#include <vector>

namespace grokking {

class CurveSeries
{
public:
    static constexpr std::size_t blockSize = 64;

    void append(double value);
    void clear() { *this = {}; }

    [[nodiscard]] const std::vector<double>& values() const { return m_values; }

    // Returns the indices to draw of [first, last), ascending: every one below `dense`, and of the
    // blocks above it first, last, lowest and highest.
    [[nodiscard]] std::vector<std::size_t> drawn(std::size_t first, std::size_t last,
                                                 std::size_t dense) const;

private:
    struct Extremes {
        std::size_t lowest;
        std::size_t highest;
    };

    std::vector<double> m_values;
    std::vector<Extremes> m_blocks; // the last one may still grow
};

} // namespace grokking

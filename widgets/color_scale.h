// SPDX-FileCopyrightText: 2026 Grokking Explorer contributors
// SPDX-License-Identifier: GPL-3.0-or-later
// Colors of values: one scale for quantities, whose steps look equally large and grow lighter or
// darker throughout, so that it also reads without color vision; and one that closes to a ring, of
// which no two distant colors look alike to anybody. Plain values; GUI thread only.
#pragma once

#include "widgets/zero_scale.h"

#include <QColor>
#include <QString>

#include <span>

namespace grokking {

struct ThemeColors;

// Returns the color of a share of the largest quantity, 0 <= share <= 1: 0 is next to the ground of
// plots, 1 farthest from it.
[[nodiscard]] QColor heatColor(const ThemeColors& colors, double share);

// Returns the color of a place on a ring, whose 0 and 1 are the same.
[[nodiscard]] QColor ringColor(const ThemeColors& colors, double turn);

// What share of the largest value a value has, for heatColor(). Reaches from 0, or below it from
// the lowest value, to the largest one seen; logarithmic: over at most six decades.
class HeatScale
{
public:
    explicit HeatScale(ZeroScale::Kind kind);

    void clear();
    // Takes values into account; NaN and infinities are ignored.
    void include(std::span<const double> values);

    // Returns 0..1; NaN for what is no number.
    [[nodiscard]] double share(double value) const;
    // Return the values at both ends, for people; empty before the first value.
    [[nodiscard]] QString lowText() const;
    [[nodiscard]] QString highText() const;

private:
    [[nodiscard]] double lowest() const; // position on m_scale

    ZeroScale::Kind m_kind;
    ZeroScale m_scale;
    bool m_isEmpty = true;
};

} // namespace grokking

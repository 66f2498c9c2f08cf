// SPDX-FileCopyrightText: 2026 Grokking Explorer contributors
// SPDX-License-Identifier: GPL-3.0-or-later
// An axis scale on which zero keeps a place even when it is logarithmic: just left of (below) the
// smallest positive value seen. So step 0 and a loss of 0 stay visible. Maps values to positions
// on a QCustomPlot axis of the same type. Plain value; GUI thread only.
#pragma once

#include <limits>

namespace grokking {

class ZeroScale
{
public:
    enum class Kind { Linear, Logarithmic };

    explicit ZeroScale(Kind wanted) : m_wanted(wanted) {}

    void setWanted(Kind wanted) { m_wanted = wanted; }
    // Forgets all values.
    void clear() { *this = ZeroScale(m_wanted); }

    // Takes a value into account. Returns whether positions given out before have changed: zero
    // moved, or a negative value made the scale linear. Ignores NaN and infinities.
    bool include(double value);

    // Takes all values of another scale into account, of whatever kind it is.
    void include(const ZeroScale& other);

    // Returns whether the scale is logarithmic: wanted so, and no value is negative.
    [[nodiscard]] bool isLogarithmic() const;

    // Returns the place of a value on the axis; NaN for what cannot be drawn.
    [[nodiscard]] double position(double value) const;

    // Returns the value at a place on the axis.
    [[nodiscard]] double value(double position) const;

    [[nodiscard]] double zeroPosition() const;
    [[nodiscard]] bool hasZero() const { return m_hasZero; }
    [[nodiscard]] bool isEmpty() const { return m_lowest > m_highest; }

    // Return the places of the lowest and highest value; both defined for an empty scale.
    [[nodiscard]] double lowPosition() const;
    [[nodiscard]] double highPosition() const;

private:
    Kind m_wanted;
    double m_lowest = std::numeric_limits<double>::infinity();
    double m_highest = -std::numeric_limits<double>::infinity();
    double m_smallestPositive = std::numeric_limits<double>::infinity();
    bool m_hasZero = false;
};

} // namespace grokking

// SPDX-FileCopyrightText: 2026 Grokking Explorer contributors
// SPDX-License-Identifier: GPL-3.0-or-later
// The colors of the values of a landscape and the heights of its contour lines. Logarithmic where
// all are positive and they reach over more than a factor of a hundred, then over at most six
// decades; else by the square root of the height above the lowest one, so that something is to be
// seen in the valley as well as on the mountains. Plain value; any thread.
#pragma once

#include <span>
#include <vector>

namespace grokking {

class LandscapeScale
{
public:
    enum class Spacing { Fitting, Logarithmic };

    LandscapeScale() = default;
    // Ignores what is no number. Logarithmic is for positive values.
    explicit LandscapeScale(std::span<const double> values, Spacing spacing = Spacing::Fitting);

    [[nodiscard]] bool isEmpty() const { return m_low > m_high; }
    [[nodiscard]] bool isLogarithmic() const { return m_isLogarithmic; }
    [[nodiscard]] double low() const { return m_low; }
    [[nodiscard]] double high() const { return m_high; }
    // Returns 0 for the lowest value to 1 for the highest; NaN for what is no number.
    [[nodiscard]] double share(double value) const;
    // Returns the value at a share.
    [[nodiscard]] double value(double share) const;
    // Returns some values between at equal distances in color, ascending.
    [[nodiscard]] std::vector<double> levels() const;

private:
    double m_low = 1.0;
    double m_high = 0.0;
    bool m_isLogarithmic = false;
};

} // namespace grokking

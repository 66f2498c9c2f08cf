// SPDX-FileCopyrightText: 2026 Grokking Explorer contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/color_scale.h"

#include "widgets/number_text.h"
#include "widgets/theme.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <numbers>

namespace grokking {

namespace {

constexpr std::size_t heatColors = 256;
constexpr double decades = 1e6; // of a logarithmic scale, as a ratio

bool isDark(const ThemeColors& colors)
{
    return colors.surface.lightness() < 128;
}

// Returns 0..255.
int displayed(double linear)
{
    linear = std::clamp(linear, 0.0, 1.0);
    const double encoded =
        linear <= 0.0031308 ? 12.92 * linear : 1.055 * std::pow(linear, 1.0 / 2.4) - 0.055;
    return static_cast<int>(std::lround(255.0 * encoded));
}

// Returns the sRGB color of lightness, chroma and hue (turns) in Oklab, Bjorn Ottosson's space in
// which equal distances look equal. What a display cannot show is clipped.
QColor colorFromOklch(double lightness, double chroma, double hue)
{
    const double a = chroma * std::cos(2.0 * std::numbers::pi * hue);
    const double b = chroma * std::sin(2.0 * std::numbers::pi * hue);
    const double l = std::pow(lightness + 0.3963377774 * a + 0.2158037573 * b, 3.0);
    const double m = std::pow(lightness - 0.1055613458 * a - 0.0638541728 * b, 3.0);
    const double s = std::pow(lightness - 0.0894841775 * a - 1.2914855480 * b, 3.0);
    return QColor(displayed(4.0767416621 * l - 3.3077115913 * m + 0.2309699292 * s),
                  displayed(-1.2684380046 * l + 2.6097574011 * m - 0.3413193965 * s),
                  displayed(-0.0041960863 * l - 0.7034186147 * m + 1.7076147010 * s));
}

// From violet over blue and green to yellow, lighter all the way.
QColor heatColorAt(double place, double darkest, double lightest)
{
    constexpr double violet = 300.0 / 360.0;
    constexpr double yellow = 105.0 / 360.0;
    const double chroma = 0.012 + 0.112 * std::pow(std::sin(std::numbers::pi * place), 0.8);
    return colorFromOklch(std::lerp(darkest, lightest, place), chroma,
                          std::lerp(violet, yellow, place));
}

std::array<QColor, heatColors> makeHeatColors(bool dark)
{
    std::array<QColor, heatColors> made;
    for (std::size_t color = 0; color < heatColors; ++color) {
        const double share = static_cast<double>(color) / (heatColors - 1);
        made[color] =
            dark ? heatColorAt(share, 0.245, 0.98) : heatColorAt(1.0 - share, 0.27, 0.985);
    }
    return made;
}

} // namespace

QColor heatColor(const ThemeColors& colors, double share)
{
    static const std::array<QColor, heatColors> light = makeHeatColors(false);
    static const std::array<QColor, heatColors> dark = makeHeatColors(true);
    const auto place =
        static_cast<std::size_t>(std::clamp(share, 0.0, 1.0) * (heatColors - 1) + 0.5);
    return (isDark(colors) ? dark : light)[place];
}

// Reds and greens, which many people confuse, differ most in lightness.
QColor ringColor(const ThemeColors& colors, double turn)
{
    const double wave = -std::cos(2.0 * std::numbers::pi * turn);
    return colorFromOklch(isDark(colors) ? 0.74 + 0.10 * wave : 0.60 + 0.12 * wave, 0.125, turn);
}

HeatScale::HeatScale(ZeroScale::Kind kind) : m_kind(kind), m_scale(kind)
{
    clear();
}

void HeatScale::clear()
{
    m_scale.clear();
    m_isEmpty = true;
    if (m_kind == ZeroScale::Kind::Linear)
        (void)m_scale.include(0.0);
}

void HeatScale::include(std::span<const double> values)
{
    for (const double value : values) {
        (void)m_scale.include(value);
        m_isEmpty = m_isEmpty && !std::isfinite(value);
    }
}

double HeatScale::lowest() const
{
    return m_scale.isLogarithmic()
               ? std::max(m_scale.lowPosition(), m_scale.highPosition() / decades)
               : m_scale.lowPosition();
}

double HeatScale::share(double value) const
{
    const double position = m_scale.position(value);
    const double low = lowest();
    const double high = m_scale.highPosition();
    if (!std::isfinite(position))
        return std::numeric_limits<double>::quiet_NaN();
    if (!(high > low))
        return 0.0;
    const double share = m_scale.isLogarithmic() ? std::log(position / low) / std::log(high / low)
                                                 : (position - low) / (high - low);
    return std::clamp(share, 0.0, 1.0);
}

QString HeatScale::lowText() const
{
    return m_isEmpty ? QString() : numberText(m_scale.value(lowest()));
}

QString HeatScale::highText() const
{
    return m_isEmpty ? QString() : numberText(m_scale.value(m_scale.highPosition()));
}

} // namespace grokking

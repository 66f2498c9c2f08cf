// SPDX-FileCopyrightText: 2026 Grokking Explorer contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/theme.h"

#include <QApplication>
#include <QFile>
#include <QPalette>
#include <QStyleFactory>

#include <algorithm>

namespace grokking {

namespace {

constexpr auto systemIsDarkProperty = "grokkingSystemIsDark";
constexpr int darkLightness = 128;

// Returns whether the desktop is dark: the palette before ours, remembered on the application.
bool systemIsDark(QApplication& application)
{
    if (!application.property(systemIsDarkProperty).isValid())
        application.setProperty(systemIsDarkProperty,
                                application.palette().window().color().lightness() < darkLightness);
    return application.property(systemIsDarkProperty).toBool();
}

QPalette paletteOf(const ThemeColors& colors)
{
    QPalette palette(colors.text, colors.background);
    palette.setColor(QPalette::Window, colors.background);
    palette.setColor(QPalette::Base, colors.surface);
    palette.setColor(QPalette::AlternateBase, colors.background);
    palette.setColor(QPalette::Button, colors.surface);
    palette.setColor(QPalette::ToolTipBase, colors.surface);
    palette.setColor(QPalette::PlaceholderText, colors.mutedText);
    palette.setColor(QPalette::Highlight, colors.accent);
    palette.setColor(QPalette::HighlightedText, colors.accentText);
    palette.setColor(QPalette::Link, colors.accent);
    palette.setColor(QPalette::BrightText, colors.error);
    palette.setColor(QPalette::Light, blended(colors.text, colors.surface, 0.04));
    palette.setColor(QPalette::Midlight, blended(colors.text, colors.surface, 0.08));
    palette.setColor(QPalette::Mid, colors.border);
    palette.setColor(QPalette::Dark, blended(colors.text, colors.surface, 0.35));
    palette.setColor(QPalette::Shadow, blended(colors.text, colors.surface, 0.5));
    for (const auto role :
         {QPalette::WindowText, QPalette::Text, QPalette::ButtonText, QPalette::ToolTipText})
        palette.setColor(role, colors.text);
    const QColor disabled = blended(colors.text, colors.background, 0.4);
    for (const auto role : {QPalette::WindowText, QPalette::Text, QPalette::ButtonText})
        palette.setColor(QPalette::Disabled, role, disabled);
    return palette;
}

// Returns the style sheet with the @names replaced by colors.
QString styleSheetOf(const ThemeColors& colors)
{
    QFile file(QStringLiteral(":/grokking/style.qss"));
    if (!file.open(QIODevice::ReadOnly))
        return {};
    auto text = QString::fromUtf8(file.readAll());
    const std::pair<const char*, QColor> names[] = {
        {"@background", colors.background},
        {"@surface", colors.surface},
        {"@hover", blended(colors.text, colors.surface, 0.06)},
        {"@pressed", blended(colors.text, colors.surface, 0.12)},
        {"@text", colors.text},
        {"@muted", colors.mutedText},
        {"@disabled", blended(colors.text, colors.background, 0.4)},
        {"@border", colors.border},
        {"@handle", blended(colors.text, colors.background, 0.25)},
        {"@accentText", colors.accentText},
        {"@accentHover", blended(colors.text, colors.accent, 0.15)},
        {"@accent", colors.accent},
        {"@error", colors.error},
    };
    for (const auto& [name, color] : names)
        text.replace(QLatin1String(name), color.name());
    return text;
}

} // namespace

const ThemeColors& lightColors()
{
    static const ThemeColors colors{
        .background = QColor(0xFAFAFA),
        .surface = QColor(0xFFFFFF),
        .text = QColor(0x1F2328),
        .mutedText = QColor(0x626A73),
        .border = QColor(0xD8DCE1),
        .grid = QColor(0xE9ECEF),
        .accent = QColor(0x4A56C6),
        .accentText = QColor(0xFFFFFF),
        .train = QColor(0x0072B2),
        .test = QColor(0xD55E00),
        .t1 = QColor(0x57606A),
        .t2 = QColor(0x009E73),
        .gap = QColor(0, 158, 115, 20),
        .subsampled = QColor(0xCC79A7),
        .information = QColor(0x0072B2),
        .warning = QColor(0x9A6700),
        .error = QColor(0xC2261F),
        .scaleLow = QColor(0xA9C8E4),
        .scaleMiddle = QColor(0x6A6FC9),
        .scaleHigh = QColor(0x35125E),
    };
    return colors;
}

const ThemeColors& darkColors()
{
    static const ThemeColors colors{
        .background = QColor(0x16191D),
        .surface = QColor(0x1D2126),
        .text = QColor(0xE6E8EB),
        .mutedText = QColor(0x9AA3AD),
        .border = QColor(0x343A42),
        .grid = QColor(0x2A2F36),
        .accent = QColor(0x8C96F2),
        .accentText = QColor(0x14161A),
        .train = QColor(0x56B4E9),
        .test = QColor(0xE69F00),
        .t1 = QColor(0xB4BCC6),
        .t2 = QColor(0x2DBE94),
        .gap = QColor(45, 190, 148, 28),
        .subsampled = QColor(0xDB93BC),
        .information = QColor(0x56B4E9),
        .warning = QColor(0xE3B341),
        .error = QColor(0xFF7B72),
        .scaleLow = QColor(0x35507E),
        .scaleMiddle = QColor(0x8E86E8),
        .scaleHigh = QColor(0xF6D9FF),
    };
    return colors;
}

const ThemeColors& themeColors(const QPalette& palette)
{
    return palette.window().color().lightness() < darkLightness ? darkColors() : lightColors();
}

QColor blended(const QColor& foreground, const QColor& background, double opacity)
{
    const auto mix = [opacity](int over, int under) {
        return static_cast<int>(opacity * over + (1.0 - opacity) * under + 0.5);
    };
    return QColor(mix(foreground.red(), background.red()),
                  mix(foreground.green(), background.green()),
                  mix(foreground.blue(), background.blue()));
}

QColor classColor(const ThemeColors& colors, int number)
{
    static constexpr QRgb light[] = {0x0072B2, 0xE69F00, 0x009E73, 0xCC79A7,
                                     0x56B4E9, 0xD55E00, 0xB8A800, 0x626A73};
    static constexpr QRgb dark[] = {0x56B4E9, 0xE69F00, 0x009E73, 0xCC79A7,
                                    0x3F8FD0, 0xD55E00, 0xF0E442, 0x9AA4AE};
    const bool isDark = colors.surface.lightness() < darkLightness;
    return QColor::fromRgb((isDark ? dark : light)[static_cast<std::size_t>(number) % 8]);
}

QColor scaleColor(const ThemeColors& colors, double fraction)
{
    const double place = 2.0 * std::clamp(fraction, 0.0, 1.0);
    return place < 1.0 ? blended(colors.scaleMiddle, colors.scaleLow, place)
                       : blended(colors.scaleHigh, colors.scaleMiddle, place - 1.0);
}

void applyTheme(QApplication& application, ColorScheme scheme)
{
    const bool darkSystem = systemIsDark(application); // before our palette is set
    const bool dark = scheme == ColorScheme::System ? darkSystem : scheme == ColorScheme::Dark;
    const ThemeColors& colors = dark ? darkColors() : lightColors();
    application.setStyle(QStyleFactory::create(QStringLiteral("Fusion")));
    application.setPalette(paletteOf(colors));
    application.setStyleSheet(styleSheetOf(colors));
}

} // namespace grokking

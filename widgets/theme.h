// SPDX-FileCopyrightText: 2026 Grokking Explorer contributors
// SPDX-License-Identifier: GPL-3.0-or-later
// The look of the program: two palettes, a small style sheet, and icons that follow the palette.
// Views read their colors from themeColors(palette()) and do so again on QEvent::PaletteChange.
// Stateless apart from the application's own palette and style; GUI thread only.
#pragma once

#include <QColor>
#include <QIcon>

class QApplication;
class QPalette;

namespace grokking {

enum class ColorScheme { System, Light, Dark };

struct ThemeColors {
    QColor background; // of the window
    QColor surface;    // of fields, tables and plots
    QColor text;
    QColor mutedText;
    QColor border;     // hairlines around fields and between panes
    QColor grid;       // lines inside plots
    QColor accent;     // selection, focus, the primary button
    QColor accentText; // on accent
    QColor train;      // the train split, everywhere
    QColor test;       // the test split, everywhere, and heavier
    QColor t1;         // memorized
    QColor t2;         // generalized
    QColor gap;        // between t1 and t2; translucent
    QColor subsampled; // subclasses thinned out in training
    QColor information;
    QColor warning;
    QColor error;
    QColor scaleLow; // first, middle and last color of a quantity shown as color
    QColor scaleMiddle;
    QColor scaleHigh;
};

// Returns the colors of the light theme: those of exported pictures.
[[nodiscard]] const ThemeColors& lightColors();
[[nodiscard]] const ThemeColors& darkColors();

// Returns the colors that belong to a palette: the dark ones if its window color is dark.
[[nodiscard]] const ThemeColors& themeColors(const QPalette& palette);

// Returns the color of a quantity shown as color, 0 <= fraction <= 1.
[[nodiscard]] QColor scaleColor(const ThemeColors& colors, double fraction);

// Returns the color of a class by its number: those of Okabe and Ito, over again after eight.
[[nodiscard]] QColor classColor(const ThemeColors& colors, int number);

// Returns `foreground` over `background` at this opacity (0..1), as an opaque color.
[[nodiscard]] QColor blended(const QColor& foreground, const QColor& background, double opacity);

// Sets style, palette and style sheet of the program. System follows the palette Qt reported
// before the first call.
void applyTheme(QApplication& application, ColorScheme scheme);

// Returns a line icon of resources/icons by file name without suffix ("play"), painted in the
// text color the program has at that moment; a null icon if there is none of that name.
[[nodiscard]] QIcon themeIcon(const QString& name);

} // namespace grokking

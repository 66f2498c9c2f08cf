// SPDX-FileCopyrightText: 2026 Grokking Explorer contributors
// SPDX-License-Identifier: GPL-3.0-or-later
// A plot as a picture: file, image or clipboard. Knows nothing of runs. GUI thread only.
#pragma once

#include "core/util/result.h"

#include <QString>

class QCustomPlot;
class QPixmap;

namespace grokking {

// Writes what the plot shows as .png (twice the screen's resolution), .pdf or .svg. `title` goes
// into the file's metadata. Fails (Usage) on another suffix, (FileAccess) on an unwritable file.
[[nodiscard]] Status exportPlot(QCustomPlot& plot, const QString& path, const QString& title);

// Returns the picture at twice the screen's resolution.
[[nodiscard]] QPixmap plotPicture(QCustomPlot& plot);

// Writes a text file. Fails (FileAccess) on an unwritable file.
[[nodiscard]] Status writeText(const QString& path, const QString& text);

} // namespace grokking

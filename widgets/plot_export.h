// SPDX-FileCopyrightText: 2026 Grokking Explorer contributors
// SPDX-License-Identifier: GPL-3.0-or-later
// A plot as a picture: file, image or clipboard. Knows nothing of runs. GUI thread only.
#pragma once

#include "core/util/result.h"
#include "widgets/export_metadata.h"

#include <QImage>
#include <QString>

class QCustomPlot;

namespace grokking {

// What goes into the file beside the picture.
struct PictureText {
    QString title;
    QString program;
    QByteArray metadata; // exportMetadata()
};

// Writes what the plot shows as .png (`scale` pixels per pixel of the plot), .pdf or .svg. Fails
// (Usage) on another suffix, (FileAccess) on an unwritable file.
[[nodiscard]] Status exportPlot(QCustomPlot& plot, const QString& path, const PictureText& text,
                                double scale);

// Returns the picture, with the text in it.
[[nodiscard]] QImage plotPicture(QCustomPlot& plot, const PictureText& text, double scale);

// Writes a file. Fails (FileAccess) on an unwritable one.
[[nodiscard]] Status writeFile(const QString& path, const QByteArray& content);

} // namespace grokking

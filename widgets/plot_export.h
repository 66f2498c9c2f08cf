// SPDX-FileCopyrightText: 2026 Grokking Explorer contributors
// SPDX-License-Identifier: GPL-3.0-or-later
// A plot, or what else can be painted, as a picture: file, image or clipboard. Knows nothing of
// runs. GUI thread only.
#pragma once

#include "core/util/result.h"
#include "widgets/export_metadata.h"

#include <QColor>
#include <QImage>
#include <QSize>
#include <QString>

#include <functional>

class QCPPainter;
class QCustomPlot;

namespace grokking {

// What goes into the file beside the picture.
struct PictureText {
    QString title;
    QString program;
    QByteArray metadata; // exportMetadata()
};

// What a picture shows; borrows what it is painted from.
struct Picture {
    QSize size;           // on a plain screen
    int dotsPerInch = 96; // of that screen, or letters would be larger or smaller than there
    QColor ground;
    std::function<void(QCPPainter&)> paint;
};

// Returns what the plot shows.
[[nodiscard]] Picture pictureOf(QCustomPlot& plot);

// Writes a picture as .png (`scale` pixels per pixel of a plain screen), .pdf or .svg. Fails
// (Usage) on another suffix, (FileAccess) on an unwritable file.
[[nodiscard]] Status exportPicture(const Picture& picture, const QString& path,
                                   const PictureText& text, double scale);

// Returns the picture as pixels, with the text in it.
[[nodiscard]] QImage imageOf(const Picture& picture, const PictureText& text, double scale);

// Writes a file. Fails (FileAccess) on an unwritable one. Any thread may call it.
[[nodiscard]] Status writeFile(const QString& path, const QByteArray& content);

} // namespace grokking

// SPDX-FileCopyrightText: 2026 Grokking Explorer contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/plot_export.h"

#include <QCoreApplication>
#include <QFileInfo>
#include <QSaveFile>
#include <QSvgGenerator>
#include <qcustomplot.h>

namespace grokking {

namespace {

constexpr double pictureScale = 2.0;

Status unwritable(const QString& path)
{
    return Error{ErrorCode::FileAccess,
                 QCoreApplication::translate("export", "The file cannot be written. Choose another "
                                                       "folder or name.")
                     .toStdString(),
                 path.toStdString()};
}

bool writeSvg(QCustomPlot& plot, const QString& path, const QString& title)
{
    QSvgGenerator generator;
    generator.setFileName(path);
    generator.setTitle(title);
    generator.setSize(plot.size());
    generator.setViewBox(QRect(QPoint(), plot.size()));
    QCPPainter painter;
    if (!painter.begin(&generator))
        return false;
    painter.setMode(QCPPainter::pmVectorized);
    painter.setMode(QCPPainter::pmNoCaching);
    painter.fillRect(QRect(QPoint(), plot.size()), plot.palette().base());
    plot.toPainter(&painter, plot.width(), plot.height());
    return painter.end();
}

bool writePng(QCustomPlot& plot, const QString& path, const QString& title)
{
    QImage image = plotPicture(plot).toImage();
    image.setText(QStringLiteral("Title"), title);
    return image.save(path, "PNG");
}

} // namespace

Status exportPlot(QCustomPlot& plot, const QString& path, const QString& title)
{
    const QString suffix = QFileInfo(path).suffix().toLower();
    bool written = false;
    if (suffix == QLatin1String("png"))
        written = writePng(plot, path, title);
    else if (suffix == QLatin1String("pdf"))
        written =
            plot.savePdf(path, 0, 0, QCP::epNoCosmetic, QCoreApplication::applicationName(), title);
    else if (suffix == QLatin1String("svg"))
        written = writeSvg(plot, path, title);
    else
        return Error{ErrorCode::Usage,
                     QCoreApplication::translate(
                         "export", "Use a name that ends in .png, .pdf, .svg or .csv.")
                         .toStdString(),
                     path.toStdString()};
    return written ? Status(Success{}) : unwritable(path);
}

QPixmap plotPicture(QCustomPlot& plot)
{
    return plot.toPixmap(0, 0, pictureScale);
}

Status writeText(const QString& path, const QString& text)
{
    QSaveFile file(path);
    if (!file.open(QIODevice::WriteOnly) || file.write(text.toUtf8()) < 0 || !file.commit())
        return unwritable(path);
    return Success{};
}

} // namespace grokking

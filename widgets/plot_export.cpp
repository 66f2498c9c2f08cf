// SPDX-FileCopyrightText: 2026 Grokking Explorer contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/plot_export.h"

#include <QBuffer>
#include <QCoreApplication>
#include <QFileInfo>
#include <QPageSize>
#include <QPdfWriter>
#include <QSaveFile>
#include <QSvgGenerator>
#include <qcustomplot.h>

namespace grokking {

namespace {

constexpr double inchesPerMeter = 1.0 / 0.0254;
constexpr double pointsPerInch = 72.0;

Status unwritable(const QString& path)
{
    return Error{ErrorCode::FileAccess,
                 QCoreApplication::translate("export", "The file cannot be written. Choose another "
                                                       "folder or name.")
                     .toStdString(),
                 path.toStdString()};
}

// Paints the plot as vectors; the device has the size of the plot.
bool paint(QCustomPlot& plot, QPaintDevice& device)
{
    QCPPainter painter;
    if (!painter.begin(&device))
        return false;
    painter.setMode(QCPPainter::pmVectorized);
    painter.setMode(QCPPainter::pmNoCaching);
    painter.fillRect(QRect(QPoint(), plot.size()), plot.palette().base());
    plot.toPainter(&painter, plot.width(), plot.height());
    return painter.end();
}

// QSvgGenerator has no element for metadata of one's own: it goes before the description.
QByteArray withMetadata(QByteArray svg, const QByteArray& metadata)
{
    const QByteArray element = "<metadata id=\"" + QByteArray(metadataKey) + "\">"
                               + QString::fromUtf8(metadata).toHtmlEscaped().toUtf8()
                               + "</metadata>\n";
    return svg.insert(svg.indexOf("<desc>"), element);
}

Result<QByteArray> svgOf(QCustomPlot& plot, const PictureText& text)
{
    QByteArray svg;
    QBuffer buffer(&svg);
    QSvgGenerator generator;
    generator.setOutputDevice(&buffer);
    generator.setTitle(text.title.toHtmlEscaped());
    generator.setDescription(text.program.toHtmlEscaped());
    generator.setResolution(plot.logicalDpiX()); // or letters would be smaller than on the screen
    generator.setSize(plot.size());
    generator.setViewBox(QRect(QPoint(), plot.size()));
    if (!paint(plot, generator))
        return Error{ErrorCode::Internal, "the picture cannot be painted"};
    return withMetadata(svg, text.metadata);
}

Result<QByteArray> pdfOf(QCustomPlot& plot, const PictureText& text)
{
    QByteArray pdf;
    QBuffer buffer(&pdf);
    buffer.open(QIODevice::WriteOnly);
    QPdfWriter writer(&buffer);
    const int resolution = plot.logicalDpiX();
    writer.setResolution(resolution);
    writer.setPageSize(QPageSize(QSizeF(plot.size()) * pointsPerInch / resolution, QPageSize::Point,
                                 {}, QPageSize::ExactMatch));
    writer.setPageMargins({});
    writer.setTitle(text.title);
    writer.setCreator(text.program);
    writer.setDocumentXmpMetadata(xmpPacket(text.metadata, text.title));
    if (!paint(plot, writer))
        return Error{ErrorCode::Internal, "the picture cannot be painted"};
    return pdf;
}

Result<QByteArray> pngOf(QCustomPlot& plot, const PictureText& text, double scale)
{
    QByteArray png;
    QBuffer buffer(&png);
    buffer.open(QIODevice::WriteOnly);
    if (!plotPicture(plot, text, scale).save(&buffer, "PNG"))
        return Error{ErrorCode::Internal, "the picture cannot be painted"};
    return png;
}

} // namespace

Status exportPlot(QCustomPlot& plot, const QString& path, const PictureText& text, double scale)
{
    const QString suffix = QFileInfo(path).suffix().toLower();
    Result<QByteArray> content = Error{
        ErrorCode::Usage,
        QCoreApplication::translate("export", "Use a name that ends in .png, .pdf, .svg or .csv.")
            .toStdString()};
    if (suffix == QLatin1String("png"))
        content = pngOf(plot, text, scale);
    else if (suffix == QLatin1String("pdf"))
        content = pdfOf(plot, text);
    else if (suffix == QLatin1String("svg"))
        content = svgOf(plot, text);
    if (!content)
        return Error{content.error().code, content.error().message, path.toStdString()};
    return writeFile(path, *content);
}

QImage plotPicture(QCustomPlot& plot, const PictureText& text, double scale)
{
    QImage image = plot.toPixmap(0, 0, scale).toImage();
    const int dotsPerMeter = qRound(scale * plot.logicalDpiX() * inchesPerMeter);
    image.setDevicePixelRatio(1.0);
    image.setDotsPerMeterX(dotsPerMeter);
    image.setDotsPerMeterY(dotsPerMeter);
    image.setText(QStringLiteral("Title"), text.title);
    image.setText(QStringLiteral("Software"), text.program);
    image.setText(QLatin1String(metadataKey), QString::fromUtf8(text.metadata));
    return image;
}

Status writeFile(const QString& path, const QByteArray& content)
{
    QSaveFile file(path);
    if (!file.open(QIODevice::WriteOnly) || file.write(content) < 0 || !file.commit())
        return unwritable(path);
    return Success{};
}

} // namespace grokking

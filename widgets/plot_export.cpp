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

bool begin(QCPPainter& painter, QPaintDevice& device)
{
    if (!painter.begin(&device))
        return false;
    painter.setMode(QCPPainter::pmNoCaching);
    return true;
}

bool paintVectors(const Picture& picture, QPaintDevice& device)
{
    QCPPainter painter;
    if (!begin(painter, device))
        return false;
    painter.setMode(QCPPainter::pmVectorized);
    painter.fillRect(QRect(QPoint(), picture.size), picture.ground);
    picture.paint(painter);
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

Result<QByteArray> svgOf(const Picture& picture, const PictureText& text)
{
    QByteArray svg;
    QBuffer buffer(&svg);
    QSvgGenerator generator;
    generator.setOutputDevice(&buffer);
    generator.setTitle(text.title.toHtmlEscaped());
    generator.setDescription(text.program.toHtmlEscaped());
    generator.setResolution(picture.dotsPerInch);
    generator.setSize(picture.size);
    generator.setViewBox(QRect(QPoint(), picture.size));
    if (!paintVectors(picture, generator))
        return Error{ErrorCode::Internal, "the picture cannot be painted"};
    return withMetadata(svg, text.metadata);
}

Result<QByteArray> pdfOf(const Picture& picture, const PictureText& text)
{
    QByteArray pdf;
    QBuffer buffer(&pdf);
    buffer.open(QIODevice::WriteOnly);
    QPdfWriter writer(&buffer);
    const int resolution = picture.dotsPerInch;
    writer.setResolution(resolution);
    writer.setPageSize(QPageSize(QSizeF(picture.size) * pointsPerInch / resolution,
                                 QPageSize::Point, {}, QPageSize::ExactMatch));
    writer.setPageMargins({});
    writer.setTitle(text.title);
    writer.setCreator(text.program);
    writer.setDocumentXmpMetadata(xmpPacket(text.metadata, text.title));
    if (!paintVectors(picture, writer))
        return Error{ErrorCode::Internal, "the picture cannot be painted"};
    return pdf;
}

Result<QByteArray> pngOf(const Picture& picture, const PictureText& text, double scale)
{
    QByteArray png;
    QBuffer buffer(&png);
    buffer.open(QIODevice::WriteOnly);
    if (!imageOf(picture, text, scale).save(&buffer, "PNG"))
        return Error{ErrorCode::Internal, "the picture cannot be painted"};
    return png;
}

} // namespace

Picture pictureOf(QCustomPlot& plot)
{
    return {
        plot.size(), plot.logicalDpiX(), plot.palette().base().color(),
        [&plot](QCPPainter& painter) { plot.toPainter(&painter, plot.width(), plot.height()); }};
}

Status exportPicture(const Picture& picture, const QString& path, const PictureText& text,
                     double scale)
{
    const QString suffix = QFileInfo(path).suffix().toLower();
    Result<QByteArray> content = Error{
        ErrorCode::Usage,
        QCoreApplication::translate("export", "Use a name that ends in .png, .pdf, .svg or .csv.")
            .toStdString()};
    if (suffix == QLatin1String("png"))
        content = pngOf(picture, text, scale);
    else if (suffix == QLatin1String("pdf"))
        content = pdfOf(picture, text);
    else if (suffix == QLatin1String("svg"))
        content = svgOf(picture, text);
    if (!content)
        return Error{content.error().code, content.error().message, path.toStdString()};
    return writeFile(path, *content);
}

QImage imageOf(const Picture& picture, const PictureText& text, double scale)
{
    QImage image((QSizeF(picture.size) * scale).toSize(), QImage::Format_RGB32);
    const int dotsPerMeter = qRound(scale * picture.dotsPerInch * inchesPerMeter);
    image.fill(picture.ground);
    QCPPainter painter;
    if (begin(painter, image)) {
        painter.setMode(QCPPainter::pmNonCosmetic, scale > 1.0);
        painter.scale(scale, scale);
        picture.paint(painter);
        painter.end();
    }
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

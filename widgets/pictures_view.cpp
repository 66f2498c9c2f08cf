// SPDX-FileCopyrightText: 2026 Grokking Explorer contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/pictures_view.h"

#include "widgets/group_marker.h"
#include "widgets/plot_painting.h"

#include <QToolTip>

#include <algorithm>
#include <cmath>
#include <utility>

namespace grokking {

namespace {

constexpr double gap = 2.0;        // pixels between pictures
constexpr double columnGap = 12.0; // and between subclasses side by side
constexpr double removedOpacity = 0.4;

} // namespace

PicturesView::PicturesView(QWidget* parent) : RunView(parent)
{
    setHint(tr("Choose data of pictures to see some of each subclass."));
    new PlotPainting(plot(), "main", [this](QCPPainter& painter) { paint(painter); });
    connect(plot(), &QCustomPlot::mouseMove, this, [this](const QMouseEvent* mouse) {
        const QString text = textAt(mouse->position());
        if (text.isEmpty())
            QToolTip::hideText();
        else
            QToolTip::showText(mouse->globalPosition().toPoint(), text, plot());
    });
    restyle(colors());
}

QString PicturesView::title() const
{
    return m_scene.source.isEmpty() ? tr("Pictures") : tr("Pictures, %1").arg(m_scene.source);
}

QString PicturesView::readout() const
{
    if (!hasData())
        return {};
    return tr("%n subclasses", nullptr, static_cast<int>(m_scene.grouping.names.size()))
           + QStringLiteral("  ·  ")
           + tr("%1 x %2 pixels").arg(m_scene.images.width).arg(m_scene.images.height);
}

QStringList PicturesView::labels() const
{
    QStringList texts;
    for (std::size_t group = 0; group < m_scene.images.ofGroup.size(); ++group) {
        const QString name = QString::fromStdString(m_scene.grouping.names[group]);
        texts << (isRemoved(m_scene.grouping, group)   ? tr("%1 (removed)").arg(name)
                  : m_scene.grouping.subsampled[group] ? tr("%1 (subsampled)").arg(name)
                                                       : name);
    }
    return texts;
}

QString PicturesView::csv() const
{
    const Grouping& grouping = m_scene.grouping;
    QString text = QStringLiteral("subclass,class,train,test,subsampled\n");
    for (std::size_t group = 0; group < m_scene.images.ofGroup.size(); ++group)
        text += QStringLiteral("%1,%2,%3,%4,%5\n")
                    .arg(QString::fromStdString(grouping.names[group]))
                    .arg(grouping.classes[group])
                    .arg(grouping.trainingSize[group])
                    .arg(grouping.testSize[group])
                    .arg(grouping.subsampled[group] ? 1 : 0);
    return text;
}

void PicturesView::showScene(const DataScene& scene)
{
    m_scene = scene;
    prepare();
    setWindowTitle(title());
    refresh();
}

void PicturesView::restyle(const ThemeColors&)
{
    for (QCPAxis* const axis : plot()->axisRect()->axes())
        axis->setVisible(false);
    plot()->axisRect()->setAutoMargins(QCP::msNone);
    plot()->axisRect()->setMargins(QMargins(8, 4, 8, 6));
    prepare();
}

void PicturesView::prepare()
{
    const QFontMetricsF metrics(font());
    m_subclasses.clear();
    m_nameWidth = 0.0;
    m_columns = 1;
    m_lines = 1;
    for (std::size_t group = 0; group < m_scene.images.ofGroup.size(); ++group) {
        Subclass subclass{.column = placeInClass(m_scene.grouping, group)};
        for (std::int64_t i = 0; i < m_scene.images.ofGroup[group].rows(); ++i)
            subclass.pictures.push_back(image(group, i));
        const auto name = QString::fromStdString(m_scene.grouping.names[group]);
        m_nameWidth = std::max(m_nameWidth, metrics.horizontalAdvance(name) + 6.0);
        m_columns = std::max(m_columns, subclass.column + 1);
        m_lines = std::max(m_lines, m_scene.grouping.classes[group] + 1);
        m_subclasses.push_back(std::move(subclass));
    }
}

PicturesView::Place PicturesView::placeOf(std::size_t group) const
{
    const QRectF room = plot()->axisRect()->rect();
    const double width = room.width() / m_columns;
    const double height = room.height() / m_lines;
    Place place;
    place.cell = QRectF(room.left() + width * m_subclasses[group].column,
                        room.top() + height * m_scene.grouping.classes[group], width - columnGap,
                        height - gap);
    const double pictureHeight = std::floor(place.cell.height());
    place.picture = {std::round(pictureHeight * m_scene.images.width / m_scene.images.height),
                     pictureHeight};
    if (pictureHeight >= 1.0 && place.picture.width() >= 1.0)
        place.pictures = static_cast<int>(
            std::max(0.0, (place.cell.width() - m_nameWidth) / (place.picture.width() + gap)));
    return place;
}

int PicturesView::picturesInSight() const
{
    return hasData() ? placeOf(0).pictures : 0;
}

// Ink is the color of texts, so that bright strokes of a picture are what stands out.
QImage PicturesView::image(std::size_t group, std::int64_t picture) const
{
    const SceneImages& images = m_scene.images;
    QImage drawn(images.width, images.height, QImage::Format_RGB32);
    const auto pixels = images.ofGroup[group].row(picture);
    for (int y = 0; y < images.height; ++y)
        for (int x = 0; x < images.width; ++x)
            drawn.setPixelColor(x, y,
                                blended(colors().text, colors().surface,
                                        pixels[static_cast<std::size_t>(y * images.width + x)]));
    return drawn;
}

void PicturesView::paint(QPainter& painter) const
{
    painter.setClipRect(plot()->axisRect()->rect());
    painter.setRenderHint(QPainter::SmoothPixmapTransform);
    for (std::size_t group = 0; group < m_scene.images.ofGroup.size(); ++group)
        paintGroup(painter, group);
}

void PicturesView::paintGroup(QPainter& painter, std::size_t group) const
{
    const Place place = placeOf(group);
    painter.setFont(font());
    painter.setPen(m_scene.grouping.subsampled[group] ? colors().subsampled : colors().text);
    painter.drawText(QRectF(place.cell.topLeft(), QSizeF(m_nameWidth, place.cell.height())),
                     Qt::AlignVCenter | Qt::AlignLeft,
                     QString::fromStdString(m_scene.grouping.names[group]));
    painter.setOpacity(isRemoved(m_scene.grouping, group) ? removedOpacity : 1.0);
    const auto& pictures = m_subclasses[group].pictures;
    const std::int64_t count = std::min<std::int64_t>(place.pictures, std::ssize(pictures));
    for (std::int64_t picture = 0; picture < count; ++picture) {
        const double left = place.cell.left() + m_nameWidth
                            + static_cast<double>(picture) * (place.picture.width() + gap);
        painter.drawImage(QRectF(QPointF(left, place.cell.top()), place.picture),
                          pictures[static_cast<std::size_t>(picture)]);
    }
    painter.setOpacity(1.0);
}

QString PicturesView::textAt(const QPointF& pixel) const
{
    const Grouping& grouping = m_scene.grouping;
    for (std::size_t group = 0; group < m_scene.images.ofGroup.size(); ++group)
        if (placeOf(group).cell.contains(pixel))
            return tr("%1: %2 for training, %3 for testing%4")
                .arg(QString::fromStdString(grouping.names[group]))
                .arg(grouping.trainingSize[group])
                .arg(grouping.testSize[group])
                .arg(isRemoved(grouping, group)   ? tr(" (removed; pictures of the test set)")
                     : grouping.subsampled[group] ? tr(" (subsampled)")
                                                  : QString());
    return {};
}

} // namespace grokking

// SPDX-FileCopyrightText: 2026 Grokking Explorer contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/group_size_chart.h"

#include "widgets/number_text.h"
#include "widgets/theme.h"

#include <QHelpEvent>
#include <QPainter>
#include <QToolTip>

#include <algorithm>

namespace grokking {

namespace {

constexpr double legendGap = 4.0;
constexpr double barShare = 0.72; // of the room of one bar
constexpr double classGap = 0.6;  // bars' rooms between classes

} // namespace

GroupSizeChart::GroupSizeChart(QWidget* parent) : QWidget(parent)
{
    setAccessibleName(tr("Training examples per subclass"));
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
}

void GroupSizeChart::showGroups(const Grouping& grouping)
{
    m_grouping = grouping;
    setAccessibleDescription(description());
    updateGeometry();
    update();
}

QString GroupSizeChart::description() const
{
    QStringList texts;
    for (std::size_t group = 0; group < m_grouping.names.size(); ++group)
        texts << groupText(group);
    return texts.join(QStringLiteral(", "));
}

QSize GroupSizeChart::sizeHint() const
{
    const int lines = m_grouping.names.empty() ? 2 : 8;
    return {240, lines * fontMetrics().height()};
}

QSize GroupSizeChart::minimumSizeHint() const
{
    return {120, sizeHint().height()};
}

bool GroupSizeChart::event(QEvent* event)
{
    if (event->type() != QEvent::ToolTip)
        return QWidget::event(event);
    const auto* help = static_cast<QHelpEvent*>(event);
    for (std::size_t group = 0; group < m_grouping.names.size(); ++group) {
        const QRectF bar = barRect(group);
        if (help->pos().x() >= bar.left() && help->pos().x() <= bar.right()) {
            QToolTip::showText(help->globalPos(), groupText(group), this);
            return true;
        }
    }
    QToolTip::hideText();
    return true;
}

void GroupSizeChart::paintEvent(QPaintEvent*)
{
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    const ThemeColors& colors = themeColors(palette());
    if (m_grouping.names.empty()) {
        painter.setPen(colors.mutedText);
        painter.drawText(rect(), Qt::AlignCenter | Qt::TextWordWrap,
                         tr("These data have no subclasses."));
        return;
    }
    paintLegend(painter);
    for (std::size_t group = 0; group < m_grouping.names.size(); ++group)
        paintBar(painter, group);
    paintNames(painter);
    painter.setPen(QPen(colors.border, 1.0));
    painter.drawLine(QLineF(plotArea().bottomLeft(), plotArea().bottomRight()));
}

// Returns where the bars are: between their numbers above and their names below.
QRectF GroupSizeChart::plotArea() const
{
    const double line = fontMetrics().height();
    return QRectF(rect()).adjusted(0, 2 * line + legendGap, 0, -line - 2);
}

QRectF GroupSizeChart::barRect(std::size_t group) const
{
    const auto& classes = m_grouping.classes;
    const auto classChanges = [&classes](std::size_t end) {
        double changes = 0.0;
        for (std::size_t i = 1; i < std::min(end, classes.size()); ++i)
            changes += classes[i] != classes[i - 1] ? 1.0 : 0.0;
        return changes;
    };
    const std::size_t count = m_grouping.names.size();
    const QRectF area = plotArea();
    const double room =
        area.width() / (static_cast<double>(count) + classGap * classChanges(count));
    const double left =
        area.left() + room * (static_cast<double>(group) + classGap * classChanges(group + 1));
    const auto highest = std::max<std::int64_t>(1, std::ranges::max(m_grouping.trainingSize));
    const double height = area.height() * static_cast<double>(m_grouping.trainingSize[group])
                          / static_cast<double>(highest);
    const double space = 0.5 * (1.0 - barShare) * room;
    return {left + space, area.bottom() - height, barShare * room, height};
}

QString GroupSizeChart::groupText(std::size_t group) const
{
    const QString text = tr("%1: %2").arg(QString::fromStdString(m_grouping.names[group]),
                                          countText(m_grouping.trainingSize[group]));
    return m_grouping.subsampled[group] ? tr("%1 (subsampled)").arg(text) : text;
}

void GroupSizeChart::paintBar(QPainter& painter, std::size_t group) const
{
    const ThemeColors& colors = themeColors(palette());
    const QRectF bar = barRect(group);
    const bool subsampled = m_grouping.subsampled[group];
    const QColor color = subsampled ? colors.subsampled : colors.train;
    painter.fillRect(bar, subsampled ? blended(color, colors.background, 0.45) : color);
    if (subsampled) {
        painter.fillRect(bar, QBrush(color, Qt::BDiagPattern));
        painter.setPen(QPen(color, 1.0));
        painter.drawRect(QRectF(bar.left(), std::min(bar.top(), bar.bottom() - 1), bar.width(),
                                std::max(bar.height(), 1.0)));
    }
    const QString number = countText(m_grouping.trainingSize[group]);
    if (fontMetrics().horizontalAdvance(number) > bar.width() / barShare)
        return;
    painter.setPen(colors.text);
    painter.drawText(QRectF(bar.center().x() - 40, bar.top() - fontMetrics().height(), 80,
                            fontMetrics().height()),
                     Qt::AlignCenter, number);
}

// Names every bar if there is room, otherwise the first one of each class.
void GroupSizeChart::paintNames(QPainter& painter) const
{
    const ThemeColors& colors = themeColors(palette());
    double next = rect().left();
    for (std::size_t group = 0; group < m_grouping.names.size(); ++group) {
        const QString name = QString::fromStdString(m_grouping.names[group]);
        const double width = fontMetrics().horizontalAdvance(name);
        const double left = std::max(0.0, barRect(group).center().x() - width / 2.0);
        if (left < next)
            continue;
        next = left + width + 4.0;
        painter.setPen(colors.mutedText);
        painter.drawText(QPointF(left, rect().bottom() - fontMetrics().descent()), name);
    }
}

void GroupSizeChart::paintLegend(QPainter& painter) const
{
    const ThemeColors& colors = themeColors(palette());
    const QRectF line(0, 0, width(), fontMetrics().height());
    const QString text = tr("subsampled");
    const QString heading = tr("Examples per subclass");
    const int needed = fontMetrics().horizontalAdvance(heading + text) + 3 * fontMetrics().height();
    painter.setPen(colors.mutedText);
    if (needed <= width())
        painter.drawText(line, Qt::AlignLeft | Qt::AlignVCenter, heading);
    if (std::ranges::none_of(m_grouping.subsampled, [](bool subsampled) { return subsampled; }))
        return;
    painter.drawText(line, Qt::AlignRight | Qt::AlignVCenter, text);
    const double size = fontMetrics().ascent() - 2.0;
    const QRectF box(line.right() - fontMetrics().horizontalAdvance(text) - size - 6.0,
                     line.center().y() - size / 2.0, size, size);
    painter.setPen(colors.subsampled);
    painter.fillRect(box, QBrush(colors.subsampled, Qt::BDiagPattern));
    painter.drawRect(box);
}

} // namespace grokking

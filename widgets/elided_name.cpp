// SPDX-FileCopyrightText: 2026 Grokking Explorer contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/elided_name.h"

#include <QApplication>
#include <QStyle>
#include <QtMath>

#include <algorithm>

namespace grokking {

namespace {

constexpr QChar ellipsis(u'…');
constexpr int nearRows = 25;           // above and below
constexpr qsizetype fewestLetters = 3; // of the start

QStringList namesNear(const QModelIndex& index)
{
    QStringList names;
    const int end = std::min(index.model()->rowCount(index.parent()), index.row() + nearRows + 1);
    for (int row = std::max(0, index.row() - nearRows); row < end; ++row)
        if (row != index.row())
            names << index.siblingAtRow(row).data().toString();
    return names;
}

// Returns how many pixels the text of an item takes; a part of one more makes the style shorten it.
int textWidth(const QStyleOptionViewItem& item)
{
    return qCeil(QFontMetricsF(item.font).horizontalAdvance(item.text));
}

// Returns how many the style leaves for it.
int textRoom(const QStyleOptionViewItem& item)
{
    const QStyle* const style = item.widget ? item.widget->style() : QApplication::style();
    const int margin = 1 + style->pixelMetric(QStyle::PM_FocusFrameHMargin, &item, item.widget);
    const QRect text = style->subElementRect(QStyle::SE_ItemViewItemText, &item, item.widget);
    return text.width() - 2 * margin;
}

} // namespace

QString elidedApart(const QString& name, const QStringList& others, const QFontMetrics& metrics,
                    int width)
{
    QString best = metrics.elidedText(name, Qt::ElideMiddle, width);
    if (best == name)
        return name;
    const qsizetype letters = best.size() - 1;
    qsizetype fewest = others.size() + 1;
    const auto tryHead = [&](qsizetype head) {
        const QString left = name.left(head);
        QString right = name.right(letters - head);
        while (!right.isEmpty() && metrics.horizontalAdvance(left + ellipsis + right) > width)
            right.remove(0, 1);
        const auto alike = std::ranges::count_if(others, [&](const QString& other) {
            return other.size() > left.size() + right.size() && other.startsWith(left)
                   && other.endsWith(right);
        });
        if (alike < fewest) {
            fewest = alike;
            best = left + ellipsis + right;
        }
    };
    // What is common to many is mostly at the start.
    for (qsizetype head = std::min(fewestLetters, letters); head <= letters && fewest > 0; ++head)
        tryHead(head);
    for (qsizetype head = 0; head < std::min(fewestLetters, letters) && fewest > 0; ++head)
        tryHead(head);
    return best;
}

void NameDelegate::paint(QPainter* painter, const QStyleOptionViewItem& option,
                         const QModelIndex& index) const
{
    QStyleOptionViewItem item = option;
    initStyleOption(&item, index);
    const int room = textRoom(item);
    if (textWidth(item) > room)
        item.text = elidedApart(item.text, namesNear(index), item.fontMetrics, room);
    const QStyle* const style = item.widget ? item.widget->style() : QApplication::style();
    style->drawControl(QStyle::CE_ItemViewItem, &item, painter, item.widget);
}

// A style sheet with padding asks for less than it takes.
QSize NameDelegate::sizeHint(const QStyleOptionViewItem& option, const QModelIndex& index) const
{
    const QSize asked = QStyledItemDelegate::sizeHint(option, index);
    QStyleOptionViewItem item = option;
    initStyleOption(&item, index);
    item.rect = QRect(QPoint(), asked);
    const int missing = textWidth(item) - textRoom(item);
    return {asked.width() + qMax(0, missing), asked.height()};
}

} // namespace grokking

// SPDX-FileCopyrightText: 2026 Grokking Explorer contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/table_picture.h"

#include "widgets/theme.h"

#include <QAbstractItemModel>
#include <QFontMetrics>
#include <QGuiApplication>
#include <QIcon>
#include <QScreen>
#include <qcustomplot.h>

#include <algorithm>
#include <vector>

namespace grokking {

namespace {

constexpr int margin = 12;     // pixels, around the table
constexpr int columnGap = 24;  // between two columns
constexpr int lineSpacing = 6; // added to the height of a line
constexpr int markGap = 4;     // between the mark of a row and its text

struct TableCell {
    QString text;
    QPixmap mark;
    int alignment = Qt::AlignLeft;
};

// Returns a cell; row -1 is the header.
TableCell cellAt(const QAbstractItemModel& table, int row, int column)
{
    const auto value = [&](int role) {
        return row < 0 ? table.headerData(column, Qt::Horizontal, role)
                       : table.data(table.index(row, column), role);
    };
    return {value(Qt::DisplayRole).toString(), value(Qt::DecorationRole).value<QPixmap>(),
            value(Qt::TextAlignmentRole).toInt()};
}

int markWidth(const TableCell& cell)
{
    return cell.mark.isNull() ? 0 : qRound(cell.mark.deviceIndependentSize().width()) + markGap;
}

std::vector<int> columnWidths(const QAbstractItemModel& table, const QFontMetrics& metrics)
{
    std::vector<int> widths;
    for (int column = 0; column < table.columnCount(); ++column) {
        int width = 0;
        for (int row = -1; row < table.rowCount(); ++row) {
            const TableCell cell = cellAt(table, row, column);
            width = std::max(width, metrics.horizontalAdvance(cell.text) + markWidth(cell));
        }
        widths.push_back(width);
    }
    return widths;
}

void paintCell(QPainter& painter, const TableCell& cell, QRect place)
{
    if (!cell.mark.isNull()) {
        const QSizeF size = cell.mark.deviceIndependentSize();
        painter.drawPixmap(QPointF(place.left(), place.center().y() - 0.5 * size.height()),
                           cell.mark);
        place.adjust(markWidth(cell), 0, 0, 0);
    }
    painter.drawText(place, cell.alignment | Qt::AlignVCenter, cell.text);
}

void paintTable(QPainter& painter, const QAbstractItemModel& table, const std::vector<int>& widths,
                int lineHeight, const ThemeColors& colors)
{
    for (int row = -1; row < table.rowCount(); ++row) {
        const int top = margin + (row + 1) * lineHeight;
        int left = margin;
        painter.setPen(row < 0 ? colors.mutedText : colors.text);
        for (int column = 0; column < table.columnCount(); ++column) {
            const int width = widths[static_cast<std::size_t>(column)];
            paintCell(painter, cellAt(table, row, column), QRect(left, top, width, lineHeight));
            left += width + columnGap;
        }
        painter.setPen(row < 0 ? colors.border : colors.grid);
        painter.drawLine(margin, top + lineHeight, left - columnGap, top + lineHeight);
    }
}

} // namespace

Picture tablePicture(const QAbstractItemModel& table, const QFont& font, const ThemeColors& colors)
{
    const QFontMetrics metrics(font);
    const std::vector<int> widths = columnWidths(table, metrics);
    const int lineHeight = metrics.height() + lineSpacing;
    int width = 2 * margin - columnGap;
    for (const int each : widths)
        width += each + columnGap;
    return {{width, 2 * margin + (table.rowCount() + 1) * lineHeight + 1},
            qRound(QGuiApplication::primaryScreen()->logicalDotsPerInchX()),
            colors.surface,
            [&table, font, widths, lineHeight, &colors](QCPPainter& painter) {
                painter.setFont(font);
                paintTable(painter, table, widths, lineHeight, colors);
            }};
}

QString csvField(QString text)
{
    if (!text.contains(u',') && !text.contains(u'"'))
        return text;
    return u'"' + text.replace(u'"', QStringLiteral("\"\"")) + u'"';
}

QString tableCsv(const QAbstractItemModel& table, const QStringList& commonNames,
                 const QStringList& commonValues)
{
    QString text;
    for (int row = -1; row < table.rowCount(); ++row) {
        QStringList fields = row < 0 ? commonNames : commonValues;
        for (int column = 0; column < table.columnCount(); ++column)
            fields << csvField(row < 0
                                   ? cellAt(table, row, column).text
                                   : table.data(table.index(row, column), Qt::EditRole).toString());
        text += fields.join(u',') + u'\n';
    }
    return text;
}

} // namespace grokking

// SPDX-FileCopyrightText: 2026 Grokking Explorer contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/outcome_table.h"

#include "widgets/own_keys.h"

#include <QClipboard>
#include <QGuiApplication>
#include <QHBoxLayout>
#include <QHeaderView>
#include <QLabel>
#include <QShortcut>
#include <QToolButton>
#include <QTreeWidget>
#include <QVBoxLayout>

namespace grokking {

OutcomeTable::OutcomeTable(QWidget* parent)
    : QWidget(parent), m_title(new QLabel(tr("Outcomes by setting"))), m_picture(new QToolButton),
      m_copy(new QToolButton), m_message(new QLabel), m_view(new QTreeWidget)
{
    setAccessibleName(tr("Outcomes by setting"));
    m_title->setObjectName(QStringLiteral("heading"));
    m_message->setObjectName(QStringLiteral("quiet"));
    m_message->setWordWrap(true);
    m_picture->setText(tr("Picture"));
    m_picture->setToolTip(tr("Draws them among the views: t1, t2, gap or scores against a setting, "
                             "or the gap against the share of steps in LEHC"));
    m_copy->setText(tr("Copy"));
    m_copy->setToolTip(tr("Copies the table for a spreadsheet (Ctrl+C)"));
    for (QToolButton* const link : {m_picture, m_copy}) {
        link->setObjectName(QStringLiteral("link"));
        link->setFocusPolicy(Qt::TabFocus);
        keepOwnKeys(link);
    }
    m_view->setAccessibleName(tr("Outcomes by setting"));
    m_view->setRootIsDecorated(false);
    m_view->setUniformRowHeights(true);
    m_view->setFrameShape(QFrame::NoFrame);
    m_view->header()->setStretchLastSection(false);
    m_view->setTextElideMode(Qt::ElideMiddle);
    m_view->setToolTip(tr("Enter shows the first run of a setting, with the others behind it"));
    auto* const row = new QHBoxLayout;
    row->addWidget(m_title);
    row->addWidget(m_message, 1);
    row->addWidget(m_picture);
    row->addWidget(m_copy);
    auto* const column = new QVBoxLayout(this);
    column->setContentsMargins(8, 4, 8, 4);
    column->setSpacing(2);
    column->addLayout(row);
    column->addWidget(m_view);
    auto* const keys = new QShortcut(QKeySequence::Copy, m_view);
    keys->setContext(Qt::WidgetWithChildrenShortcut);
    connect(keys, &QShortcut::activated, this, &OutcomeTable::copy);
    connect(m_copy, &QToolButton::clicked, this, &OutcomeTable::copy);
    connect(m_picture, &QToolButton::clicked, this, &OutcomeTable::pictureRequested);
    connect(m_view, &QTreeWidget::itemActivated, this, [this](QTreeWidgetItem* item) {
        emit rowActivated(m_view->indexOfTopLevelItem(item));
    });
}

void OutcomeTable::setHeadings(const QStringList& headings)
{
    m_view->setColumnCount(static_cast<int>(headings.size()));
    m_view->setHeaderLabels(headings);
    for (int column = 1; column < headings.size(); ++column)
        m_view->headerItem()->setTextAlignment(column, Qt::AlignRight | Qt::AlignVCenter);
}

void OutcomeTable::showRows(const QStringList& headings, const std::vector<QStringList>& rows)
{
    const bool other = headings != m_headings;
    if (other)
        setHeadings(headings);
    m_headings = headings;
    m_message->clear();
    m_copy->setEnabled(!rows.empty());
    while (m_view->topLevelItemCount() > static_cast<int>(rows.size()))
        delete m_view->takeTopLevelItem(m_view->topLevelItemCount() - 1);
    for (int row = 0; row < static_cast<int>(rows.size()); ++row) {
        QTreeWidgetItem* item = m_view->topLevelItem(row);
        if (!item)
            item = new QTreeWidgetItem(m_view);
        const QStringList& cells = rows[static_cast<std::size_t>(row)];
        for (int column = 0; column < cells.size(); ++column) {
            item->setText(column, cells[column]);
            if (column > 0)
                item->setTextAlignment(column, Qt::AlignRight | Qt::AlignVCenter);
        }
        item->setToolTip(0, cells.value(0));
    }
    fitColumns(other ? Widths::Anew : Widths::Grow);
}

// They only grow while the headings stay, so that what ticks does not push the rest about.
void OutcomeTable::fitColumns(Widths widths)
{
    constexpr int padding = 32; // pixels, of cell and style
    constexpr int widest = 260;
    const QFontMetrics metrics(m_view->font());
    for (int column = 0; column < m_view->columnCount(); ++column) {
        int width = metrics.horizontalAdvance(m_headings[column]);
        for (int row = 0; row < m_view->topLevelItemCount(); ++row)
            width = qMax(width, metrics.horizontalAdvance(m_view->topLevelItem(row)->text(column)));
        width = qMin(width + padding, widest);
        if (widths == Widths::Anew || width > m_view->columnWidth(column))
            m_view->setColumnWidth(column, width);
    }
}

void OutcomeTable::showMessage(const QString& message)
{
    m_view->clear();
    m_copy->setEnabled(false);
    m_message->setText(message);
}

QString OutcomeTable::text() const
{
    QStringList lines{m_headings.join(QLatin1Char('\t'))};
    for (int row = 0; row < m_view->topLevelItemCount(); ++row) {
        QStringList cells;
        for (int column = 0; column < m_view->columnCount(); ++column)
            cells << m_view->topLevelItem(row)->text(column);
        lines << cells.join(QLatin1Char('\t'));
    }
    return lines.join(QLatin1Char('\n'));
}

void OutcomeTable::copy() const
{
    QGuiApplication::clipboard()->setText(text());
}

} // namespace grokking

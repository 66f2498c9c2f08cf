// SPDX-FileCopyrightText: 2026 Grokking Explorer contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/difference_view.h"

#include "widgets/elided_name.h"

#include <QHeaderView>
#include <QLabel>
#include <QTreeWidget>
#include <QVBoxLayout>

namespace grokking {

DifferenceView::DifferenceView(const QString& left, const QString& right,
                               const std::vector<SettingDifference>& differences, QWidget* owner)
    : Popover(tr("What differs between two runs"), owner), m_table(new QTreeWidget(this))
{
    constexpr int widest = 720; // pixels
    constexpr int columns = 4;
    if (differences.empty()) {
        m_table->hide();
        auto* const same = new QLabel(
            tr("%1 and %2 have the same settings, the seed too.").arg(left, right), this);
        same->setWordWrap(true);
        content()->addWidget(same);
        popUp({widest / 2, sizeHint().height()});
        return;
    }
    m_table->setAccessibleName(tr("Settings that differ"));
    constexpr int width = (widest - 40) / columns;
    constexpr int padding = 24; // pixels around a heading
    const auto fitting = [this](const QString& name, const QString& other) {
        return elidedApart(name, {other}, fontMetrics(), width - padding);
    };
    m_table->setHeaderLabels(
        {tr("Setting"), fitting(left, right), fitting(right, left), tr("Path")});
    m_table->headerItem()->setToolTip(1, left);
    m_table->headerItem()->setToolTip(2, right);
    m_table->setRootIsDecorated(false);
    m_table->setUniformRowHeights(true);
    m_table->setTextElideMode(Qt::ElideMiddle);
    for (const SettingDifference& difference : differences) {
        auto* const row = new QTreeWidgetItem(
            m_table, {difference.title, difference.left.isEmpty() ? tr("–") : difference.left,
                      difference.right.isEmpty() ? tr("–") : difference.right, difference.path});
        for (int column = 0; column < columns; ++column)
            row->setToolTip(column, row->text(column));
    }
    for (int column = 0; column < columns; ++column)
        m_table->header()->resizeSection(column, width);
    content()->addWidget(m_table);
    const int rows = static_cast<int>(differences.size()) + 2;
    popUp({widest, 80 + rows * 28});
    m_table->setCurrentItem(m_table->topLevelItem(0));
    m_table->setFocus();
}

} // namespace grokking

// SPDX-FileCopyrightText: 2026 Grokking Explorer contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/cleanup_view.h"

#include <QHeaderView>
#include <QLabel>
#include <QPushButton>
#include <QTreeWidget>
#include <QVBoxLayout>

namespace grokking {

namespace {

constexpr int numberRole = Qt::UserRole; // of an entry

} // namespace

CleanupView::CleanupView(const std::vector<CleanupSection>& sections,
                         QString (*sizeText)(std::int64_t bytes), QWidget* owner)
    : Popover(tr("Clean up the folder of runs"), owner), m_sizeText(sizeText),
      m_list(new QTreeWidget(this)), m_loss(new QLabel(this)), m_remove(new QPushButton(this))
{
    m_list->setAccessibleName(tr("What could be removed"));
    m_list->setHeaderLabels({tr("What could go"), tr("Size")});
    m_list->setUniformRowHeights(true);
    m_list->header()->setStretchLastSection(false);
    m_list->header()->setSectionResizeMode(0, QHeaderView::Stretch);
    m_list->header()->setSectionResizeMode(1, QHeaderView::ResizeToContents);
    for (const CleanupSection& section : sections)
        addSection(section);
    m_loss->setWordWrap(true);
    m_loss->setObjectName(QStringLiteral("quiet"));
    content()->addWidget(m_list, 1);
    content()->addWidget(m_loss);
    content()->addWidget(m_remove, 0, Qt::AlignRight);
    connect(m_list, &QTreeWidget::itemChanged, this, &CleanupView::update);
    connect(m_list, &QTreeWidget::currentItemChanged, this, &CleanupView::update);
    connect(m_remove, &QPushButton::clicked, this, [this] {
        emit removeRequested(chosen());
        close();
    });
    update(nullptr);
    popUp({560, 440});
    m_list->setFocus();
}

void CleanupView::addSection(const CleanupSection& section)
{
    if (section.entries.empty())
        return;
    std::int64_t bytes = 0;
    for (const CleanupEntry& entry : section.entries)
        bytes += entry.bytes;
    auto* const heading = new QTreeWidgetItem(
        m_list, {tr("%1 (%2)").arg(section.title).arg(section.entries.size()), m_sizeText(bytes)});
    heading->setFlags(heading->flags() | Qt::ItemIsUserCheckable | Qt::ItemIsAutoTristate);
    heading->setCheckState(0, Qt::Unchecked);
    heading->setTextAlignment(1, Qt::AlignRight | Qt::AlignVCenter);
    heading->setToolTip(0, section.loss);
    for (const CleanupEntry& entry : section.entries) {
        auto* const item = new QTreeWidgetItem(heading, {entry.name, entry.size});
        item->setCheckState(0, Qt::Unchecked);
        item->setTextAlignment(1, Qt::AlignRight | Qt::AlignVCenter);
        item->setData(0, numberRole, static_cast<int>(m_bytes.size()));
        item->setToolTip(0, section.loss);
        m_bytes.push_back(entry.bytes);
    }
}

// Says what choosing the present line would lose, and how much space all that is chosen takes.
void CleanupView::update(const QTreeWidgetItem* changed)
{
    std::int64_t bytes = 0;
    const std::vector<int> entries = chosen();
    for (const int entry : entries)
        bytes += m_bytes[static_cast<std::size_t>(entry)];
    if (m_bytes.empty())
        m_loss->setText(tr("There is nothing to clean up."));
    else
        m_loss->setText(changed ? changed->toolTip(0) : tr("Check what is to go."));
    m_remove->setEnabled(!entries.empty());
    m_remove->setText(
        entries.empty() ? tr("Remove for good")
                        : tr("Remove %1 for good, %2").arg(entries.size()).arg(m_sizeText(bytes)));
}

std::vector<int> CleanupView::chosen() const
{
    std::vector<int> entries;
    for (int section = 0; section < m_list->topLevelItemCount(); ++section) {
        const QTreeWidgetItem* const heading = m_list->topLevelItem(section);
        for (int row = 0; row < heading->childCount(); ++row)
            if (heading->child(row)->checkState(0) == Qt::Checked)
                entries.push_back(heading->child(row)->data(0, numberRole).toInt());
    }
    return entries;
}

} // namespace grokking

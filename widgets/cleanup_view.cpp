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
    connect(m_list, &QTreeWidget::itemChanged, this, &CleanupView::takeCheck);
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
    m_isChosen.resize(m_bytes.size());
}

// A heading that is checked changes one entry after the other: each may cost no more than itself.
void CleanupView::takeCheck(const QTreeWidgetItem* changed)
{
    const QVariant number = changed->data(0, numberRole);
    if (!number.isValid())
        return; // a heading follows its entries
    const auto entry = static_cast<std::size_t>(number.toInt());
    const bool isChosen = changed->checkState(0) == Qt::Checked;
    if (m_isChosen[entry] != isChosen) {
        m_isChosen[entry] = isChosen;
        m_chosen += isChosen ? 1 : -1;
        m_chosenBytes += isChosen ? m_bytes[entry] : -m_bytes[entry];
    }
    update(changed);
}

// Says what choosing the present line would lose, and how much space all that is chosen takes.
void CleanupView::update(const QTreeWidgetItem* changed)
{
    if (m_bytes.empty())
        m_loss->setText(tr("There is nothing to clean up."));
    else
        m_loss->setText(changed ? changed->toolTip(0) : tr("Check what is to go."));
    m_remove->setEnabled(m_chosen > 0);
    m_remove->setText(
        m_chosen == 0 ? tr("Remove for good")
                      : tr("Remove %1 for good, %2").arg(m_chosen).arg(m_sizeText(m_chosenBytes)));
}

std::vector<int> CleanupView::chosen() const
{
    std::vector<int> entries;
    for (std::size_t entry = 0; entry < m_isChosen.size(); ++entry)
        if (m_isChosen[entry])
            entries.push_back(static_cast<int>(entry));
    return entries;
}

} // namespace grokking

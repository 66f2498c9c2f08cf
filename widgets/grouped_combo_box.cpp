// SPDX-FileCopyrightText: 2026 Grokking Explorer contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/grouped_combo_box.h"

namespace grokking {

GroupedComboBox::GroupedComboBox(QWidget* parent) : ElidingComboBox(parent) {}

void GroupedComboBox::addChoice(const Choice& choice)
{
    m_choices.push_back(choice);
    addItem(choice.title, choice.id);
    setItemData(count() - 1, choice.id, Qt::ToolTipRole);
}

void GroupedComboBox::showPopup()
{
    constexpr QSize size(720, 900); // pixels
    m_popover = new ChoicePopover(m_choices, currentData().toString(), this);
    connect(m_popover, &ChoicePopover::chosen, this, &GroupedComboBox::choose);
    m_popover->dropDown(size);
}

void GroupedComboBox::hidePopup()
{
    if (m_popover)
        m_popover->close();
    ElidingComboBox::hidePopup();
}

void GroupedComboBox::choose(const QString& id)
{
    setCurrentIndex(findData(id));
    emit textActivated(currentText());
    emit activated(currentIndex());
}

} // namespace grokking

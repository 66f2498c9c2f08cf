// SPDX-FileCopyrightText: 2026 Grokking Explorer contributors
// SPDX-License-Identifier: GPL-3.0-or-later
// A combo box for many choices: its list has headings, names the id beside each title and can be
// searched. GUI thread only.
#pragma once

#include "widgets/choice_popover.h"
#include "widgets/eliding_combo_box.h"

#include <QPointer>

namespace grokking {

class GroupedComboBox : public ElidingComboBox
{
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(GroupedComboBox)

public:
    explicit GroupedComboBox(QWidget* parent = nullptr);

    // Adds a choice at the end, its id as the data of the item.
    void addChoice(const Choice& choice);

    void showPopup() override;
    void hidePopup() override;

private:
    void choose(const QString& id);

    std::vector<Choice> m_choices;
    QPointer<ChoicePopover> m_popover; // while it is open
};

} // namespace grokking

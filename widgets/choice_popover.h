// SPDX-FileCopyrightText: 2026 Grokking Explorer contributors
// SPDX-License-Identifier: GPL-3.0-or-later
// A list of choices under headings, with a field that leaves those which contain all of its words.
// Of those the one is current whose id was typed, or begins so. One click or Enter chooses and
// closes it. GUI thread only.
#pragma once

#include "widgets/popover.h"

#include <QString>

#include <vector>

class QLabel;
class QLineEdit;
class QTreeWidget;
class QTreeWidgetItem;

namespace grokking {

struct Choice {
    QString id; // what a command line calls it
    QString group;
    QString title;
    QString explanation; // searched as well
};

class ChoicePopover : public Popover
{
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(ChoicePopover)

public:
    // Groups and choices come in the order in which they are first named.
    ChoicePopover(const std::vector<Choice>& choices, const QString& current, QWidget* owner);

signals:
    void chosen(const QString& id);

protected:
    void showEvent(QShowEvent* event) override;
    // Moves in the list while the keys go to the search field.
    bool eventFilter(QObject* watched, QEvent* event) override;

private:
    void fill(const std::vector<Choice>& choices, const QString& current);
    void search(const QString& text);
    void choose(const QTreeWidgetItem* item);

    QLineEdit* m_search;
    QTreeWidget* m_list;
    QLabel* m_nothing;
};

} // namespace grokking

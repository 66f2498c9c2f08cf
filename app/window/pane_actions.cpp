// SPDX-FileCopyrightText: 2026 Grokking Explorer contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/window/pane_actions.h"

#include <QAction>
#include <QApplication>
#include <QMenu>
#include <QSplitter>

namespace grokking {

namespace {

constexpr int usualWidth = 320; // of a pane that was folded when the session began

} // namespace

PaneActions::PaneActions(QSplitter& splitter, QMenu& menu, QObject* parent)
    : QObject(parent), m_splitter(splitter)
{
    add(0, tr("Settings pane"), Qt::Key_F7);
    add(splitter.count() - 1, tr("Runs pane"), Qt::Key_F8);
    connect(&menu, &QMenu::aboutToShow, this, [this, &menu] { // after the views are listed
        menu.addSeparator();
        for (const int pane : {0, m_splitter.count() - 1}) {
            m_actions[pane]->setChecked(m_splitter.sizes()[pane] > 0);
            menu.addAction(m_actions[pane]);
        }
    });
}

void PaneActions::add(int pane, const QString& text, const QKeySequence& key)
{
    auto* const action = new QAction(text, &m_splitter);
    action->setShortcut(key);
    action->setCheckable(true);
    m_splitter.addAction(action); // its key acts while the menu is closed, too
    m_actions.insert(pane, action);
    connect(action, &QAction::triggered, this,
            [this, pane] { setShown(pane, m_splitter.sizes()[pane] == 0); });
}

void PaneActions::setShown(int pane, bool shown)
{
    QList<int> sizes = m_splitter.sizes();
    if (!shown) {
        m_widths[pane] = sizes[pane];
        if (m_splitter.widget(pane)->isAncestorOf(QApplication::focusWidget()))
            m_splitter.widget(1)->setFocus();
    }
    const int width = shown ? m_widths.value(pane, usualWidth) : 0;
    sizes[1] += sizes[pane] - width;
    sizes[pane] = width;
    m_splitter.setSizes(sizes);
}

} // namespace grokking

// SPDX-FileCopyrightText: 2026 Grokking Explorer contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/window/pane_actions.h"

#include <QAction>
#include <QApplication>
#include <QEvent>
#include <QMenu>
#include <QSplitter>

#include <utility>

namespace grokking {

namespace {

constexpr int usualWidth = 320;     // of a pane that was folded when the session began
constexpr QSize smallest(400, 150); // of the splitter, less than all panes take

QSize leastSize(const QWidget& pane)
{
    return pane.minimumSizeHint().expandedTo(pane.minimumSize());
}

} // namespace

PaneActions::PaneActions(QSplitter& splitter, QMenu& menu, QObject* parent)
    : QObject(parent), m_splitter(splitter), m_sides{splitter.count() - 1, 0}
{
    splitter.setMinimumSize(smallest);
    splitter.installEventFilter(this);
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
    connect(action, &QAction::triggered, this, [this, pane] { toggle(pane); });
}

void PaneActions::toggle(int pane)
{
    const bool shown = m_splitter.sizes()[pane] == 0;
    m_wide.reset(); // what the user wants is another thing now
    m_wanted = shown ? std::optional(pane) : std::nullopt;
    setShown(pane, shown);
    adapt();
}

QByteArray PaneActions::state() const
{
    return m_wide ? m_wide->state : m_splitter.saveState();
}

void PaneActions::restore(const QByteArray& state)
{
    m_wide.reset();
    m_splitter.restoreState(state);
    adapt();
}

void PaneActions::foldAll()
{
    m_wide.reset();
    m_wanted.reset();
    for (const int pane : m_sides)
        setShown(pane, false);
}

// Folds panes one after the other until there is room for the rest.
void PaneActions::adapt()
{
    if (m_wide && hasRoom(m_wide->sizes))
        m_splitter.setSizes(std::exchange(m_wide, std::nullopt)->sizes);
    for (const int pane : m_sides) {
        if (hasRoom(m_splitter.sizes()))
            return;
        if (pane == m_wanted)
            continue;
        if (!m_wide)
            m_wide = Wide{m_splitter.sizes(), m_splitter.saveState()};
        setShown(pane, false);
    }
}

bool PaneActions::hasRoom(const QList<int>& sizes) const
{
    QSize least(0, 0);
    for (int pane = 0; pane < sizes.size(); ++pane) {
        const QSize size = leastSize(*m_splitter.widget(pane));
        if (sizes[pane] > 0)
            least = {least.width() + size.width(), qMax(least.height(), size.height())};
        least.rwidth() += pane > 0 ? m_splitter.handleWidth() : 0;
    }
    return least.width() <= m_splitter.width() && least.height() <= m_splitter.height();
}

bool PaneActions::eventFilter(QObject* watched, QEvent* event)
{
    const bool done = QObject::eventFilter(watched, event);
    if (event->type() == QEvent::Resize || event->type() == QEvent::LayoutRequest)
        adapt();
    return done;
}

void PaneActions::setShown(int pane, bool shown)
{
    QList<int> sizes = m_splitter.sizes();
    if (shown == (sizes[pane] > 0))
        return;
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

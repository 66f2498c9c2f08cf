// SPDX-FileCopyrightText: 2026 Grokking Explorer contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/views_menu.h"

#include "widgets/theme.h"
#include "widgets/view_grid.h"

namespace grokking {

ViewsMenu::ViewsMenu(ViewGrid& grid, QWidget* parent) : QMenu(tr("Views"), parent), m_grid(grid)
{
    connect(this, &QMenu::aboutToShow, this, &ViewsMenu::fill);
    addWindowActions();
}

// Their keys act while the menu is closed, too.
void ViewsMenu::addWindowActions()
{
    m_resetZoom = new QAction(themeIcon(QStringLiteral("zoom-reset")),
                              tr("Show everything in all views"), this);
    m_resetZoom->setShortcut(QKeySequence("Ctrl+0"));
    connect(m_resetZoom, &QAction::triggered, &m_grid, &ViewGrid::resetZoom);
    m_grid.addAction(m_resetZoom);
}

void ViewsMenu::fill()
{
    clear();
    addViews();
    addSeparator();
    addAction(m_resetZoom);
    QAction* const link = addAction(tr("Zoom all step axes together"));
    link->setCheckable(true);
    link->setChecked(m_grid.hasLinkedSteps());
    connect(link, &QAction::toggled, &m_grid, &ViewGrid::setLinkedSteps);
    addAction(themeIcon(QStringLiteral("reset")), tr("Usual arrangement"), &m_grid,
              &ViewGrid::resetArrangement);
}

void ViewsMenu::addViews()
{
    qDeleteAll(m_groups);
    m_groups.clear();
    int number = 0;
    for (RunView* const view : m_grid.views()) {
        if (!m_grid.isViewOffered(view))
            continue;
        const QString group = m_grid.groupOf(view);
        if (!group.isEmpty() && !m_groups.contains(group))
            m_groups.insert(group, new QMenu(group, this));
        QMenu* const menu = m_groups.value(group, this);
        const bool isVisible = m_grid.isViewVisible(view);
        // The grid itself listens to the number keys.
        QAction* const action = menu->addAction(
            isVisible ? QStringLiteral("%1\t%2").arg(view->title()).arg(++number) : view->title());
        action->setCheckable(true);
        action->setChecked(isVisible);
        connect(action, &QAction::toggled, this,
                [this, view](bool on) { m_grid.setViewVisible(view, on); });
    }
    for (QMenu* const menu : std::as_const(m_groups))
        addMenu(menu);
}

} // namespace grokking

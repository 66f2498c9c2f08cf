// SPDX-FileCopyrightText: 2026 Grokking Explorer contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/views_menu.h"

#include "widgets/view_grid.h"

namespace grokking {

ViewsMenu::ViewsMenu(ViewGrid& grid, QWidget* parent) : QMenu(tr("Views"), parent), m_grid(grid)
{
    connect(this, &QMenu::aboutToShow, this, &ViewsMenu::fill);
}

void ViewsMenu::fill()
{
    clear();
    for (RunView* const view : m_grid.views()) {
        QAction* const action = addAction(view->title());
        action->setCheckable(true);
        action->setChecked(m_grid.isViewVisible(view));
        connect(action, &QAction::toggled, this,
                [this, view](bool on) { m_grid.setViewVisible(view, on); });
    }
}

} // namespace grokking

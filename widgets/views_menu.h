// SPDX-FileCopyrightText: 2026 Grokking Explorer contributors
// SPDX-License-Identifier: GPL-3.0-or-later
// The menu "Views": which views the grid shows, and how; groups of views have menus of their own
// below the others. Made anew from the grid whenever it
// opens. The grid is borrowed and outlives the menu. GUI thread only.
#pragma once

#include <QMap>
#include <QMenu>

namespace grokking {

class ViewGrid;

class ViewsMenu : public QMenu
{
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(ViewsMenu)

public:
    explicit ViewsMenu(ViewGrid& grid, QWidget* parent = nullptr);

private:
    void addWindowActions();
    void fill();
    void addViews();

    ViewGrid& m_grid;
    QMap<QString, QMenu*> m_groups;
    QAction* m_resetZoom = nullptr;
};

} // namespace grokking

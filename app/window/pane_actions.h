// SPDX-FileCopyrightText: 2026 Grokking Explorer contributors
// SPDX-License-Identifier: GPL-3.0-or-later
// Folds the panes beside the views and unfolds them again, by key and in the menu of views, so that
// the views get all of the window. The session keeps what is folded. GUI thread only.
#pragma once

#include <QHash>
#include <QKeySequence>
#include <QObject>

class QAction;
class QMenu;
class QSplitter;

namespace grokking {

class PaneActions : public QObject
{
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(PaneActions)

public:
    // The splitter's first pane holds the settings, its last one the runs, the one between the
    // views. All are borrowed; the actions belong to the splitter.
    PaneActions(QSplitter& splitter, QMenu& menu, QObject* parent = nullptr);

private:
    void add(int pane, const QString& text, const QKeySequence& key);
    void setShown(int pane, bool shown);

    QSplitter& m_splitter;
    QHash<int, QAction*> m_actions; // by pane
    QHash<int, int> m_widths;       // before it was folded
};

} // namespace grokking

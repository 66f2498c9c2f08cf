// SPDX-FileCopyrightText: 2026 Grokking Explorer contributors
// SPDX-License-Identifier: GPL-3.0-or-later
// Folds the panes beside the views and unfolds them again, by key and in the menu of views, so that
// the views get all of the window. Where the window is too small for both panes it folds them
// itself, the runs first, until there is room again. The session keeps what the user folded. GUI
// thread only.
#pragma once

#include <QByteArray>
#include <QHash>
#include <QKeySequence>
#include <QList>
#include <QObject>

#include <optional>

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

    // Returns the widths of the panes as the user left them, for QSplitter::restoreState().
    [[nodiscard]] QByteArray state() const;
    // Shows the panes as they were then, as far as there is room.
    void restore(const QByteArray& state);
    // Folds the panes beside the views.
    void foldAll();

protected:
    bool eventFilter(QObject* watched, QEvent* event) override;

private:
    // What was to be seen before panes were folded for want of room.
    struct Wide {
        QList<int> sizes;
        QByteArray state;
    };

    void add(int pane, const QString& text, const QKeySequence& key);
    void toggle(int pane);
    void setShown(int pane, bool shown);
    void adapt();
    [[nodiscard]] bool hasRoom(const QList<int>& sizes) const;

    QSplitter& m_splitter;
    QHash<int, QAction*> m_actions; // by pane
    QHash<int, int> m_widths;       // before it was folded
    QList<int> m_sides;             // panes beside the views, the first to be folded first
    std::optional<int> m_wanted;    // a pane the user unfolded stays
    std::optional<Wide> m_wide;
};

} // namespace grokking

// SPDX-FileCopyrightText: 2026 Grokking Explorer contributors
// SPDX-License-Identifier: GPL-3.0-or-later
// One view in the grid with its title row: name at the left, values at the cursor, menu and
// maximize button at the right. Dragging the title row moves the view. Owns the view. GUI thread
// only.
#pragma once

#include "widgets/view_arrangement.h"

#include <QFrame>

#include <optional>

class QLabel;
class QMenu;
class QToolButton;

namespace grokking {

class RunView;
enum class Towards { Left, Right, Up, Down };

class ViewCell : public QFrame
{
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(ViewCell)

public:
    explicit ViewCell(RunView* view, QWidget* parent = nullptr);

    [[nodiscard]] RunView* view() const { return m_view; }
    // Returns the wishes for its place; the canvas follows them.
    [[nodiscard]] PlacedView& place() { return m_place; }
    [[nodiscard]] const PlacedView& place() const { return m_place; }
    // Returns whether the view has a meaning for what is shown; if not it has no place.
    [[nodiscard]] bool isOffered() const { return m_offered; }
    void setOffered(bool offered) { m_offered = offered; }
    void setMaximized(bool maximized);
    // Marks the cell as the one that a dragged one would change places with.
    void setTarget(bool target);
    // Shows the view's title again: it may depend on the run.
    void updateTitle();
    // Adds everything that can be done with the view and its place.
    void fillMenu(QMenu& menu);

signals:
    // Asks to show this view alone, or the grid again.
    void maximizeToggled();
    void hideRequested();
    void moveRequested(grokking::Towards towards);
    // The wishes for the place were changed from the menu.
    void placeEdited();
    // The title row is dragged to, and let go at, a point of the screen.
    void dragged(const QPoint& globalPoint);
    void dropped(const QPoint& globalPoint);

protected:
    bool eventFilter(QObject* watched, QEvent* event) override;
    void changeEvent(QEvent* event) override;
    void resizeEvent(QResizeEvent* event) override;
    void mousePressEvent(QMouseEvent* event) override;
    void mouseMoveEvent(QMouseEvent* event) override;
    void mouseReleaseEvent(QMouseEvent* event) override;
    void mouseDoubleClickEvent(QMouseEvent* event) override;
    void contextMenuEvent(QContextMenuEvent* event) override;

private:
    void addActions();
    void setMark(const char* name, bool on);
    void grow(double factor);
    void updateReadout();

    RunView* m_view;
    QLabel* m_title;
    QLabel* m_readout;
    QToolButton* m_menuButton;
    QToolButton* m_button;
    QAction* m_alone = nullptr;
    QAction* m_wholeRow = nullptr;
    PlacedView m_place;
    std::optional<QPoint> m_pressed; // in the title row
    bool m_dragging = false;
    bool m_offered = true;
};

} // namespace grokking

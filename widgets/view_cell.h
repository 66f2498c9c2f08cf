// SPDX-FileCopyrightText: 2026 Grokking Explorer contributors
// SPDX-License-Identifier: GPL-3.0-or-later
// One view in the grid with its title row: name at the left, values at the cursor at the right.
// Owns the view. GUI thread only.
#pragma once

#include <QFrame>

class QLabel;
class QToolButton;

namespace grokking {

class RunView;

class ViewCell : public QFrame
{
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(ViewCell)

public:
    explicit ViewCell(RunView* view, QWidget* parent = nullptr);

    [[nodiscard]] RunView* view() const { return m_view; }
    // Says whether the view is wanted at all; the grid decides what is visible.
    void setWanted(bool wanted) { m_wanted = wanted; }
    [[nodiscard]] bool isWanted() const { return m_wanted; }
    void setMaximized(bool maximized);
    // Shows the view's title again: it may depend on the run.
    void updateTitle();

signals:
    // Asks to show this view alone, or the grid again.
    void maximizeToggled();

protected:
    bool eventFilter(QObject* watched, QEvent* event) override;
    void resizeEvent(QResizeEvent* event) override;
    void mouseDoubleClickEvent(QMouseEvent* event) override;

private:
    void updateReadout();

    RunView* m_view;
    QLabel* m_title;
    QLabel* m_readout;
    QToolButton* m_button;
    bool m_wanted = true;
};

} // namespace grokking

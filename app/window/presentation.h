// SPDX-FileCopyrightText: 2026 Grokking Explorer contributors
// SPDX-License-Identifier: GPL-3.0-or-later
// A mode for projecting: views and timeline get all of a full screen, and larger type. What was
// before comes back when it ends, and is what a session keeps meanwhile. Belongs to the window; GUI
// thread only.
#pragma once

#include <QByteArray>
#include <QList>
#include <QObject>

class QAction;
class QMainWindow;

namespace grokking {

class ArrangementKeeper;
class PaneActions;

class Presentation : public QObject
{
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(Presentation)

public:
    // What presenting changes; all are borrowed and outlive this.
    struct Stage {
        PaneActions& panes;
        ArrangementKeeper& arrangement;
        QList<QWidget*> enlarged; // get larger type
    };

    Presentation(QMainWindow& window, Stage stage);

    // Returns the action that begins and ends it: checked while it goes on.
    [[nodiscard]] QAction* action() const { return m_action; }
    // Return the window and the panes as they are without it, for QWidget::restoreGeometry() and
    // PaneActions::restore().
    [[nodiscard]] QByteArray geometry() const;
    [[nodiscard]] QByteArray panes() const;

protected:
    bool eventFilter(QObject* watched, QEvent* event) override;

private:
    // What comes back at the end.
    struct Before {
        QByteArray geometry;
        QByteArray panes;
        Qt::WindowStates window;
    };

    void begin();
    void end();

    QMainWindow& m_window;
    Stage m_stage;
    QAction* m_action;
    Before m_before;
};

} // namespace grokking

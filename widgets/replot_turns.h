// SPDX-FileCopyrightText: 2026 Grokking Explorer contributors
// SPDX-License-Identifier: GPL-3.0-or-later
// Lets the views of a window redraw one after the other, each in a pass of the event loop of its
// own, with a rest after each that is twice as long as the redrawing took: however many samples
// arrive, two thirds of the time are left for the user, and for the runs on a full machine.
// Owned by the grid of views; GUI thread only.
#pragma once

#include <QElapsedTimer>
#include <QObject>
#include <QTimer>

#include <deque>

namespace grokking {

class RunView;

class ReplotTurns : public QObject
{
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(ReplotTurns)

public:
    explicit ReplotTurns(QObject* parent = nullptr);

    // Redraws a view when its turn comes. Asking again before that changes nothing. The view is
    // borrowed and tells forget() before it goes.
    void ask(RunView* view);
    void forget(RunView* view);

private:
    void takeTurn();

    std::deque<RunView*> m_waiting;
    QTimer m_timer;
    QElapsedTimer m_sinceTurn; // since the end of the last one
    qint64 m_restMs = 0;       // that has to follow it
};

} // namespace grokking

// SPDX-FileCopyrightText: 2026 Grokking Explorer contributors
// SPDX-License-Identifier: GPL-3.0-or-later
// Keeps the rows of the live runs in the table of runs up to date, and what is drawn of them behind
// the shown one. Runs and library are borrowed and outlive this. GUI thread only.
#pragma once

#include "app/window/run_controller.h"
#include "app/window/run_library.h"

#include <QObject>
#include <QSet>
#include <QTimer>

namespace grokking {

class LiveRows : public QObject
{
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(LiveRows)

public:
    // Who is connected to `runs` after this finds the row of a run that has started.
    LiveRows(RunController& runs, RunLibrary& library, QObject* parent = nullptr);

private:
    void follow(const QString& file);
    void showStale();
    void show(const LiveRun& run);

    RunController& m_runs;
    RunLibrary& m_library;
    QSet<QString> m_stale; // runs whose row lags behind
    QTimer m_rowTimer;
    QTimer m_overlayTimer;
};

} // namespace grokking

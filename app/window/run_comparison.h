// SPDX-FileCopyrightText: 2026 Grokking Explorer contributors
// SPDX-License-Identifier: GPL-3.0-or-later
// Compares the run on the views with the one made before it: checks that one to be drawn behind,
// with the seeds of its experiment, and asks for the difference of the settings. Taken away again,
// only what was checked here loses its check mark. GUI thread only.
#pragma once

#include "widgets/run_row.h"

#include <QObject>
#include <QStringList>
#include <QTimer>

#include <vector>

class QAction;

namespace grokking {

class ExperimentController;
class RunsDesk;
class RunsModel;

class RunComparison : public QObject
{
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(RunComparison)

public:
    // Belongs to the desk, which shows what differs; the others are borrowed.
    RunComparison(const ExperimentController& experiment, RunsModel& model, RunsDesk& desk);

    // Returns the action that compares: checked while it does, disabled while there is nothing to
    // compare with; its whatsThis() says why.
    [[nodiscard]] QAction* action() const { return m_action; }

private:
    void update();
    void begin();
    void end();
    void rename(const QString& from, const QString& to);

    const ExperimentController& m_experiment;
    RunsModel& m_model;
    RunsDesk& m_desk;
    QAction* m_action;
    QString m_shown;     // what is compared; empty while nothing is
    QStringList m_drawn; // checked here
    QTimer m_timer;      // the table changes often while runs train
};

// Returns the files to compare a run with, that of the run made last before it first: seeds of one
// experiment other than the run's own, or one seed of its own experiment that is not drawn with it
// already. Empty if no run was made before.
[[nodiscard]] QStringList runsBefore(const std::vector<RunRow>& rows, const QString& file);

} // namespace grokking

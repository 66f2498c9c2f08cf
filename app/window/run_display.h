// SPDX-FileCopyrightText: 2026 Grokking Explorer contributors
// SPDX-License-Identifier: GPL-3.0-or-later
// Shows on the views what the experiment says of the run they are to show, and lets the lines of
// the error-complexity plane follow. All are borrowed and outlive the display. GUI thread only.
#pragma once

#include "app/window/region_keeper.h"

#include <QObject>

namespace grokking {

class ExperimentController;
class RunOverlays;
class ViewGrid;

class RunDisplay : public QObject
{
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(RunDisplay)

public:
    // Begins to pass on what comes. `plane` is one of the views of the grid.
    RunDisplay(ViewGrid& views, ErrorComplexityView& plane, ExperimentController& experiment,
               RunOverlays& overlays, QObject* parent = nullptr);

public slots:
    // The file of a run is called otherwise now.
    void renameRun(const QString& from, const QString& to) { m_regions.renameRun(from, to); }

private:
    void clear();
    void show(const RunHistory& history, const RunSummary& summary);
    void showSummary(const RunSummary& summary);

    ViewGrid& m_views;
    ExperimentController& m_experiment;
    RegionKeeper m_regions;
};

} // namespace grokking

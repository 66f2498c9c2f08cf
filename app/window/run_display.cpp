// SPDX-FileCopyrightText: 2026 Grokking Explorer contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/window/run_display.h"

#include "app/window/experiment_controller.h"
#include "app/window/run_overlays.h"
#include "app/window/show_history.h"
#include "widgets/view_grid.h"

namespace grokking {

RunDisplay::RunDisplay(ViewGrid& views, ErrorComplexityView& plane,
                       ExperimentController& experiment, RunOverlays& overlays, QObject* parent)
    : QObject(parent), m_views(views), m_experiment(experiment), m_regions(plane)
{
    connect(&experiment, &ExperimentController::viewsCleared, this, &RunDisplay::clear);
    connect(&experiment, &ExperimentController::runShown, this, &RunDisplay::show);
    connect(&experiment, &ExperimentController::runUpdated, this, [this](const RunUpdate& update) {
        m_views.showSamples(update.samples);
        m_views.showObservations(update.observations);
        for (const ParameterChanged& change : update.changes)
            m_views.showChange(change);
    });
    connect(&experiment, &ExperimentController::summaryShown, this, &RunDisplay::showSummary);
    connect(&overlays, &RunOverlays::changed, &views, &ViewGrid::setOverlays);
    connect(&overlays, &RunOverlays::changed, &m_regions, &RegionKeeper::setOverlays);
}

void RunDisplay::clear()
{
    m_views.startRun({.errorLabel = tr("Error").toStdString(),
                      .complexityLabel = tr("Complexity").toStdString()});
    m_views.showSummary({});
    m_regions.showRun({}, {});
}

void RunDisplay::show(const RunHistory& history, const RunSummary& summary)
{
    showHistory(m_views, history, summary);
    m_views.showSlingshots(m_experiment.shownDetails().slingshots);
    m_regions.showRun(m_experiment.shownFile(), summary);
}

void RunDisplay::showSummary(const RunSummary& summary)
{
    m_views.showSummary(summary);
    m_views.showSlingshots(m_experiment.shownDetails().slingshots);
    m_regions.showSummary(summary);
}

} // namespace grokking

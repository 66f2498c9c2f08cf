// SPDX-FileCopyrightText: 2026 Grokking Explorer contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/window/resume_desk.h"

#include "app/window/background.h"
#include "app/window/experiment_controller.h"
#include "app/window/run_controller.h"
#include "app/window/spec_editor.h"
#include "core/store/run_library.h"

#include <QFileInfo>

#include <utility>

namespace grokking {

namespace {

bool differOnlyInSteps(const ExperimentSpec& first, const ExperimentSpec& second)
{
    ExperimentSpec other = withoutSchedule(second);
    other.training.steps = first.training.steps;
    return withoutSchedule(first) == other;
}

// Returns the first problem of runs that somebody else may be recording.
Status refuseRecordedOf(const std::vector<PlannedRun>& plans)
{
    for (const PlannedRun& plan : plans)
        if (Status free = refuseRecorded(plan.file.toStdString()); !free)
            return free;
    return Success{};
}

} // namespace

ResumeDesk::ResumeDesk(TransportBar& toolbar, SpecEditor& editor, ExperimentController& experiment,
                       RunController& runs, QObject* parent)
    : QObject(parent), m_toolbar(toolbar), m_editor(editor), m_experiment(experiment), m_runs(runs)
{
    connect(&m_toolbar, &TransportBar::restRequested, this, &ResumeDesk::goOn);
    connect(&m_experiment, &ExperimentController::runShown, this, &ResumeDesk::look);
    connect(&m_experiment, &ExperimentController::viewsCleared, this, &ResumeDesk::look);
    connect(&m_experiment, &ExperimentController::runFinished, this, &ResumeDesk::look);
    connect(&m_editor, &SpecEditor::specChanged, this, &ResumeDesk::update);
    connect(&m_editor, &SpecEditor::checked, this, &ResumeDesk::update);
}

// What can be gone on with is in the file, once that is complete.
void ResumeDesk::look()
{
    m_listing.reset();
    update();
    const QString file = m_experiment.shownFile();
    if (file.isEmpty() || m_runs.state() != RunState::Idle)
        return;
    inBackground(
        this, [file] { return readListing(file.toStdString()); },
        [this, file](const Result<RunListing>& listing) {
            if (!listing || file != m_experiment.shownFile() || m_runs.state() != RunState::Idle)
                return;
            m_listing = *listing;
            update();
        });
}

void ResumeDesk::update()
{
    m_toolbar.setTarget(target());
}

RunTarget ResumeDesk::target() const
{
    const auto shown = m_experiment.shownSpec();
    if (!m_listing || !m_listing->checkpointStep || !shown || m_listing->failure)
        return RunTarget::Experiment;
    // The form has the first seed of a group.
    const ExperimentSpec& form = m_editor.spec();
    if (!differOnlyInSteps(form, isOneOfSeeds() ? m_runs.runs().front()->spec() : *shown))
        return RunTarget::Experiment;
    if (form.training.steps > shown->training.steps && m_listing->end != RunEnd::Diverged)
        return RunTarget::LongerRun;
    return form.training.steps == shown->training.steps && !m_listing->finished
               ? RunTarget::RestOfRun
               : RunTarget::Experiment;
}

bool ResumeDesk::isOneOfSeeds() const
{
    const LiveRun* const run = m_runs.find(m_experiment.shownFile());
    return !m_runs.isStudy() && run && run->history()->started();
}

std::vector<PlannedRun> ResumeDesk::plans() const
{
    const QString shown = m_experiment.shownFile();
    const ExperimentSpec& form = m_editor.spec();
    if (!isOneOfSeeds())
        return {{form, shown, RunBeginning::GoOn}};
    std::vector<PlannedRun> plans;
    for (const auto& run : m_runs.runs()) {
        const auto& end = run->history()->finished();
        const bool longer = form.training.steps > run->spec().training.steps;
        if (!end || end->end == RunEnd::Diverged || (end->end == RunEnd::Completed && !longer)
            || !QFileInfo::exists(run->file())) // renamed or deleted since
            continue;
        ExperimentSpec spec = run->spec();
        spec.training.steps = form.training.steps;
        plans.push_back({spec, run->file(), RunBeginning::GoOn});
    }
    return plans;
}

void ResumeDesk::goOn()
{
    if (m_runs.state() != RunState::Idle || target() == RunTarget::Experiment)
        return;
    const auto runs = plans();
    if (runs.empty())
        return;
    m_listing.reset(); // not twice
    update();
    inBackground(
        this, [runs] { return refuseRecordedOf(runs); },
        [this, runs](const Status& free) {
            if (!free)
                emit failed(free.error());
            if (free && m_runs.state() == RunState::Idle)
                m_runs.start(runs);
            else
                look();
        });
}

} // namespace grokking

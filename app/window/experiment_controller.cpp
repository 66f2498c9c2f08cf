// SPDX-FileCopyrightText: 2026 Grokking Explorer contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/window/experiment_controller.h"

#include "core/detection/phase.h"
#include "core/learners/learner_catalog.h"
#include "core/train/run_memory.h"
#include "widgets/number_text.h"

#include <QDir>
#include <QFileInfo>

#include <algorithm>
#include <limits>
#include <utility>

namespace grokking {

namespace {

QString stateText(RunState state)
{
    switch (state) {
    case RunState::Idle:
        return ExperimentController::tr("Ready");
    case RunState::Preparing:
        return ExperimentController::tr("Preparing");
    case RunState::Running:
        return ExperimentController::tr("Running");
    case RunState::Paused:
        return ExperimentController::tr("Paused");
    case RunState::Stopping:
        return ExperimentController::tr("Stopping");
    }
    return {};
}

QString endText(RunEnd end)
{
    switch (end) {
    case RunEnd::Completed:
        return ExperimentController::tr("Finished");
    case RunEnd::Diverged:
        return ExperimentController::tr("Diverged");
    case RunEnd::Interrupted:
        break;
    }
    return ExperimentController::tr("Stopped");
}

SummaryDetails detailsOf(std::vector<DefinitionTimes> definitions, const ExperimentSpec& spec,
                         std::span<const Slingshot> slingshots)
{
    SummaryDetails details{std::move(definitions), spec.detection.definition};
    for (const Slingshot& slingshot : slingshots)
        details.slingshots.push_back(slingshot.step);
    return details;
}

} // namespace

ExperimentController::ExperimentController(SpecEditor& editor, RunController& run,
                                           RunLibrary& library, QObject* parent)
    : QObject(parent), m_editor(editor), m_run(run), m_library(library), m_rows(run, library)
{
    connectRuns();
    connect(&m_library, &RunLibrary::failed, this, &ExperimentController::failed);
    connect(&m_library, &RunLibrary::opened, this, &ExperimentController::showOpened);
}

std::optional<ExperimentSpec> ExperimentController::shownSpec() const
{
    if (m_shownFile.isEmpty())
        return std::nullopt;
    const LiveRun* const live = findLive(m_shownFile);
    return live ? live->replaySpec() : m_shownSpec;
}

// Of one that never started, or whose history was let go, the file knows more.
LiveRun* ExperimentController::findLive(const QString& file) const
{
    LiveRun* const run = m_run.find(file);
    return run && (!run->isOver() || run->history()->started()) ? run : nullptr;
}

// A study can have more runs than there is memory for what they have shown.
void ExperimentController::releaseClosed(const QString& file)
{
    LiveRun* const run = m_run.find(file);
    if (!run || !m_run.isStudy() || file == m_shownFile)
        return;
    m_library.overlays()->release(file);
    run->releaseHistory();
}

void ExperimentController::connectRuns()
{
    const auto detail = [this](const RunSummary& summary) {
        SummaryDetails details = shownDetails();
        const auto spec = shownSpec();
        const auto phase =
            spec ? phaseOf(summary, spec->detection.minimumGap) : std::optional<Phase>();
        details.phase = phase ? phaseName(*phase) : std::string_view();
        emit summaryDetailed(summary, details);
    };
    connect(this, &ExperimentController::summaryShown, this, detail);
    connect(this, &ExperimentController::runShown, this,
            [detail](const RunHistory&, const RunSummary& summary) { detail(summary); });
    connect(&m_run, &RunController::started, this, &ExperimentController::showStarted);
    connect(&m_run, &RunController::updated, this,
            [this](const QString& file, const RunUpdate& update) {
                if (m_shownFile == file)
                    emit runUpdated(update);
            });
    connect(&m_run, &RunController::changed, this, [this](const QString& file) {
        if (m_shownFile == file)
            emit summaryShown(m_run.find(file)->summary());
    });
    connect(&m_run, &RunController::progressed, this, &ExperimentController::showProgress);
    connect(&m_run, &RunController::failed, this, &ExperimentController::failed);
    connect(&m_run, &RunController::closed, this, &ExperimentController::releaseClosed);
    connect(&m_run, &RunController::finished, this, &ExperimentController::runFinished);
}

void ExperimentController::runOrResume()
{
    if (m_run.state() == RunState::Paused)
        m_run.resume();
    else
        start();
}

void ExperimentController::step(std::int64_t count)
{
    if (m_run.state() == RunState::Idle)
        start(count);
    else
        m_run.step(count);
}

void ExperimentController::runUntil(Milestone milestone)
{
    if (m_run.state() == RunState::Idle) {
        start(std::nullopt, milestone);
        return;
    }
    std::optional<Crossing> reached;
    bool all = !m_run.hasWaiting();
    for (const auto& run : m_run.runs()) {
        all = all && (run->isOver() || run->crossing(milestone));
        if (!run->isOver() && !reached)
            reached = run->crossing(milestone);
    }
    if (all && reached)
        emit noticed(
            tr("%1 is reached already, at step %2. Rewind to run up to it again.")
                .arg(milestone == Milestone::Memorized ? "t1" : "t2", countText(reached->step)));
    else
        m_run.runUntil(milestone);
}

void ExperimentController::setSeeds(int count)
{
    m_seeds = std::max(1, count);
}

void ExperimentController::start(std::optional<std::int64_t> steps, std::optional<Milestone> goal)
{
    if (!m_editor.isValid())
        return; // the form says so
    // What goes on now is gone before the next begins, and asked about then.
    if (m_run.state() == RunState::Idle) {
        if (const auto problem = memoryProblem(spec())) {
            emit failed(*problem);
            return;
        }
    }
    const auto runs = plans();
    if (!runs) {
        emit failed(runs.error());
        return;
    }
    m_run.start(*runs, steps, goal);
}

// The same experiment with the seed on the form and those after it.
Result<std::vector<PlannedRun>> ExperimentController::plans() const
{
    std::vector<PlannedRun> runs;
    ExperimentSpec spec = m_editor.spec();
    for (int run = 0; run < m_seeds; ++run, ++spec.seed) {
        const auto file = m_library.newFile(spec);
        if (!file)
            return file.error();
        runs.push_back({spec, *file});
        if (spec.seed == std::numeric_limits<std::int64_t>::max())
            break;
    }
    return runs;
}

void ExperimentController::rewind()
{
    m_run.stop();
    if (const auto spec = shownSpec())
        m_editor.replace(*spec, tr("rewind"));
    setShown({});
    emit viewsCleared();
    emit progressShown({.state = tr("Ready"), .steps = spec().training.steps});
    if (!spec().training.schedule.empty())
        emit replayPrepared(static_cast<int>(spec().training.schedule.size()));
}

void ExperimentController::reseed()
{
    m_editor.reseed();
    if (m_run.state() == RunState::Running)
        start();
}

void ExperimentController::setShown(const QString& file)
{
    m_shownFile = file;
    m_library.stopOpening();
    m_library.overlays()->setShown(file);
}

// A live run, which is over by then, keeps its old name: it is a stored one from now on.
void ExperimentController::renameShown(const QString& from, const QString& to)
{
    if (m_shownFile != from)
        return;
    if (const LiveRun* const live = findLive(from)) {
        m_shownSpec = live->replaySpec();
        m_shownDetails = detailsOf(live->definitions(), m_shownSpec, live->slingshots());
    }
    m_shownFile = to;
}

SummaryDetails ExperimentController::shownDetails() const
{
    const LiveRun* const live = findLive(m_shownFile);
    if (!live)
        return m_shownDetails;
    SummaryDetails details = detailsOf(live->definitions(), live->spec(), live->slingshots());
    details.live = !live->isOver();
    return details;
}

void ExperimentController::showBesideForm(const QString& file)
{
    show(file);
    m_keepsForm = true;
}

void ExperimentController::show(const QString& path)
{
    const QString file = QDir::cleanPath(QFileInfo(path).absoluteFilePath());
    m_keepsForm = false;
    const LiveRun* const run = findLive(file);
    if (!run) {
        m_library.open(file);
        return;
    }
    setShown(file);
    emit runShown(*run->history(), run->summary());
    showProgress();
}

void ExperimentController::showOpened(const OpenedRun& run)
{
    setShown(run.file);
    m_shownSpec = run.spec;
    m_shownDetails = detailsOf(run.definitions, run.spec, run.slingshots);
    if (m_run.state() == RunState::Idle && !m_keepsForm)
        m_editor.replace(
            withoutSchedule(run.spec),
            tr("opening of %1")
                .arg(QFileInfo(run.file).completeBaseName())); // only Rewind replays live changes
    emit runShown(*run.history, run.summary);
    RunProgress progress{.state = tr("Stored run"),
                         .steps = run.spec.training.steps,
                         .hasWeights = findLearner(run.spec.learner.id)->hasWeights};
    if (!run.history->samples().empty()) {
        progress.last = run.history->samples().back();
        progress.step = progress.last->step;
    }
    if (m_run.state() == RunState::Idle)
        emit progressShown(progress);
}

// The first run of a group goes onto the views, its siblings behind it.
void ExperimentController::showStarted(const QString& file)
{
    const LiveRun& run = *m_run.find(file);
    if (file == m_run.runs().front()->file()) {
        setShown(file);
        RunHistory begun; // its first samples follow as an update
        begun.append(*run.history()->started());
        emit runShown(begun, {});
    }
    if (m_run.planned() > 1 && isSiblingOfShown(run))
        m_library.overlays()->drawBehind(file);
}

// The runs of a study are of many experiments.
bool ExperimentController::isSiblingOfShown(const LiveRun& run) const
{
    const LiveRun* const shown = findLive(m_shownFile);
    const LiveRun& first = shown ? *shown : *m_run.runs().front();
    return groupOf(first.spec()) == groupOf(run.spec());
}

// Says how the shown run goes if it is a live one, else the first that goes on.
void ExperimentController::showProgress()
{
    const bool idle = m_run.state() == RunState::Idle;
    LiveRun* run = findLive(m_shownFile);
    if (m_shownFile.isEmpty() && idle)
        emit progressShown({.state = stateText(RunState::Idle), .steps = spec().training.steps});
    if (!run && idle)
        return; // nothing or a stored run is shown
    for (const auto& each : m_run.runs())
        if (!run && !each->isOver())
            run = each.get();
    if (!run)
        return;
    RunProgress progress = run->progress();
    const auto& end = run->history()->finished();
    progress.state = run->state() == RunState::Idle && end ? endText(end->end)
                     : run->isOver()                       ? stateText(RunState::Idle)
                                                           : stateText(m_run.state());
    progress.runs = idle && m_run.isStudy() ? 1 : static_cast<int>(m_run.planned());
    progress.runsDone = static_cast<int>(m_run.done());
    emit progressShown(progress);
}

} // namespace grokking

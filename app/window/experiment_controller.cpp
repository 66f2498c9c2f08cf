// SPDX-FileCopyrightText: 2026 Grokking Explorer contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/window/experiment_controller.h"

#include "core/data/dataset_catalog.h"
#include "core/spec/spec_fields.h"
#include "core/train/catalogs.h"

#include <QFileInfo>

#include <algorithm>
#include <limits>
#include <utility>

namespace grokking {

namespace {

ExperimentSpec withoutSchedule(ExperimentSpec spec)
{
    spec.training.schedule.clear();
    return spec;
}

} // namespace

ExperimentController::ExperimentController(std::vector<Preset> presets, RunController& run,
                                           RunLibrary& library, QObject* parent)
    : QObject(parent), m_presets(std::move(presets)), m_run(run), m_library(library)
{
    connect(&m_run, &RunController::started, this, &ExperimentController::showStarted);
    connect(&m_run, &RunController::updated, this, [this](const RunUpdate& update) {
        if (m_shownFile == m_run.file())
            emit runUpdated(update);
    });
    connect(&m_run, &RunController::summaryChanged, this, [this](const RunSummary& summary) {
        if (m_shownFile == m_run.file())
            emit summaryShown(summary);
        showLiveRow();
    });
    connect(&m_run, &RunController::stateChanged, this, &ExperimentController::showLiveRow);
    connect(&m_run, &RunController::progressChanged, this, [this](const RunProgress& progress) {
        if (!m_shownFile.isEmpty() || m_run.state() != RunState::Idle)
            emit progressShown(progress);
    });
    connect(&m_run, &RunController::failed, this, &ExperimentController::failed);
    connect(&m_run, &RunController::finished, this, &ExperimentController::runFinished);
    connect(&m_library, &RunLibrary::failed, this, &ExperimentController::failed);
    connect(&m_library, &RunLibrary::opened, this, &ExperimentController::showOpened);
}

void ExperimentController::choosePreset(const QString& id)
{
    const auto preset = std::ranges::find(m_presets, id.toStdString(), &Preset::id);
    if (preset == m_presets.end())
        return;
    setSpec(preset->spec);
}

void ExperimentController::setSpec(ExperimentSpec spec)
{
    m_spec = std::move(spec);
    emit specChanged(m_spec);
    publishProblems();
    const auto preset = std::ranges::find(m_presets, m_spec.preset, &Preset::id);
    if (preset != m_presets.end())
        emit presetShown(*preset);
}

void ExperimentController::edit(const ExperimentSpec& spec)
{
    m_spec = spec;
    publishProblems();
}

void ExperimentController::publishProblems()
{
    const auto problems = validate(m_spec, catalogs());
    emit problemsFound(problems);
    if (!problems.empty())
        return;
    const DatasetKind* const kind = findDataset(m_spec.data.id);
    emit groupsChanged(kind->grouping ? kind->grouping(m_spec.data.parameters, datasetSeeds(m_spec))
                                      : Grouping{});
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

void ExperimentController::start(std::optional<std::int64_t> steps)
{
    if (!validate(m_spec, catalogs()).empty())
        return; // the form says so
    const auto file = m_library.newFile(m_spec);
    if (file)
        m_run.start(m_spec, *file, steps);
    else
        emit failed(file.error());
}

void ExperimentController::rewind()
{
    m_run.stop();
    if (!m_shownFile.isEmpty())
        setSpec(m_shownFile == m_run.file() ? m_run.replaySpec() : m_shownSpec);
    m_shownFile.clear();
    emit viewsCleared();
    emit progressShown({.state = tr("Ready"), .steps = m_spec.training.steps});
    if (!m_spec.training.schedule.empty())
        emit replayPrepared(static_cast<int>(m_spec.training.schedule.size()));
}

void ExperimentController::reseed()
{
    const bool goesOn = m_run.state() == RunState::Running;
    ExperimentSpec spec = withoutSchedule(m_spec);
    if (spec.seed < std::numeric_limits<std::int64_t>::max())
        ++spec.seed;
    setSpec(std::move(spec));
    if (goesOn)
        start();
}

void ExperimentController::forgetReplay()
{
    setSpec(withoutSchedule(m_spec));
}

void ExperimentController::show(const QString& file)
{
    if (file != m_run.file()) {
        m_library.open(file);
        return;
    }
    m_shownFile = file;
    emit runShown(*m_run.history(), m_run.summary());
}

void ExperimentController::showOpened(const OpenedRun& run)
{
    m_shownFile = run.file;
    m_shownSpec = run.spec;
    if (m_run.state() == RunState::Idle)
        setSpec(withoutSchedule(run.spec)); // only Rewind replays live changes
    emit runShown(*run.history, run.summary);
    RunProgress progress{.state = tr("Stored run"), .steps = run.spec.training.steps};
    if (!run.history->samples().empty()) {
        progress.last = run.history->samples().back();
        progress.step = progress.last->step;
    }
    if (m_run.state() == RunState::Idle)
        emit progressShown(progress);
}

void ExperimentController::showStarted(const RunStarted& /*started*/)
{
    m_shownFile = m_run.file();
    emit runShown(*m_run.history(), {});
    showLiveRow();
}

void ExperimentController::showLiveRow()
{
    const auto history = m_run.history();
    if (m_run.file().isEmpty() || !history->started())
        return;
    const ExperimentSpec spec = m_run.replaySpec();
    RunRow row{.file = m_run.file(),
               .name = QFileInfo(m_run.file()).completeBaseName(),
               .preset = QString::fromStdString(spec.preset),
               .seed = spec.seed,
               .created = m_run.launched(),
               .summary = m_run.summary(),
               .live = m_run.state() != RunState::Idle};
    if (!history->samples().empty())
        row.last = history->samples().back();
    m_library.showLive(row);
}

} // namespace grokking

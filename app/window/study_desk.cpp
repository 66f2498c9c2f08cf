// SPDX-FileCopyrightText: 2026 Grokking Explorer contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/window/study_desk.h"

#include "app/shared/study_plan.h"
#include "app/window/background.h"
#include "app/window/experiment_controller.h"
#include "app/window/run_library.h"
#include "app/window/spec_editor.h"
#include "app/window/transport_bar.h"
#include "core/train/catalogs.h"
#include "widgets/outcome_table.h"
#include "widgets/study_panel.h"

#include <QFileDialog>
#include <QFileInfo>
#include <QSettings>
#include <QStackedWidget>

#include <algorithm>
#include <utility>

namespace grokking {

namespace {

constexpr int tickMs = 1'000;
constexpr int shortestRestMs = 2'000; // between two readings of all files
constexpr int restPerReading = 10;    // so that following a large study costs little

QString folderKey(const StudySpec& study)
{
    return QStringLiteral("studies/%1/folder").arg(QString::fromStdString(study.id));
}

} // namespace

StudyDesk::StudyDesk(TransportBar& toolbar, SpecEditor& editor, ExperimentController& experiment,
                     RunController& runs, RunLibrary& library, QObject* parent)
    : QObject(parent), m_toolbar(toolbar), m_editor(editor), m_experiment(experiment), m_runs(runs),
      m_library(library), m_panel(new StudyPanel), m_outcomes(new OutcomeTable),
      m_runFolder(library.folder())
{
    m_tick.setInterval(tickMs);
    m_rest.setSingleShot(true);
    m_outcomes->setMaximumHeight(200);
    m_outcomes->hide();
    connectParts();
}

StudyDesk::~StudyDesk() = default;

void StudyDesk::connectParts()
{
    connect(&m_toolbar, &TransportBar::presetChosen, this, &StudyDesk::choose);
    connect(&m_toolbar, &TransportBar::studyRequested, this, &StudyDesk::run);
    connect(&m_editor, &SpecEditor::specChanged, this, [this] {
        if (m_choice) // a run was opened
            m_toolbar.setPreset(chosen());
    });
    connect(m_panel, &StudyPanel::runRequested, this, &StudyDesk::run);
    connect(m_panel, &StudyPanel::stopRequested, &m_runs, &RunController::stop);
    connect(m_panel, &StudyPanel::closeRequested, this, &StudyDesk::leave);
    connect(m_panel, &StudyPanel::folderRequested, this, &StudyDesk::chooseFolder);
    connect(m_panel, &StudyPanel::seedsChosen, this, &StudyDesk::setSeeds);
    connect(m_outcomes, &OutcomeTable::rowActivated, this, &StudyDesk::showArm);
    connect(m_outcomes, &OutcomeTable::pictureRequested, this, &StudyDesk::pictureRequested);
    connect(&m_runs, &RunController::began, this, [this] {
        if (!m_runs.isStudy())
            end();
    });
    connect(&m_runs, &RunController::stateChanged, this, &StudyDesk::showProgress);
    connect(&m_runs, &RunController::changed, this, &StudyDesk::countDone);
    connect(&m_runs, &RunController::finished, this, &StudyDesk::end);
    connect(&m_tick, &QTimer::timeout, this, &StudyDesk::tick);
    connect(&m_rest, &QTimer::timeout, this, [this] {
        if (std::exchange(m_again, false))
            read();
    });
}

void StudyDesk::offer(const std::vector<StudySpec>& studies)
{
    m_studies = studies;
    m_toolbar.addStudies(studies);
}

QWidget* StudyDesk::inPlaceOf(QWidget* form)
{
    m_stack = new QStackedWidget;
    m_stack->addWidget(form);
    m_stack->addWidget(m_panel);
    return m_stack;
}

QWidget* StudyDesk::outcomes() const
{
    return m_outcomes;
}

QString StudyDesk::chosen() const
{
    return m_choice ? QString::fromStdString(m_choice->study.id) : QString();
}

void StudyDesk::choose(const QString& id)
{
    const auto study = std::ranges::find(m_studies, id.toStdString(), &StudySpec::id);
    if (study == m_studies.end())
        return leave();
    if (chosen() == id)
        return;
    auto runs = expand(*study, catalogs());
    if (!runs) {
        emit failed(runs.error());
        return;
    }
    const QString folder = QSettings().value(folderKey(*study)).toString();
    m_choice = Choice{*study, std::move(*runs),
                      folder.isEmpty() ? m_runFolder / study->id
                                       : std::filesystem::path(folder.toStdString()),
                      std::nullopt};
    m_stack->setCurrentWidget(m_panel);
    m_outcomes->show();
    showChosen();
}

void StudyDesk::leave()
{
    if (!m_choice)
        return;
    m_choice.reset();
    m_stack->setCurrentIndex(0);
    m_outcomes->hide();
    m_toolbar.setPreset(QString::fromStdString(m_editor.spec().preset));
    listFolder(m_runFolder);
    tellRuns();
    showProgress();
}

void StudyDesk::showChosen()
{
    m_toolbar.setPreset(chosen());
    m_panel->showStudy(studyText(m_choice->study));
    m_panel->showFolder(QString::fromStdString(m_choice->folder.string()));
    m_outcomes->showMessage(tr("Reading its runs…"));
    listFolder(m_choice->folder);
    tellRuns();
    read();
    showProgress();
}

void StudyDesk::tellRuns()
{
    QStringList files;
    if (m_choice)
        for (const StudyRun& run : m_choice->runs)
            files << studyFile(run, m_choice->folder);
    emit runsChosen(files);
}

// What was drawn behind others is not in the list any more, to be unchecked there.
void StudyDesk::listFolder(const std::filesystem::path& folder)
{
    for (const QString& file : m_library.overlays()->checked())
        if (folder != m_library.folder() && !m_library.goesOn(file))
            m_library.overlays()->forget(file);
    m_library.setFolder(folder);
}

void StudyDesk::setRunFolder(const std::filesystem::path& folder)
{
    const std::filesystem::path before = std::exchange(m_runFolder, folder);
    if (!m_choice)
        listFolder(folder);
    else if (m_choice->folder == before / m_choice->study.id)
        moveTo(folder / m_choice->study.id);
}

void StudyDesk::chooseFolder()
{
    const QString folder =
        QFileDialog::getExistingDirectory(m_panel, tr("Folder of the runs of this study"),
                                          QString::fromStdString(m_choice->folder.string()));
    if (!folder.isEmpty())
        setStudyFolder(folder);
}

void StudyDesk::setStudyFolder(const QString& folder)
{
    if (!m_choice)
        return;
    QSettings().setValue(folderKey(m_choice->study), folder);
    moveTo(folder.toStdString());
}

void StudyDesk::moveTo(const std::filesystem::path& folder)
{
    m_choice->folder = folder;
    m_choice->state.reset();
    showChosen();
}

void StudyDesk::setSeeds(int count)
{
    if (!m_choice)
        return;
    StudySpec study = m_choice->study;
    study.seeds.count = count;
    auto runs = expand(study, catalogs());
    if (!runs) {
        emit failed(runs.error());
        return;
    }
    *std::ranges::find(m_studies, study.id, &StudySpec::id) = study; // when it is chosen again
    m_choice->study = std::move(study);
    m_choice->runs = std::move(*runs);
    m_choice->state.reset();
    tellRuns();
    read();
    showProgress();
}

// Reads the files of all runs, not too often.
void StudyDesk::read()
{
    if (m_reading || (m_rest.isActive() && m_choice && m_choice->state)) {
        m_again = true;
        return;
    }
    if (!m_choice)
        return;
    m_reading = true;
    m_readingTime.start();
    inBackground(
        this,
        [runs = m_choice->runs, folder = m_choice->folder, presets = m_editor.presets()] {
            return readStudyState(runs, folder, presets);
        },
        [this, runs = m_choice->runs, folder = m_choice->folder](const StudyState& state) {
            m_reading = false;
            const auto took = static_cast<int>(m_readingTime.elapsed());
            m_rest.start(std::max(shortestRestMs, restPerReading * took));
            if (m_choice && m_choice->folder == folder && m_choice->runs == runs)
                take(state);
            else
                read(); // another one was chosen meanwhile
        });
}

void StudyDesk::take(const StudyState& state)
{
    const auto& before = m_choice->state;
    if (state.problem && !(before && before->problem))
        emit failed(*state.problem);
    else if (const auto& damaged = state.table.unreadable;
             !damaged.empty() && !(before && !before->table.unreadable.empty()))
        emit failed(damaged.front());
    m_choice->state = state;
    auto rows = outcomeRows(state.table);
    const QStringList headings = rows.front();
    rows.erase(rows.begin());
    m_outcomes->showRows(headings, rows);
    showProgress();
}

void StudyDesk::run()
{
    if (!m_choice || m_preparing || m_runs.state() != RunState::Idle)
        return;
    m_preparing = true;
    showProgress();
    using Prepared = std::shared_ptr<Result<PreparedStudy>>;
    inBackground(
        this,
        [runs = m_choice->runs, folder = m_choice->folder]() -> Prepared {
            return std::make_shared<Result<PreparedStudy>>(prepareStudy(runs, folder));
        },
        [this, id = m_choice->study.id, folder = m_choice->folder](const Prepared& prepared) {
            m_preparing = false;
            if (!*prepared)
                emit failed(prepared->error());
            else if ((*prepared)->plan.jobs.empty())
                emit told(tr("All runs of this study are done."));
            else if (m_runs.state() == RunState::Idle)
                begin(id, folder, **prepared);
            m_again = true;
            read();
            showProgress();
        });
}

void StudyDesk::begin(const std::string& id, const std::filesystem::path& folder,
                      PreparedStudy& prepared)
{
    m_training.emplace(id, folder, prepared);
    m_sinceTick.start();
    m_tick.start();
    m_runs.startStudy(m_training->plans(), m_training->done());
}

void StudyDesk::tick()
{
    const double seconds = static_cast<double>(m_sinceTick.restart()) / 1'000.0;
    if (m_training && m_runs.state() == RunState::Running)
        m_training->addTime(seconds);
    showProgress();
}

void StudyDesk::countDone()
{
    if (m_training && m_training->setDone(m_runs.done())) {
        read();
        showProgress();
    }
}

void StudyDesk::end()
{
    if (!m_training)
        return;
    m_training.reset();
    m_tick.stop();
    m_rest.stop(); // what came out is read at once
    read();
    showProgress();
}

bool StudyDesk::isChosenTraining() const
{
    return m_training && m_choice && m_training->isOf(m_choice->study.id, m_choice->folder);
}

bool StudyDesk::canRun() const
{
    const auto& state = m_choice->state;
    return state && !state->problem && !m_preparing && !m_training
           && m_runs.state() == RunState::Idle
           && state->finished < static_cast<int>(m_choice->runs.size());
}

void StudyDesk::showProgress()
{
    if (m_training)
        m_toolbar.setStudy(StudyStatus::Training);
    else if (m_choice)
        m_toolbar.setStudy(canRun() ? StudyStatus::Ready : StudyStatus::Blocked);
    else
        m_toolbar.setStudy(StudyStatus::None);
    if (!m_choice)
        return;
    const auto& state = m_choice->state;
    StudyProgress progress{.runs = static_cast<int>(m_choice->runs.size()),
                           .done = state ? state->finished : 0,
                           .text = progressText(),
                           .canRun = canRun(),
                           .runText = tr("Run study")};
    if (isChosenTraining()) {
        progress.done = static_cast<int>(m_training->done());
        progress.canStop = m_runs.state() != RunState::Stopping;
    }
    if (progress.canRun && progress.done > 0)
        progress.runText = tr("Run the other %1").arg(progress.runs - progress.done);
    m_panel->showProgress(progress);
}

QString StudyDesk::progressText() const
{
    const auto& state = m_choice->state;
    const auto all = static_cast<int>(m_choice->runs.size());
    const auto doneText = [all](int done) {
        return done == all ? tr("All %1 runs done").arg(all)
                           : tr("%1 of %2 runs done").arg(done).arg(all);
    };
    if (isChosenTraining()) {
        const QString text = doneText(static_cast<int>(m_training->done()));
        if (m_runs.state() == RunState::Paused)
            return tr("Paused: %1").arg(text);
        const QString left = m_training->timeLeft(m_runs.runs());
        return left.isEmpty() ? text : tr("%1, about %2 left").arg(text, left);
    }
    if (!state)
        return tr("%1 runs").arg(all);
    if (state->problem)
        return tr("This folder holds files that are none of its runs, or damaged: %1")
            .arg(QString::fromStdString(state->problem->text()));
    QString text = doneText(state->finished);
    if (state->unfinished > 0)
        text += tr(", %1 to go on with").arg(state->unfinished);
    if (m_runs.state() != RunState::Idle)
        text += tr("; others are training now");
    return text;
}

// The first run of a setting goes onto the views, its other seeds behind it.
void StudyDesk::showArm(int row)
{
    if (!m_choice || !m_choice->state)
        return;
    QStringList files;
    for (const std::size_t member :
         m_choice->state->table.rows[static_cast<std::size_t>(row)].group.members) {
        const QString file = studyFile(m_choice->runs[member], m_choice->folder);
        if (QFileInfo::exists(file))
            files << file;
    }
    for (const QString& file : m_library.overlays()->checked())
        if (!files.contains(file))
            m_library.model()->setData(m_library.model()->indexOf(file), Qt::Unchecked,
                                       Qt::CheckStateRole);
    if (!files.isEmpty())
        m_experiment.show(files.front());
    if (files.size() > 1)
        for (const QString& file : files)
            m_library.overlays()->drawBehind(file);
}

} // namespace grokking

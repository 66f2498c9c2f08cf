// SPDX-FileCopyrightText: 2026 Grokking Explorer contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/window/main_window.h"

#include "app/window/arrangement_keeper.h"
#include "app/window/close_guard.h"
#include "app/window/data_pane.h"
#include "app/window/data_views.h"
#include "app/window/file_desk.h"
#include "app/window/file_drop.h"
#include "app/window/help_panel.h"
#include "app/window/landscape_desk.h"
#include "app/window/long_run_watch.h"
#include "app/window/metric_views.h"
#include "app/window/outcome_desk.h"
#include "app/window/pane_actions.h"
#include "app/window/preferences_panel.h"
#include "app/window/presentation.h"
#include "app/window/preset_story.h"
#include "app/window/resume_desk.h"
#include "app/window/run_comparison.h"
#include "app/window/run_display.h"
#include "app/window/run_estimator.h"
#include "app/window/runs_desk.h"
#include "app/window/session.h"
#include "app/window/study_desk.h"
#include "app/window/timeline_pane.h"
#include "app/window/transport_bar.h"
#include "app/window/window_messages.h"
#include "core/store/run_library.h"
#include "core/train/catalogs.h"
#include "core/util/processor.h"
#include "widgets/accuracy_view.h"
#include "widgets/curve_look.h"
#include "widgets/error_complexity_view.h"
#include "widgets/loss_view.h"
#include "widgets/message_bar.h"
#include "widgets/runs_table.h"
#include "widgets/spec_form.h"
#include "widgets/status_line.h"
#include "widgets/summary_panel.h"
#include "widgets/view_grid.h"
#include "widgets/views_menu.h"

#include <QApplication>
#include <QFileInfo>
#include <QLabel>
#include <QSettings>
#include <QSplitter>
#include <QStatusBar>
#include <QVBoxLayout>

#include <utility>

namespace grokking {

namespace {

QWidget* stacked(std::initializer_list<QWidget*> widgets)
{
    auto* const column = new QWidget;
    auto* const layout = new QVBoxLayout(column);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(0);
    for (QWidget* const widget : widgets)
        layout->addWidget(widget);
    return column;
}

} // namespace

MainWindow::MainWindow(std::vector<Preset> presets, QWidget* parent)
    : QMainWindow(parent), m_run(new RunController(this)),
      m_library(new RunLibrary(runFolderOf(readPreferences(QSettings())), this)),
      m_editor(new SpecEditor(std::move(presets), this)),
      m_experiment(new ExperimentController(*m_editor, *m_run, *m_library, this)),
      m_toolbar(new TransportBar(m_editor->presets(), this)), m_story(new PresetStory),
      m_form(new SpecForm(catalogs())), m_estimate(new QLabel), m_estimator(new RunEstimator(this)),
      m_messageBar(new MessageBar), m_messages(new WindowMessages(*m_messageBar, this)),
      m_views(new ViewGrid), m_plane(new ErrorComplexityView),
      m_runs(new RunsTable(m_library->model())), m_desk(new RunsDesk(*m_library, *m_runs, this)),
      m_files(new FileDesk(*m_views, *m_experiment, *m_editor, *m_library, this)),
      m_study(new StudyDesk(*m_toolbar, *m_editor, *m_experiment, *m_run, *m_library, this)),
      m_summary(new SummaryPanel), m_status(new StatusLine),
      m_splitter(new QSplitter(Qt::Horizontal))
{
    setWindowTitle(tr("Grokking Explorer"));
    layOut();
    connectToolbar();
    connectForm();
    connectEstimate();
    connectPreferences();
    connectViews();
    connectLibrary();
    connectFiles();
    if (const Status restored = m_arrangement->restore(); !restored)
        m_messages->showError(restored.error());
    m_library->refresh();
    m_status->showText(tr("Press Run or the space bar"));
}

MainWindow::~MainWindow() = default;

void MainWindow::layOut()
{
    addToolBar(m_toolbar);
    new LandscapeDesk(*m_views, *m_plane, *m_experiment, *m_editor, this);
    for (RunView* const view :
         std::initializer_list<RunView*>{new AccuracyView, m_plane, new LossView})
        m_views->addView(view);
    auto* const metricViews = new MetricViews(*m_views, *m_experiment, *m_editor, this);
    new DataViews(*m_views, *m_experiment, *m_editor, this);
    auto* const outcomes =
        new OutcomeDesk(*m_views, *m_experiment, *m_library, m_editor->presets(), this);
    outcomes->listenTo(*m_run);
    outcomes->listenTo(*m_runs);
    outcomes->listenTo(*m_study);
    m_arrangement = new ArrangementKeeper(*m_views, this);
    m_arrangement->keepLook(*metricViews->look());
    m_plane->setMeasures(planeMeasures());
    m_arrangement->keepAxes(*m_plane);
    auto* const viewsMenu = new ViewsMenu(*m_views, this);
    m_toolbar->addViewsMenu(viewsMenu);
    m_form->setSectionWidget("data", new DataPane(*m_editor));
    m_estimate->setObjectName("estimate");
    m_estimate->setWordWrap(true);
    m_estimate->setToolTip(tr("What Run would take, from a few measured steps"));
    m_splitter->addWidget(m_study->inPlaceOf(stacked({m_story, m_form, m_estimate})));
    m_splitter->addWidget(stacked({m_messageBar, m_views, m_study->outcomes()}));
    m_splitter->addWidget(stacked({m_runs, m_summary}));
    m_splitter->setStretchFactor(1, 1); // a larger window has larger views
    m_splitter->setCollapsible(1, false);
    m_splitter->setSizes({290, 640, 350});
    m_panes = new PaneActions(*m_splitter, *viewsMenu, this);
    m_splitter->setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Expanding);
    auto* const timeline = new TimelinePane(*m_views, *m_experiment, *m_run);
    setCentralWidget(stacked({m_splitter, timeline}));
    m_presentation = new Presentation(*this, {*m_panes, *m_arrangement, {m_views, timeline}});
    auto* const comparison = new RunComparison(*m_experiment, *m_library->model(), *m_desk);
    m_toolbar->addTool(comparison->action(), QStringLiteral("compare"));
    m_toolbar->addTool(m_presentation->action(), QStringLiteral("present"));
    statusBar()->addWidget(m_status, 1);
    statusBar()->setSizeGripEnabled(false);
    resize(1280, 800);
}

void MainWindow::connectToolbar()
{
    const auto run = m_experiment;
    connect(m_toolbar, &TransportBar::presetChosen, m_editor, &SpecEditor::choosePreset);
    connect(m_toolbar, &TransportBar::runRequested, run, &ExperimentController::runOrResume);
    connect(m_toolbar, &TransportBar::pauseRequested, m_run, &RunController::pause);
    connect(m_toolbar, &TransportBar::stepRequested, run, &ExperimentController::step);
    connect(m_toolbar, &TransportBar::untilRequested, run, &ExperimentController::runUntil);
    connect(m_toolbar, &TransportBar::stopRequested, m_run, &RunController::stop);
    connect(m_toolbar, &TransportBar::rewindRequested, run, &ExperimentController::rewind);
    connect(m_toolbar, &TransportBar::reseedRequested, run, &ExperimentController::reseed);
    connect(m_toolbar, &TransportBar::seedsChosen, run, &ExperimentController::setSeeds);
    connect(m_toolbar, &TransportBar::stepScaleChosen, m_views, &ViewGrid::setStepScale);
    connect(m_run, &RunController::stateChanged, m_toolbar, &TransportBar::setState);
    m_toolbar->addHistory(m_editor->history());
    m_toolbar->addTool((new HelpPanel(*this))->openAction(), QStringLiteral("help"));
    connect(m_editor, &SpecEditor::specChanged, this, [this](const ExperimentSpec& spec) {
        m_toolbar->setPreset(QString::fromStdString(spec.preset));
    });
}

void MainWindow::connectForm()
{
    connect(m_editor, &SpecEditor::specChanged, m_form, &SpecForm::setSpec);
    connect(m_editor, &SpecEditor::presetShown, this, [this](const Preset& preset) {
        m_story->showPreset(preset);
        m_form->setPresetSpec(preset.spec);
    });
    connect(m_editor, &SpecEditor::presetUnknown, this, [this] {
        m_story->showNoPreset();
        m_form->setPresetSpec(std::nullopt);
    });
    connect(m_editor, &SpecEditor::changesCounted, m_story, &PresetStory::showChanges);
    connect(m_story, &PresetStory::resetRequested, m_editor, &SpecEditor::resetToPreset);
    connect(m_editor, &SpecEditor::settingRestored, m_form, &SpecForm::commit);
    connect(m_form, &SpecForm::editSettled, m_editor, &SpecEditor::settle);
    connect(m_editor, &SpecEditor::problemsFound, this,
            [this](const std::vector<SpecProblem>& problems) {
                m_form->showProblems(problems);
                m_toolbar->setSpecValid(problems.empty() && m_form->isReadable());
            });
    connect(m_form, &SpecForm::readableChanged, this,
            [this](bool readable) { m_toolbar->setSpecValid(m_editor->isValid() && readable); });
    connect(m_form, &SpecForm::specEdited, m_editor, &SpecEditor::edit);
    connect(m_form, &SpecForm::liveValueChanged, m_run, &RunController::change);
    connect(m_run, &RunController::stateChanged, this, [this](RunState state) {
        m_form->setRunning(state == RunState::Running || state == RunState::Paused
                           || state == RunState::Preparing);
    });
}

void MainWindow::connectEstimate()
{
    auto* const estimator = m_estimator;
    connect(m_editor, &SpecEditor::problemsFound, estimator,
            [this, estimator](const std::vector<SpecProblem>& problems) {
                estimator->setSpec(problems.empty() ? std::optional(m_editor->spec())
                                                    : std::nullopt);
            });
    connect(m_toolbar, &TransportBar::seedsChosen, estimator, &RunEstimator::setSeeds);
    connect(m_run, &RunController::stateChanged, estimator, [estimator](RunState state) {
        estimator->setTraining(state != RunState::Idle && state != RunState::Paused);
    });
    connect(estimator, &RunEstimator::estimated, m_estimate, &QLabel::setText);
    connect(estimator, &RunEstimator::estimated, m_toolbar, &TransportBar::setEstimate);
}

void MainWindow::connectPreferences()
{
    auto* const panel =
        new PreferencesPanel(*this, QString::fromStdString(defaultRunFolder().string()));
    m_toolbar->addTool(panel->openAction(), QStringLiteral("settings"));
    connect(m_toolbar, &TransportBar::colorSchemeChosen, panel, &PreferencesPanel::setColors);
    connect(panel, &PreferencesPanel::colorsChosen, this,
            [](ColorScheme colors) { applyTheme(*qApp, colors); });
    connect(panel, &PreferencesPanel::changed, this, &MainWindow::apply);
    apply(panel->preferences());
}

void MainWindow::apply(const Preferences& preferences)
{
    m_study->setRunFolder(runFolderOf(preferences));
    const std::size_t runs = preferences.runsAtOnce == 0 ? usableCores() : preferences.runsAtOnce;
    m_run->setRunsAtOnce(runs);
    m_estimator->setRunsAtOnce(runs);
}

void MainWindow::connectViews()
{
    auto* const display =
        new RunDisplay(*m_views, *m_plane, *m_experiment, *m_library->overlays(), this);
    connect(m_desk, &RunsDesk::renamed, display, &RunDisplay::renameRun);
    connect(m_experiment, &ExperimentController::viewsCleared, this,
            [this] { m_toolbar->setRewindable(false); });
    connect(m_experiment, &ExperimentController::runShown, this, [this] {
        m_messages->clear();
        m_toolbar->setRewindable(true);
        m_runs->selectFile(m_experiment->shownFile());
    });
    connect(m_run, &RunController::started, m_runs, [this](const QString& file) {
        if (m_run->planned() == 1) // one of many seeds stays in its group
            m_runs->revealFile(file);
    });
    connect(m_run, &RunController::stateChanged, m_views,
            [this](RunState state) { m_views->setAwaited(state != RunState::Idle); });
    connect(m_editor, &SpecEditor::presetChosen, m_views, &ViewGrid::showViews);
    connect(m_experiment, &ExperimentController::summaryDetailed, m_summary,
            &SummaryPanel::showSummary);
    connect(m_experiment, &ExperimentController::viewsCleared, m_summary, &SummaryPanel::clear);
    connect(m_experiment, &ExperimentController::progressShown, m_status,
            &StatusLine::showProgress);
}

void MainWindow::connectFiles()
{
    m_toolbar->setExportMenu(m_files->menu());
    connect(m_toolbar, &TransportBar::openRequested, m_files, &FileDesk::chooseFile);
    connect(m_views, &ViewGrid::saveRequested, m_files, &FileDesk::saveView);
    connect(new FileDrop(*this), &FileDrop::dropped, m_files, &FileDesk::open);
    m_messages->listenTo(*m_files);
}

void MainWindow::connectLibrary()
{
    connect(m_runs, &RunsTable::openRequested, m_experiment, &ExperimentController::show);
    connect(m_desk, &RunsDesk::renamed, m_experiment, &ExperimentController::renameShown);
    m_messages->listenTo(*m_run);
    m_messages->listenTo(*m_experiment, *m_editor);
    auto* const resume = new ResumeDesk(*m_toolbar, *m_editor, *m_experiment, *m_run, this);
    connect(resume, &ResumeDesk::failed, m_messages, &WindowMessages::showError);
    m_messages->listenTo(*m_desk);
    m_messages->listenTo(*m_study);
    auto* const guard = new CloseGuard(*m_run, *this);
    m_messages->listenTo(*guard);
    new LongRunWatch(*m_run, *this);
}

void MainWindow::chooseSeeds(int count)
{
    m_toolbar->setSeeds(count);
}

Session MainWindow::session() const
{
    return {.geometry = m_presentation->geometry(),
            .panes = m_presentation->panes(),
            .spec = m_editor->spec(),
            .seeds = m_experiment->seeds(),
            .shownFile =
                m_library->opening().isEmpty() ? m_experiment->shownFile() : m_library->opening(),
            .overlays = m_library->overlays()->checked(),
            .logSteps = m_toolbar->isLogScale()};
}

void MainWindow::restore(const Session& session)
{
    restoreGeometry(session.geometry);
    m_panes->restore(session.panes);
    if (session.spec)
        m_editor->startWith(*session.spec);
    m_toolbar->setSeeds(session.seeds);
    m_toolbar->setLogScale(session.logSteps);
    if (QFileInfo::exists(session.shownFile))
        m_experiment->showBesideForm(session.shownFile);
    m_library->overlays()->drawOnceListed(session.overlays);
}

} // namespace grokking

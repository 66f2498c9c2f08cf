// SPDX-FileCopyrightText: 2026 Grokking Explorer contributors
// SPDX-License-Identifier: GPL-3.0-or-later
// The window: lays out the parts and connects them. The parts know nothing of each other; the spec
// on the form is in SpecEditor, the run on the views in ExperimentController. GUI thread only.
#pragma once

#include "app/window/experiment_controller.h"
#include "app/window/run_controller.h"
#include "app/window/run_library.h"

#include <QMainWindow>

class QLabel;
class QSplitter;

namespace grokking {

class ArrangementKeeper;
class ErrorComplexityView;
class FileDesk;
class MessageBar;
class PaneActions;
class Presentation;
class PresetStory;
class RunEstimator;
class RunsDesk;
class RunsTable;
class SpecForm;
class StatusLine;
class StudyDesk;
class SummaryPanel;
class TransportBar;
class ViewGrid;
class WindowMessages;
struct Preferences;
struct Session;

class MainWindow : public QMainWindow
{
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(MainWindow)

public:
    explicit MainWindow(std::vector<Preset> presets, QWidget* parent = nullptr);
    ~MainWindow() override;

    [[nodiscard]] ExperimentController& experiment() { return *m_experiment; }
    [[nodiscard]] RunController& runs() { return *m_run; }
    [[nodiscard]] StudyDesk& studies() { return *m_study; }

    // Returns what the window looks like and is about, for restore() of a later window.
    [[nodiscard]] Session session() const;
    void restore(const Session& session);

public slots:
    // Sets how many runs, of as many seeds, Run starts.
    void chooseSeeds(int count);

private:
    void layOut();
    void connectToolbar();
    void connectForm();
    void connectEstimate();
    void connectPreferences();
    void apply(const Preferences& preferences);
    void connectViews();
    void connectLibrary();
    void connectFiles();

    RunController* m_run;
    RunLibrary* m_library;
    SpecEditor* m_editor;
    ExperimentController* m_experiment;
    TransportBar* m_toolbar;
    PresetStory* m_story;
    SpecForm* m_form;
    QLabel* m_estimate; // what Run would take
    RunEstimator* m_estimator;
    MessageBar* m_messageBar;
    WindowMessages* m_messages;
    ViewGrid* m_views;
    ErrorComplexityView* m_plane;
    ArrangementKeeper* m_arrangement = nullptr;
    RunsTable* m_runs;
    RunsDesk* m_desk;
    FileDesk* m_files;
    StudyDesk* m_study;
    SummaryPanel* m_summary;
    StatusLine* m_status;
    QSplitter* m_splitter;
    PaneActions* m_panes = nullptr;
    Presentation* m_presentation = nullptr;
};

} // namespace grokking

// SPDX-FileCopyrightText: 2026 Grokking Explorer contributors
// SPDX-License-Identifier: GPL-3.0-or-later
// Studies in the window: shows the chosen one in the place of the form, with its own folder in the
// list of runs and its outcomes below the views, and lets RunController train what is left of it.
// Files and rules are those of `grokking study`. GUI thread only.
#pragma once

#include "app/window/run_controller.h"
#include "app/window/study_state.h"
#include "app/window/study_training.h"

#include <QElapsedTimer>
#include <QObject>
#include <QTimer>

#include <optional>

class QStackedWidget;

namespace grokking {

class ExperimentController;
class OutcomeTable;
class RunLibrary;
class SpecEditor;
class TransportBar;
struct PreparedStudy;

class StudyDesk : public QObject
{
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(StudyDesk)

public:
    // All are borrowed and outlive this.
    StudyDesk(TransportBar& toolbar, SpecEditor& editor, ExperimentController& experiment,
              RunController& runs, RunLibrary& library, QObject* parent = nullptr);
    ~StudyDesk() override;

    // Sets the studies that can be chosen.
    void offer(const std::vector<StudySpec>& studies);
    // Returns the form, or in its place the panel of the chosen study. Takes the form over.
    [[nodiscard]] QWidget* inPlaceOf(QWidget* form);
    // Returns what stands below the views while a study is chosen.
    [[nodiscard]] QWidget* outcomes() const;
    // Returns the id of the chosen study; empty if none is.
    [[nodiscard]] QString chosen() const;

public slots:
    // Chooses a study; any other id goes back to single runs.
    void choose(const QString& id);
    // Trains what is left of the chosen study.
    void run();
    // Sets where single runs are kept; the folders of studies are in it unless chosen otherwise.
    void setRunFolder(const std::filesystem::path& folder);
    // Keeps the runs of the chosen study in this folder from now on.
    void setStudyFolder(const QString& folder);
    void setSeeds(int count);

signals:
    // The study that is chosen now has these runs, there or not; none is chosen if they are empty.
    void runsChosen(const QStringList& files);
    // A picture of what these came to is wanted.
    void pictureRequested();
    void told(const QString& message);
    void failed(const grokking::Error& error);

private:
    struct Choice {
        StudySpec study;
        std::vector<StudyRun> runs;
        std::filesystem::path folder;
        std::optional<StudyState> state; // none: being read
    };

    void connectParts();
    void leave();
    void showChosen();
    void tellRuns();
    void listFolder(const std::filesystem::path& folder);
    void chooseFolder();
    void moveTo(const std::filesystem::path& folder);
    void read();
    void take(const StudyState& state);
    void begin(const std::string& id, const std::filesystem::path& folder, PreparedStudy& prepared);
    void tick();
    void countDone();
    void end();
    void showProgress();
    void showArm(int row);
    [[nodiscard]] bool isChosenTraining() const;
    [[nodiscard]] bool canRun() const;
    [[nodiscard]] QString progressText() const;

    TransportBar& m_toolbar;
    SpecEditor& m_editor;
    ExperimentController& m_experiment;
    RunController& m_runs;
    RunLibrary& m_library;
    StudyPanel* m_panel;      // the stack's
    OutcomeTable* m_outcomes; // the layout's
    QStackedWidget* m_stack = nullptr;
    std::vector<StudySpec> m_studies;
    std::filesystem::path m_runFolder;
    std::optional<Choice> m_choice;
    std::optional<StudyTraining> m_training; // chosen or not
    bool m_preparing = false;
    bool m_reading = false;
    bool m_again = false; // something changed meanwhile
    QElapsedTimer m_readingTime;
    QTimer m_rest; // until the next reading
    QElapsedTimer m_sinceTick;
    QTimer m_tick; // while a study trains
};

} // namespace grokking

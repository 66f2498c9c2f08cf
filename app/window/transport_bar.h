// SPDX-FileCopyrightText: 2026 Grokking Explorer contributors
// SPDX-License-Identifier: GPL-3.0-or-later
// The toolbar: preset, Run / Pause, Step, Stop, Rewind, Reseed, seeds, step axis and colors. Knows
// the state of a run only to enable what can be done. GUI thread only.
#pragma once

#include "app/window/run_controller.h"
#include "core/spec/preset.h"
#include "core/spec/study_spec.h"
#include "widgets/run_view.h"
#include "widgets/theme.h"

#include <QToolBar>

class QMenu;
class QSpinBox;
class QToolButton;
class QUndoStack;

namespace grokking {

class GroupedComboBox;
class ToolbarFit;

// What Run starts while nothing goes on: the experiment on the form, or what is left of the run on
// the views.
enum class RunTarget { Experiment, RestOfRun, LongerRun };

// A chosen study takes the place of the form; one that trains cannot be rewound.
enum class StudyStatus { None, Ready, Blocked, Training };

class TransportBar : public QToolBar
{
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(TransportBar)

public:
    explicit TransportBar(const std::vector<Preset>& presets, QWidget* parent = nullptr);

    // Adds studies at the end of the presets.
    void addStudies(const std::vector<StudySpec>& studies);
    // Adds a button that opens this menu; the menu is borrowed.
    void addViewsMenu(QMenu* menu);
    // Adds buttons that undo and redo what is in this history; it outlives the bar's actions.
    void addHistory(QUndoStack& history);
    // Adds a button at the end for an action of the window, which keeps it, with this icon. Its
    // whatsThis(), if any, is told in the tool tip.
    void addTool(QAction* action, const QString& icon);

    [[nodiscard]] bool isLogScale() const;

public slots:
    // Shows a preset or study as chosen, or none for an empty id. Emits nothing.
    void setPreset(const QString& id);
    // Shows how many seeds Run starts. Emits seedsChosen() if that is a change.
    void setSeeds(int count);
    // Chooses logarithmic or linear step axes. Emits stepScaleChosen() if that is a change.
    void setLogScale(bool on);
    void setState(grokking::RunState state);
    // Enables or disables starting a run.
    void setSpecValid(bool valid);
    // Says at the Run button what a run takes, for example "about 24 s, 14 MB".
    void setEstimate(const QString& estimate);
    // Says whether a run is on the views, which Rewind could go back to the beginning of.
    void setRewindable(bool rewindable);
    void setTarget(grokking::RunTarget target);
    void setStudy(grokking::StudyStatus study);
    // Sets the menu of the Export button; it is not taken over.
    void setExportMenu(QMenu* menu);

signals:
    void presetChosen(const QString& id);
    void runRequested();
    void restRequested();
    void studyRequested();
    void pauseRequested();
    void stepRequested(std::int64_t count);
    void untilRequested(grokking::Milestone milestone);
    void stopRequested();
    void rewindRequested();
    void reseedRequested();
    void seedsChosen(int count);
    void openRequested();
    void stepScaleChosen(grokking::StepScale scale);
    void colorSchemeChosen(grokking::ColorScheme scheme);

protected:
    void changeEvent(QEvent* event) override;
    void resizeEvent(QResizeEvent* event) override;
    void showEvent(QShowEvent* event) override;

private:
    void addPresets(const std::vector<Preset>& presets);
    void addTransport();
    void addSteps();
    void addSeeds();
    void addDisplay();
    void insertTool(QAction* action, const QString& icon, QAction* before);
    QAction* makeAction(const QString& icon, const QString& text, const QKeySequence& key,
                        const QString& help);
    QAction* addIconAction(const QString& icon, const QString& text, const QKeySequence& key,
                           const QString& help);
    // Adds it to those that go into a menu where there is no room.
    QAction* addIconTool(const QString& icon, const QString& text, const QKeySequence& key,
                         const QString& help);
    void start();
    void updateActions();
    [[nodiscard]] QString runText() const;
    void updateIcons();

    GroupedComboBox* m_presets;
    ToolbarFit* m_fit;
    QAction* m_run;
    QAction* m_step;
    QAction* m_stop;
    QAction* m_rewind;
    QAction* m_reseed;
    QSpinBox* m_seeds;
    QAction* m_display; // the first of the buttons at the end
    QAction* m_export;
    QAction* m_logScale;
    QAction* m_dark;
    RunState m_state = RunState::Idle;
    QList<QAction*> m_steps; // in the menu of m_step
    bool m_valid = true;
    bool m_rewindable = false;
    RunTarget m_target = RunTarget::Experiment;
    StudyStatus m_study = StudyStatus::None;
};

} // namespace grokking

// SPDX-FileCopyrightText: 2026 Grokking Explorer contributors
// SPDX-License-Identifier: GPL-3.0-or-later
// What the window is about at the moment: the spec on the form, and the run on the views, which is
// the live one or a stored one. Turns the buttons into commands. GUI thread only.
#pragma once

#include "app/window/run_controller.h"
#include "app/window/run_library.h"
#include "core/spec/preset.h"
#include "core/util/grouping.h"

#include <QObject>

namespace grokking {

class ExperimentController : public QObject
{
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(ExperimentController)

public:
    // Both are borrowed and outlive the controller.
    ExperimentController(std::vector<Preset> presets, RunController& run, RunLibrary& library,
                         QObject* parent = nullptr);

    [[nodiscard]] const std::vector<Preset>& presets() const { return m_presets; }
    [[nodiscard]] const ExperimentSpec& spec() const { return m_spec; }
    // Returns the file of the run on the views; empty if there is none.
    [[nodiscard]] QString shownFile() const { return m_shownFile; }

public slots:
    // Puts a preset on the form; an unknown id is ignored.
    void choosePreset(const QString& id);
    // Takes an edit of the form.
    void edit(const grokking::ExperimentSpec& spec);
    // Starts a run of the spec on the form, or goes on with a paused one.
    void runOrResume();
    void step(std::int64_t count);
    // Back to step 0 of the shown run with its seed; changes made while it ran are replayed.
    void rewind();
    // Takes the next seed, and starts over if a run goes on.
    void reseed();
    // Drops the replay of live changes that rewind() set up.
    void forgetReplay();
    // Shows a run on the views: the live one, or a stored one once it is read.
    void show(const QString& file);

signals:
    // The form is to show this spec.
    void specChanged(const grokking::ExperimentSpec& spec);
    void presetShown(const grokking::Preset& preset);
    void problemsFound(const std::vector<grokking::SpecProblem>& problems);
    void groupsChanged(const grokking::Grouping& grouping);
    // The views are to forget the run they show.
    void viewsCleared();
    // The views are to show this history; `live` histories go on by runUpdated().
    void runShown(const grokking::RunHistory& history, const grokking::RunSummary& summary);
    void runUpdated(const grokking::RunUpdate& update);
    void summaryShown(const grokking::RunSummary& summary);
    // The status line is to say how the live run goes, or what the stored run came to.
    void progressShown(const grokking::RunProgress& progress);
    // The live run is over and its file complete.
    void runFinished();
    void replayPrepared(int changes);
    void failed(const grokking::Error& error);

private:
    void setSpec(ExperimentSpec spec);
    void publishProblems();
    void start(std::optional<std::int64_t> steps = std::nullopt);
    void showOpened(const OpenedRun& run);
    void showStarted(const RunStarted& started);
    void showLiveRow();

    std::vector<Preset> m_presets;
    RunController& m_run;
    RunLibrary& m_library;
    ExperimentSpec m_spec;
    ExperimentSpec m_shownSpec; // of the stored run on the views
    QString m_shownFile;
};

} // namespace grokking

// SPDX-FileCopyrightText: 2026 Grokking Explorer contributors
// SPDX-License-Identifier: GPL-3.0-or-later
// What the window is about at the moment: the spec on the form (SpecEditor) and the run on the
// views, which is a live one or a stored one. Turns the buttons into commands. GUI
// thread only.
#pragma once

#include "app/window/live_rows.h"
#include "app/window/run_controller.h"
#include "app/window/run_library.h"
#include "app/window/spec_editor.h"
#include "widgets/summary_panel.h"

#include <QObject>

namespace grokking {

class ExperimentController : public QObject
{
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(ExperimentController)

public:
    // All are borrowed and outlive the controller.
    ExperimentController(SpecEditor& editor, RunController& run, RunLibrary& library,
                         QObject* parent = nullptr);

    [[nodiscard]] const ExperimentSpec& spec() const { return m_editor.spec(); }
    // Returns the file of the run on the views; empty if there is none.
    [[nodiscard]] QString shownFile() const { return m_shownFile; }
    // Returns the spec of that run, with the changes made while it ran as schedule; nullopt if
    // there is none.
    [[nodiscard]] std::optional<ExperimentSpec> shownSpec() const;
    // Returns what the summary leaves out of that run; without its phase, which is one of it.
    [[nodiscard]] SummaryDetails shownDetails() const;
    // Returns how many runs, of as many seeds, Run starts.
    [[nodiscard]] int seeds() const { return m_seeds; }

public slots:
    // Puts a preset on the form; an unknown id is ignored.
    void choosePreset(const QString& id) { m_editor.choosePreset(id); }
    // Takes an edit of the form.
    void edit(const grokking::ExperimentSpec& spec) { m_editor.edit(spec); }
    // Sets how many runs Run starts: with the seed on the form and those after it; at least 1.
    void setSeeds(int count);
    // Starts runs of the spec on the form, or goes on with paused ones.
    void runOrResume();
    void step(std::int64_t count);
    // Runs each seed until it pauses at its own t1 or t2; says so where that is reached already.
    void runUntil(grokking::Milestone milestone);
    // Back to step 0 of the shown run with its seed; changes made while it ran are replayed.
    void rewind();
    // Takes the next seed, and starts over if a run goes on.
    void reseed();
    // The file of a run has another name now.
    void renameShown(const QString& from, const QString& to);
    // Shows a run on the views: a live one, or a stored one once it is read, whose spec goes onto
    // the form while no run trains. A run is known by its absolute path.
    void show(const QString& path);
    // Shows a run, but leaves the form as it is.
    void showBesideForm(const QString& file);

signals:
    // The views are to forget the run they show.
    void viewsCleared();
    // The views are to show this history; that of a live run goes on by runUpdated().
    void runShown(const grokking::RunHistory& history, const grokking::RunSummary& summary);
    void runUpdated(const grokking::RunUpdate& update);
    void summaryShown(const grokking::RunSummary& summary);
    // Follows each summary of the run on the views.
    void summaryDetailed(const grokking::RunSummary& summary,
                         const grokking::SummaryDetails& details);
    // The status line is to say how the live runs go, or what the stored run came to.
    void progressShown(const grokking::RunProgress& progress);
    // All live runs are over and their files complete.
    void runFinished();
    void replayPrepared(int changes);
    void noticed(const QString& message);
    void failed(const grokking::Error& error);

private:
    void connectRuns();
    void start(std::optional<std::int64_t> steps = std::nullopt,
               std::optional<Milestone> goal = std::nullopt);
    [[nodiscard]] Result<std::vector<PlannedRun>> plans() const;
    void setShown(const QString& file);
    void showOpened(const OpenedRun& run);
    void showStarted(const QString& file);
    [[nodiscard]] bool isSiblingOfShown(const LiveRun& run) const;
    // Returns the run of this file that the window knows more of than its file tells, or nullptr.
    [[nodiscard]] LiveRun* findLive(const QString& file) const;
    void releaseClosed(const QString& file);
    void showProgress();

    SpecEditor& m_editor;
    RunController& m_run;
    RunLibrary& m_library;
    ExperimentSpec m_shownSpec;    // of the stored run on the views
    SummaryDetails m_shownDetails; // likewise
    QString m_shownFile;
    bool m_keepsForm = false; // when the run is read that was asked for last
    int m_seeds = 1;
    LiveRows m_rows;
};

} // namespace grokking

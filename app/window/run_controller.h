// SPDX-FileCopyrightText: 2026 Grokking Explorer contributors
// SPDX-License-Identifier: GPL-3.0-or-later
// Runs a group of experiments for the window, some of them side by side: one with several seeds, or
// those of a study. Owns their sessions and files, looks at their events at most 30 times a second
// and passes them on as signals. A run is known by its file. Never waits for a run. GUI thread
// only.
#pragma once

#include "app/window/live_run.h"

#include <QObject>
#include <QThreadPool>
#include <QTimer>

#include <deque>
#include <memory>
#include <optional>
#include <vector>

namespace grokking {

class RunController : public QObject
{
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(RunController)

public:
    // Lets as many runs go on at a time as there are cores and memory for.
    explicit RunController(QObject* parent = nullptr);
    // Stops all runs, waits for their last steps and closes their files.
    ~RunController() override;

    // Returns what the group does: Running if any of its runs is.
    [[nodiscard]] RunState state() const { return m_state; }
    // Returns the runs of the present or last group that have begun, in order; of those that have
    // not yet started() there may be no file.
    [[nodiscard]] const std::vector<std::unique_ptr<LiveRun>>& runs() const { return m_runs; }
    // Returns the run with this file among them, or nullptr.
    [[nodiscard]] LiveRun* find(const QString& file) const;
    // Returns how many runs the group has in all, and how many of them are over; those of a study
    // that were finished before count.
    [[nodiscard]] std::size_t planned() const
    {
        return m_group.doneBefore + m_runs.size() + m_waiting.size();
    }
    [[nodiscard]] std::size_t done() const;

    // Returns whether runs have yet to begin.
    [[nodiscard]] bool hasWaiting() const { return !m_waiting.empty(); }
    // Returns whether the group is a study.
    [[nodiscard]] bool isStudy() const { return m_group.kind == GroupKind::Study; }

    // Sets how many runs go on at a time from the next group on, if there is the memory for it.
    void setRunsAtOnce(std::size_t runs) { m_runsAtOnce = runs; }

public slots:
    // Starts a group, at least one run; their specs differ in nothing but the seed. Ends the
    // present group first. With `steps` its runs pause after that many, with `goal` there.
    void start(const std::vector<grokking::PlannedRun>& plans,
               std::optional<std::int64_t> steps = std::nullopt,
               std::optional<Milestone> goal = std::nullopt);
    // Starts the remaining runs of a study, at least one, of which `doneBefore` are finished: runs
    // of different experiments, whose settings are not to be changed. Ends the present group first.
    void startStudy(const std::vector<grokking::PlannedRun>& plans, std::size_t doneBefore);
    // These act on all runs of the group. A run that has not begun gets the changes at step 0, and
    // does not begin while the others are paused.
    void pause();
    void resume(); // and tries again to write what could not be written
    void step(std::int64_t count);
    // Lets each run go on to the evaluation that first shows its own t1 or t2, and pause there. One
    // that has got there gives its place to the next run, as long as there is the memory.
    void runUntil(grokking::Milestone milestone);
    // Has no effect on a study.
    void change(const QString& path, double value);
    // Ends the runs that go on; those that have not begun never do.
    void stop();

signals:
    // A new group begins; runs() and find() know nothing of the last one any more.
    void began();
    // A run is ready: data and learner are there, and the first sample follows.
    void started(const QString& file);
    void updated(const QString& file, const grokking::RunUpdate& update);
    // What is known of a run has changed: its last sample, summary or state.
    void changed(const QString& file);
    void stateChanged(grokking::RunState state);
    // Some time has passed; progress() of the runs tells more.
    void progressed();
    void noticed(const QString& message);
    // A run could not start or go on, or the end of its file could not be written.
    void failed(const grokking::Error& error);
    // A file cannot be written; the runs are paused.
    void writingFailed(const grokking::Error& error);
    // A run is over and its file complete.
    void closed(const QString& file);
    // The whole group is over and its files are complete.
    void finished();

private:
    enum class GroupKind { Seeds, Study };
    struct Group {
        GroupKind kind = GroupKind::Seeds;
        std::vector<PlannedRun> plans;     // until they wait
        std::optional<std::int64_t> steps; // after which a run that begins pauses
        std::optional<Milestone> goal;     // likewise
        std::size_t doneBefore = 0;        // other runs of the group
    };

    void startGroup(Group group);
    // Returns whether it began: there may not be the memory.
    bool launch(Group group);
    void writeAgain() const;
    // Begins waiting runs as cores become free.
    void advance();
    // Makes its file, which may take a while, and goes on with open().
    void prepare(PlannedRun plan);
    void open(const QString& file, const std::shared_ptr<Result<BegunRun>>& begun);
    void abandon(const LiveRun& run);
    void order(TrainingSession& session) const;
    void look();
    void lookAt(LiveRun& run);
    void close(LiveRun& run);
    void reportClosed(const QString& file, const Status& status);
    void endGroup();
    void pauseForDisk(const QString& file, const Error& error);
    void updateState();
    [[nodiscard]] RunState groupState() const;
    [[nodiscard]] std::size_t active() const;
    [[nodiscard]] std::size_t working() const;
    template <class Command>
    void forEachSession(Command command) const;

    std::size_t m_runsAtOnce; // wanted
    std::size_t m_jobs = 1;   // runs side by side
    std::size_t m_room = 1;   // runs that fit into memory, at least m_jobs
    std::vector<std::unique_ptr<LiveRun>> m_runs;
    std::deque<PlannedRun> m_waiting;
    std::vector<SettingChange> m_changes; // made since the group began
    Group m_group;
    bool m_held = false; // paused: no waiting run begins
    bool m_stopping = false;
    std::size_t m_closing = 0;   // files still being closed
    std::optional<Group> m_next; // waits for the present group to end
    RunState m_state = RunState::Idle;
    QTimer m_timer;
    QThreadPool m_files; // makes and closes run files; what the library reads keeps none waiting
};

} // namespace grokking

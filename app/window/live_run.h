// SPDX-FileCopyrightText: 2026 Grokking Explorer contributors
// SPDX-License-Identifier: GPL-3.0-or-later
// One run of the window while it trains and after: its session, its file, and what it has shown so
// far. Owned by RunController, which looks at it now and then. GUI thread only.
#pragma once

#include "core/detection/detector.h"
#include "core/detection/slingshots.h"
#include "core/events/event_queue.h"
#include "core/events/run_history.h"
#include "core/store/run_recorder.h"
#include "core/train/training_session.h"
#include "widgets/status_line.h"

#include <QDateTime>
#include <QElapsedTimer>
#include <QString>

#include <deque>
#include <memory>
#include <optional>

namespace grokking {

enum class RunState { Idle, Preparing, Running, Paused, Stopping };

enum class RunBeginning { New, GoOn };

// A run to be made: `spec` is valid and `file` unused. Or one to go on with up to the steps of
// `spec`: all else is in its file.
struct PlannedRun {
    ExperimentSpec spec;
    QString file;
    RunBeginning beginning = RunBeginning::New;
};

// A run whose file is ready to take it.
struct BegunRun {
    ExperimentSpec spec;
    std::unique_ptr<RunRecorder> recorder;
    std::optional<ResumePoint> resumePoint;
    std::vector<TrainingEvent> earlier; // what it has told up to there
};

// Makes the file of a new run, or opens that of one to go on with; may take a while. Any thread.
[[nodiscard]] Result<BegunRun> begin(const PlannedRun& plan);

// What arrived for the views since the last look, by kind and in order.
struct RunUpdate {
    std::vector<Sampled> samples;
    std::vector<Observed> observations;
    std::vector<ParameterChanged> changes;

    [[nodiscard]] bool isEmpty() const
    {
        return samples.empty() && observations.empty() && changes.empty();
    }
};

// All that arrived since the last look.
struct RunNews {
    bool started = false;
    bool over = false;       // nothing follows
    bool summarized = false; // summary() is a new one
    RunUpdate update;
    std::vector<std::string> notices;
    std::optional<Error> failure; // the run could not start or go on
};

class LiveRun
{
public:
    explicit LiveRun(PlannedRun plan);

    // Makes the session, not started, which writes into its file.
    TrainingSession& open(BegunRun begun);
    // Returns the session for commands; nullptr before open() and once the run is over.
    [[nodiscard]] TrainingSession* session() const { return m_session.get(); }
    // Returns whether the run has ended.
    [[nodiscard]] bool isOver() const { return m_state == RunState::Idle; }
    [[nodiscard]] RunRecorder* recorder() const { return m_recorder.get(); }

    // Takes what the run has told since the last call.
    [[nodiscard]] RunNews takeNews();

    // What is left of a run that is over: its thread is about to end, and closing its file may
    // take a while, so both are given away to be destroyed where waiting does no harm.
    struct Remains {
        std::unique_ptr<RunRecorder> recorder;
        std::unique_ptr<TrainingSession> session; // last: ends before the recorder
    };
    [[nodiscard]] Remains takeRemains();

    // Returns Preparing, Running or Paused, and Idle once the run is over.
    [[nodiscard]] RunState state() const { return m_state; }
    [[nodiscard]] const QString& file() const { return m_plan.file; }
    [[nodiscard]] const ExperimentSpec& spec() const { return m_plan.spec; }
    [[nodiscard]] bool isNew() const { return m_plan.beginning == RunBeginning::New; }
    [[nodiscard]] const QDateTime& launched() const { return m_launched; }
    // Returns what the run has shown, which grows while it goes on.
    [[nodiscard]] std::shared_ptr<const RunHistory> history() const { return m_history; }
    // Returns what detection said of the news taken so far, at most a tenth of a second ago.
    [[nodiscard]] const RunSummary& summary() const { return m_summary; }
    // Lets go of history() once the run is over: its file has it as well.
    void releaseHistory();
    // Returns t1 and t2 of that news by each definition.
    [[nodiscard]] std::vector<DefinitionTimes> definitions() const
    {
        return m_detector.definitions();
    }
    // Returns its slingshots so far.
    [[nodiscard]] const std::vector<Slingshot>& slingshots() const
    {
        return m_slingshots.slingshots();
    }
    // Returns where the run reached a milestone according to that, or nullopt.
    [[nodiscard]] const std::optional<Crossing>& crossing(Milestone milestone) const
    {
        return milestone == Milestone::Memorized ? m_summary.t1 : m_summary.t2;
    }
    // Returns the spec with the changes made while it ran as schedule.
    [[nodiscard]] ExperimentSpec replaySpec() const;
    // Returns step, rate and last values; the state's name is the caller's.
    [[nodiscard]] RunProgress progress();

private:
    void take(const TrainingEvent& event, RunNews& news);
    void summarize();
    [[nodiscard]] bool isSummaryDue(RunState before) const;
    [[nodiscard]] double stepsPerSecond();

    PlannedRun m_plan;
    QDateTime m_launched;
    EventQueue m_queue;
    std::vector<TrainingEvent> m_earlier; // of a run gone on with, until it starts
    std::unique_ptr<RunRecorder> m_recorder;
    std::unique_ptr<TrainingSession> m_session; // after the sinks: its thread ends before them
    std::shared_ptr<RunHistory> m_history = std::make_shared<RunHistory>();
    Detector m_detector;
    SlingshotWatch m_slingshots;
    RunSummary m_summary;
    bool m_summaryLags = false;
    QElapsedTimer m_sinceSummary;
    RunState m_state = RunState::Preparing;
    QElapsedTimer m_clock;
    std::deque<std::pair<qint64, std::int64_t>> m_recentSteps; // (ms, step), the last second
};

} // namespace grokking

// SPDX-FileCopyrightText: 2026 Grokking Explorer contributors
// SPDX-License-Identifier: GPL-3.0-or-later
// Runs one experiment for the window: owns its session and its recorder, drains its events at most
// 30 times a second and passes them on as signals. Never waits for the run. GUI thread only.
#pragma once

#include "core/detection/detector.h"
#include "core/events/event_queue.h"
#include "core/events/run_history.h"
#include "core/store/run_recorder.h"
#include "core/train/training_session.h"
#include "widgets/status_line.h"

#include <QDateTime>
#include <QElapsedTimer>
#include <QObject>
#include <QString>
#include <QTimer>

#include <deque>
#include <memory>
#include <optional>

namespace grokking {

enum class RunState { Idle, Preparing, Running, Paused, Stopping };

// What arrived since the last look, by kind and in order.
struct RunUpdate {
    std::vector<Sampled> samples;
    std::vector<Observed> observations;
    std::vector<ParameterChanged> changes;
};

class RunController : public QObject
{
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(RunController)

public:
    explicit RunController(QObject* parent = nullptr);
    // Stops the run, waits for its last step and closes its file.
    ~RunController() override;

    [[nodiscard]] RunState state() const { return m_state; }
    // Returns the file of the present or last run; empty before the first.
    [[nodiscard]] QString file() const { return m_file; }
    // Returns when the present or last run was started.
    [[nodiscard]] QDateTime launched() const { return m_launched; }
    // Returns what the present or last run has shown.
    [[nodiscard]] std::shared_ptr<const RunHistory> history() const { return m_history; }
    [[nodiscard]] RunSummary summary() const;
    // Returns the spec of the present or last run with the changes made while it ran as schedule.
    [[nodiscard]] ExperimentSpec replaySpec() const;

public slots:
    // Starts a run that is stored in `file`; `spec` is valid. Ends the present run first. With
    // `steps` it pauses after that many.
    void start(const grokking::ExperimentSpec& spec, const QString& file,
               std::optional<std::int64_t> steps = std::nullopt);
    void pause();
    void resume();
    void step(std::int64_t count);
    void stop();
    void change(const QString& path, double value);
    // Tries again to write what did not fit on the disk, and goes on.
    void retryWriting();

signals:
    void started(const grokking::RunStarted& started);
    void updated(const grokking::RunUpdate& update);
    void summaryChanged(const grokking::RunSummary& summary);
    void stateChanged(grokking::RunState state);
    void progressChanged(const grokking::RunProgress& progress);
    void noticed(const QString& message);
    // The run could not start or go on, or the end of its file could not be written.
    void failed(const grokking::Error& error);
    // Its file cannot be written; the run is paused.
    void writingFailed(const grokking::Error& error);
    // The run is over and its file is complete.
    void finished();

private:
    struct Request {
        ExperimentSpec spec;
        QString file;
        std::optional<std::int64_t> steps;
    };

    void launch(const Request& request);
    void drain();
    void take(const TrainingEvent& event, RunUpdate& update);
    void endSession();
    void setState(RunState state);
    void publishProgress();
    [[nodiscard]] double stepsPerSecond();

    EventQueue m_queue;
    std::unique_ptr<RunRecorder> m_recorder;
    std::unique_ptr<TrainingSession> m_session;
    std::shared_ptr<RunHistory> m_history;
    std::optional<Detector> m_detector;
    std::optional<ExperimentSpec> m_spec;
    std::optional<Request> m_next; // waits for the present run to end
    QString m_file;
    QDateTime m_launched;
    RunState m_state = RunState::Idle;
    QTimer m_timer;
    QElapsedTimer m_clock;
    std::deque<std::pair<qint64, std::int64_t>> m_recentSteps; // (ms, step), the last second
};

} // namespace grokking

// SPDX-FileCopyrightText: 2026 Grokking Explorer contributors
// SPDX-License-Identifier: GPL-3.0-or-later
// One run on a thread of its own: prepares data and learner, trains, and reports to its sinks.
// Create, command and destroy it from one thread; sinks are called from the run's thread.
#pragma once

#include "core/events/event_sink.h"
#include "core/events/training_event.h"
#include "core/spec/experiment_spec.h"
#include "core/train/run_control.h"

#include <atomic>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <thread>
#include <utility>
#include <vector>

namespace grokking {

// Where a stored run goes on.
struct ResumePoint {
    CheckpointTaken checkpoint;
    std::vector<Sampled> samples; // those up to the checkpoint
    std::size_t changes = 0;      // entries of the schedule applied and published by then
    Environment environment = {}; // of the run's first start; its data are held against it
};

// How the thread of a run shares a core with others: a run under a window gives way to it.
enum class RunPriority { Normal, Lower };

class TrainingSession
{
public:
    // `spec` is valid. The sinks are borrowed and must outlive the session.
    TrainingSession(ExperimentSpec spec, std::vector<EventSink*> sinks,
                    std::optional<ResumePoint> resumePoint = std::nullopt);
    // Stops the run and waits for its thread.
    ~TrainingSession();
    TrainingSession(const TrainingSession&) = delete;
    TrainingSession& operator=(const TrainingSession&) = delete;

    // Starts the thread; at most once.
    void start(RunPriority priority = RunPriority::Normal);

    // Commands; they return at once and act at the next step boundary.
    void pause() { m_control.pause(); }
    void resume() { m_control.resume(); }
    void step(std::int64_t count) { m_control.step(count); }
    void runUntil(Milestone milestone) { m_control.runUntil(milestone); }
    void change(SettingChange change) { m_control.change(std::move(change)); }
    // Ends the run after the step in progress, with a checkpoint.
    void stop() { m_thread.request_stop(); }

    [[nodiscard]] const ExperimentSpec& spec() const { return m_spec; }
    [[nodiscard]] bool isStarted() const { return m_thread.joinable(); }
    // Returns whether the last event (Finished or Failed) has been published.
    [[nodiscard]] bool isFinished() const { return m_finished.load(); }
    // Returns the share done of what the data set needs before it can be made (prepareNeeds()), 0
    // to 1; nullopt while there is nothing of that kind to do.
    [[nodiscard]] std::optional<double> preparation() const
    {
        const double share = m_prepared.load();
        return share < 0.0 ? std::nullopt : std::optional(share);
    }
    // Returns the steps done so far.
    [[nodiscard]] std::int64_t currentStep() const { return m_step.load(); }

private:
    void work(const std::stop_token& stop);
    Status train(EventSink& sink, const std::stop_token& stop);

    ExperimentSpec m_spec;
    std::vector<EventSink*> m_sinks;
    std::optional<ResumePoint> m_resumePoint;
    RunControl m_control;
    std::atomic<std::int64_t> m_step;
    std::atomic<double> m_prepared = -1.0; // share; negative: nothing is being prepared
    std::atomic<bool> m_finished = false;
    std::jthread m_thread; // last: joins before the rest is destroyed
};

} // namespace grokking

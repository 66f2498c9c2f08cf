// SPDX-FileCopyrightText: 2026 Grokking Explorer contributors
// SPDX-License-Identifier: GPL-3.0-or-later
// The training loop: one for all learners. At each step boundary it applies changes, evaluates
// where the schedule says so, obeys commands, and lets the learner do one step. Publishes what
// happens. Used by one thread, the run's own; everything it is given is borrowed and outlives it.
#pragma once

#include "core/detection/detector.h"
#include "core/events/event_sink.h"
#include "core/learners/learner.h"
#include "core/metrics/metric_catalog.h"
#include "core/train/batch_sampler.h"
#include "core/train/checkpoint.h"
#include "core/train/evaluation_schedule.h"
#include "core/train/run_control.h"

#include <atomic>
#include <chrono>
#include <optional>
#include <span>
#include <stop_token>
#include <vector>

namespace grokking {

class Trainer
{
public:
    // `progress` is set to the number of steps done.
    Trainer(const ExperimentSpec& spec, const Dataset& dataset, Learner& learner,
            RunControl& control, EventSink& sink, std::atomic<std::int64_t>& progress);

    // Goes back to a checkpoint of the same experiment; `samples` are those up to it, and the first
    // `changes` entries of the schedule were applied by then. Before run().
    Status restore(const Checkpoint& checkpoint, std::span<const Sampled> samples,
                   std::size_t changes);

    // Trains until the last step, the evaluation of training.stopAfterT2, divergence, or a stop,
    // which leaves a checkpoint. Publishes RunStarted first and Finished last.
    void run(const std::stop_token& stop);

private:
    using Clock = std::chrono::steady_clock;

    [[nodiscard]] RunEnd loop(const std::stop_token& stop);
    void publishStarted();
    void takeSnapshot();
    // Returns false if stop was requested before the sample was complete.
    bool sample(SampleKind kind, const std::stop_token& stop);
    // Returns what the metrics say at this step; incomplete once stop is requested.
    [[nodiscard]] std::vector<Observed> observe(SampleKind kind, const MetricContext& context);
    // Returns whether the run ends at this sample, the detector's last, as training.stopAfterT2
    // says.
    [[nodiscard]] bool isEnoughAt(const Sampled& sample) const;
    void publishCheckpoint();
    [[nodiscard]] bool isCheckpointDue() const;
    void applySchedule();
    void applyChange(const SettingChange& change);
    // Obeys commands until the next step may be done; returns early on stop.
    void obey(const std::stop_token& stop);
    [[nodiscard]] bool mustWait();
    void waitWhilePaused(const std::stop_token& stop);

    const ExperimentSpec& m_spec;
    const Dataset& m_dataset;
    Learner& m_learner;
    RunControl& m_control;
    EventSink& m_sink;
    std::atomic<std::int64_t>& m_progress;

    EvaluationSchedule m_schedule;
    BatchSampler m_batches;
    Detector m_detector;
    // Those that apply, decided once: a file of the data may be gone while the run goes on.
    std::vector<const Metric*> m_metrics;
    RunStarted m_started;
    std::int64_t m_step = 0;
    bool m_sampled = false;        // at m_step
    bool m_snapshotLooked = false; // whether there is one at m_step
    bool m_isEnough = false;       // the run ends here
    std::size_t m_nextChange = 0;
    std::string m_diverged;
    Clock::time_point m_start;
    std::optional<Clock::time_point> m_lastCheckpoint;
    Clock::duration m_pausedFor{};
};

} // namespace grokking

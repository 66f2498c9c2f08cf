// SPDX-FileCopyrightText: 2026 Grokking Explorer contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/train/trainer.h"

#include "core/learners/learner_catalog.h"
#include "core/metrics/layer_norms.h"
#include "core/train/preparation.h"
#include "core/train/run_memory.h"

#include <algorithm>
#include <numeric>
#include <utility>

namespace grokking {

namespace {

constexpr std::chrono::seconds longestCheckpointInterval{20};
constexpr std::chrono::seconds shortestCheckpointInterval{1};
constexpr std::string_view optimizerPrefix = "training.optimizer.";

SplitScore scoreOf(const Evaluation& evaluation)
{
    return {.loss = evaluation.loss,
            .score = evaluation.score,
            .correct = std::accumulate(evaluation.correct.begin(), evaluation.correct.end(),
                                       std::int64_t{0}),
            .total = std::ssize(evaluation.correct)};
}

bool isEvaluatedAt(std::span<const Sampled> samples, std::int64_t step)
{
    return std::ranges::any_of(samples, [step](const Sampled& sample) {
        return sample.step == step && sample.kind != SampleKind::Manual;
    });
}

std::vector<const Metric*> applicableMetrics(const ExperimentSpec& spec)
{
    std::vector<const Metric*> applicable;
    for (const Metric& metric : metrics())
        if (!metric.applies || metric.applies(spec))
            applicable.push_back(&metric);
    return applicable;
}

} // namespace

Trainer::Trainer(const ExperimentSpec& spec, const Dataset& dataset, Learner& learner,
                 RunControl& control, EventSink& sink, std::atomic<std::int64_t>& progress)
    : m_spec(spec), m_dataset(dataset), m_learner(learner), m_control(control), m_sink(sink),
      m_progress(progress), m_schedule(spec.training),
      m_batches(dataset.train.size(), spec.training.batchSize, spec.seedOf(spec.seeds.batches)),
      m_detector(spec.detection), m_metrics(applicableMetrics(spec))
{
}

Status Trainer::restore(const Checkpoint& checkpoint, std::span<const Sampled> samples,
                        std::size_t changes)
{
    if (const auto status = m_learner.restoreState(checkpoint.learner); !status)
        return status;
    m_step = checkpoint.step;
    m_snapshotLooked = true;
    // The sample taken because the run ended there is not among those that are kept.
    const bool last = m_step >= m_spec.training.steps;
    m_sampled = checkpoint.sampled && (!last || isEvaluatedAt(samples, m_step));
    for (const Sampled& sample : samples)
        m_detector.append(sample);
    m_isEnough = !samples.empty() && samples.back().step == m_step && isEnoughAt(samples.back());
    const auto& schedule = m_spec.training.schedule;
    while (m_nextChange < std::min(changes, schedule.size())) {
        const ScheduledChange& change = schedule[m_nextChange++];
        m_learner.setOptimizerSetting(change.path.substr(optimizerPrefix.size()), change.value);
    }
    return Success{};
}

void Trainer::run(const std::stop_token& stop)
{
    m_start = Clock::now();
    publishStarted();
    const RunEnd end = loop(stop);
    if (end != RunEnd::Diverged)
        publishCheckpoint();
    const std::chrono::duration<double> seconds = Clock::now() - m_start - m_pausedFor;
    m_sink.publish(Finished{.step = m_step,
                            .end = end,
                            .divergedQuantity = m_diverged,
                            .summary = m_detector.summary(end == RunEnd::Interrupted
                                                              ? Detector::Progress::Running
                                                              : Detector::Progress::Ended),
                            .wallSeconds = seconds.count()});
}

RunEnd Trainer::loop(const std::stop_token& stop)
{
    while (true) {
        m_progress.store(m_step, std::memory_order_relaxed);
        takeSnapshot();
        const bool last = m_step >= m_spec.training.steps;
        const bool scheduled = m_schedule.isEvaluated(m_step);
        if (!m_sampled && (scheduled || last)) {
            if (!sample(scheduled ? SampleKind::Scheduled : SampleKind::Final, stop))
                return RunEnd::Interrupted;
            if (!m_diverged.empty())
                return RunEnd::Diverged;
        }
        if (last || m_isEnough)
            return RunEnd::Completed;
        applySchedule();
        if (m_control.hasOrders())
            obey(stop);
        if (stop.stop_requested())
            return RunEnd::Interrupted;
        if (isCheckpointDue())
            publishCheckpoint();
        if (!m_learner.step(m_step, m_batches.batch(m_step), stop))
            return RunEnd::Interrupted;
        ++m_step;
        m_sampled = m_snapshotLooked = false;
    }
}

// Before everything else that happens at a step: whatever checkpoint there is comes after it.
void Trainer::takeSnapshot()
{
    if (!std::exchange(m_snapshotLooked, true) && m_schedule.isSnapshot(m_step))
        m_sink.publish(SnapshotTaken{
            m_step, std::make_shared<const std::vector<double>>(m_learner.parameters())});
}

void Trainer::publishStarted()
{
    m_started = {.firstStep = m_step,
                 .trainingExamples = m_dataset.train.size(),
                 .testExamples = m_dataset.test.size(),
                 .batchesPerEpoch = m_batches.batchesPerEpoch(),
                 .errorLabel = m_learner.errorLabel(),
                 .complexityLabel = m_learner.complexityLabel(),
                 .classifier = m_learner.scoresAreAccuracies(),
                 .parameters = m_learner.parameterBlocks(),
                 .grouping = m_dataset.grouping,
                 .environment = machineEnvironment()};
    m_started.environment.merge(computingEnvironment(m_learner));
    m_started.environment["memory-estimate-bytes"] = std::to_string(runMemory(m_spec).total());
    if (!m_dataset.fingerprint.empty())
        m_started.environment[dataFingerprintKey] = m_dataset.fingerprint;
    if (!m_dataset.choiceFingerprint.empty())
        m_started.environment[choiceFingerprintKey] = m_dataset.choiceFingerprint;
    m_started.environment["denormals"] = denormalsFlushed() ? "flushed" : "kept";
    m_sink.publish(m_started);
}

bool Trainer::sample(SampleKind kind, const std::stop_token& stop)
{
    const Evaluation train = m_learner.evaluate(Split::Train, stop);
    const Evaluation test = m_learner.evaluate(Split::Test, stop);
    if (stop.stop_requested())
        return false;
    auto parameters = m_learner.parameters();
    auto observations =
        observe(kind, {m_spec, m_started, m_dataset, m_learner, parameters, train, test, stop});
    if (stop.stop_requested())
        return false;
    const Sampled sampled{.step = m_step,
                          .epoch = static_cast<double>(m_step)
                                   / static_cast<double>(m_started.batchesPerEpoch),
                          .kind = kind,
                          .train = scoreOf(train),
                          .test = scoreOf(test),
                          .error = m_learner.error(train),
                          .complexity = m_learner.complexity(),
                          .weightNorm = euclideanNorm(parameters),
                          .learningRate = m_learner.optimizerSetting("learningRate"),
                          .weightDecay = m_learner.optimizerSetting("weightDecay")};
    m_sampled = true;
    if (kind != SampleKind::Manual) // the next evaluation will see it too
        m_diverged = divergedQuantity(sampled);
    m_detector.append(sampled);
    m_isEnough = isEnoughAt(sampled);
    m_sink.publish(sampled);
    for (Observed& observed : observations)
        m_sink.publish(std::move(observed));
    return true;
}

// Decided at scheduled evaluations only, so that looking more often ends no run.
bool Trainer::isEnoughAt(const Sampled& sample) const
{
    if (m_spec.training.stopAfterT2 == 0 || sample.kind != SampleKind::Scheduled)
        return false;
    const auto t2 = m_detector.crossing(Milestone::Generalized);
    return t2 && t2->confirmed && sample.step - t2->step >= m_spec.training.stopAfterT2;
}

std::vector<Observed> Trainer::observe(SampleKind kind, const MetricContext& context)
{
    const auto isAffordable = [this, kind](std::int64_t passes) {
        return kind == SampleKind::Final
               || (kind == SampleKind::Scheduled
                   && m_schedule.isThorough(m_step, passes * m_started.batchesPerEpoch));
    };
    const bool gradient = isAffordable(1);
    const bool severalPasses = isAffordable(passesOfSeveral);
    std::vector<Observed> observations;
    for (const Metric* const metric : m_metrics) {
        if ((metric->cost == MetricCost::FullGradient && !gradient)
            || (metric->cost == MetricCost::SeveralPasses && !severalPasses))
            continue;
        if (auto observation = metric->observe(context))
            observations.push_back({m_step, std::move(*observation)});
    }
    return observations;
}

void Trainer::publishCheckpoint()
{
    auto state = std::make_shared<const std::vector<std::byte>>(
        encode({.step = m_step, .sampled = m_sampled, .learner = m_learner.saveState()}));
    m_sink.publish(CheckpointTaken{m_step, std::move(state)});
    m_lastCheckpoint = Clock::now();
}

// Once before the first step, so that a run killed at any moment can go on; then often at first
// and ever more rarely: a kill costs at most a third of the time trained, beyond the first second.
bool Trainer::isCheckpointDue() const
{
    if (!m_lastCheckpoint)
        return true;
    const auto interval = std::clamp<Clock::duration>(
        (*m_lastCheckpoint - m_start) / 2, shortestCheckpointInterval, longestCheckpointInterval);
    return Clock::now() - *m_lastCheckpoint > interval;
}

void Trainer::applySchedule()
{
    const auto& schedule = m_spec.training.schedule;
    while (m_nextChange < schedule.size() && schedule[m_nextChange].step <= m_step) {
        const ScheduledChange& change = schedule[m_nextChange++];
        applyChange({change.path, change.value});
    }
}

void Trainer::applyChange(const SettingChange& change)
{
    m_learner.setOptimizerSetting(change.path.substr(optimizerPrefix.size()), change.value);
    m_sink.publish(ParameterChanged{m_step, change.path, change.value});
}

void Trainer::obey(const std::stop_token& stop)
{
    for (const SettingChange& change : m_control.takeChanges())
        applyChange(change);
    if (mustWait())
        waitWhilePaused(stop);
}

// A goal is reached at the very evaluation that shows it; between evaluations nothing is looked at.
bool Trainer::mustWait()
{
    if (m_sampled) {
        if (const auto goal = m_control.goal(); goal && m_detector.crossing(*goal))
            m_control.reached(*goal);
    }
    return m_control.mustWait();
}

void Trainer::waitWhilePaused(const std::stop_token& stop)
{
    const auto start = Clock::now();
    if (!m_sampled && !sample(SampleKind::Manual, stop))
        return;
    publishCheckpoint();
    m_sink.publish(Paused{m_step});
    do {
        m_control.waitForOrders(stop);
        for (const SettingChange& change : m_control.takeChanges())
            applyChange(change);
    } while (!stop.stop_requested() && mustWait());
    m_pausedFor += Clock::now() - start;
    if (!stop.stop_requested())
        m_sink.publish(Resumed{m_step});
}

} // namespace grokking

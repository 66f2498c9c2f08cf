// SPDX-FileCopyrightText: 2026 Grokking Explorer contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/window/live_run.h"

#include "app/shared/run_job.h"
#include "core/learners/learner_catalog.h"
#include "core/spec/schedule.h"
#include "core/store/run_reader.h"
#include "core/train/catalogs.h"
#include "core/util/overloaded.h"

#include <utility>

namespace grokking {

namespace {

constexpr qint64 rateWindowMs = 1000;
constexpr qint64 summaryIntervalMs = 100; // it looks at all samples

Result<BegunRun> beginNew(const PlannedRun& plan)
{
    auto recorder = recorderOf({.spec = plan.spec, .file = plan.file.toStdString()});
    if (!recorder)
        return recorder.error();
    return BegunRun{plan.spec, std::move(*recorder), std::nullopt, {}};
}

Result<BegunRun> goOn(const PlannedRun& plan)
{
    const std::string file = plan.file.toStdString();
    auto job = resumeJob(file, plan.spec.training.steps);
    if (!job)
        return job.error();
    auto recorder = recorderOf(*job);
    if (!recorder)
        return recorder.error();
    auto stored = readRun(file, catalogs()); // what came after the checkpoint is gone now
    if (!stored)
        return stored.error();
    return BegunRun{std::move(job->spec), std::move(*recorder), std::move(job->resumePoint),
                    std::move(stored->events)};
}

} // namespace

Result<BegunRun> begin(const PlannedRun& plan)
{
    return plan.beginning == RunBeginning::New ? beginNew(plan) : goOn(plan);
}

LiveRun::LiveRun(PlannedRun plan)
    : m_plan(std::move(plan)), m_launched(QDateTime::currentDateTime()),
      m_detector(m_plan.spec.detection)
{
    m_clock.start();
}

TrainingSession& LiveRun::open(BegunRun begun)
{
    m_plan.spec = std::move(begun.spec);
    m_earlier = std::move(begun.earlier);
    m_recorder = std::move(begun.recorder);
    m_session = std::make_unique<TrainingSession>(
        m_plan.spec, std::vector<EventSink*>{m_recorder.get(), &m_queue},
        std::move(begun.resumePoint));
    return *m_session;
}

RunNews LiveRun::takeNews()
{
    RunNews news;
    const RunState before = m_state;
    news.over = m_session && m_session->isFinished(); // before the last look at the queue
    for (const TrainingEvent& event : m_queue.takeAll()) {
        if (std::holds_alternative<RunStarted>(event)) // goes on behind what it has told before
            for (const TrainingEvent& earlier : std::exchange(m_earlier, {}))
                take(earlier, news);
        take(event, news);
    }
    if (news.over)
        m_state = RunState::Idle;
    m_summaryLags |= !news.update.samples.empty() || news.over;
    news.summarized = isSummaryDue(before);
    if (news.summarized)
        summarize();
    return news;
}

bool LiveRun::isSummaryDue(RunState before) const
{
    return m_summaryLags
           && (m_state != before || !m_sinceSummary.isValid()
               || m_sinceSummary.hasExpired(summaryIntervalMs));
}

void LiveRun::take(const TrainingEvent& event, RunNews& news)
{
    m_history->append(event);
    std::visit(
        Overloaded{
            [this, &news](const RunStarted&) {
                news.started = true;
                m_state = RunState::Running;
            },
            [this, &news](const Sampled& sample) {
                m_detector.append(sample);
                m_slingshots.append(sample);
                news.update.samples.push_back(sample);
            },
            [&news](const Observed& observed) { news.update.observations.push_back(observed); },
            [&news](const ParameterChanged& change) { news.update.changes.push_back(change); },
            [&news](const Notice& notice) { news.notices.push_back(notice.message); },
            [this](const Paused&) { m_state = RunState::Paused; },
            [this](const Resumed&) { m_state = RunState::Running; },
            [&news](const Failed& failure) { news.failure = failure.error; },
            [](const auto&) {},
        },
        event);
}

void LiveRun::summarize()
{
    const auto& end = m_history->finished();
    const bool ended = end && end->end != RunEnd::Interrupted;
    m_summaryLags = false;
    m_sinceSummary.start();
    m_summary = m_detector.summary(ended ? Detector::Progress::Ended : Detector::Progress::Running);
}

LiveRun::Remains LiveRun::takeRemains()
{
    return {std::move(m_recorder), std::move(m_session)};
}

void LiveRun::releaseHistory()
{
    m_history = std::make_shared<RunHistory>();
    m_detector = Detector(m_plan.spec.detection);
    m_slingshots = {};
}

ExperimentSpec LiveRun::replaySpec() const
{
    ExperimentSpec spec = m_plan.spec;
    std::vector<ScheduledChange> recorded;
    for (const ParameterChanged& change : m_history->changes())
        recorded.push_back({change.step, change.path, change.value});
    spec.training.schedule = replaySchedule(std::move(spec.training.schedule), recorded);
    return spec;
}

RunProgress LiveRun::progress()
{
    RunProgress progress{.steps = m_plan.spec.training.steps,
                         .hasWeights = findLearner(m_plan.spec.learner.id)->hasWeights};
    progress.stepsPerSecond = stepsPerSecond();
    if (!m_history->samples().empty())
        progress.last = m_history->samples().back();
    if (m_session && !isOver()) {
        progress.step = m_session->currentStep();
        progress.prepared = m_session->preparation();
    } else if (progress.last) { // as the views say: what it did since was not evaluated
        progress.step = progress.last->step;
    }
    if (progress.stepsPerSecond > 0.0)
        progress.secondsLeft =
            static_cast<double>(progress.steps - progress.step) / progress.stepsPerSecond;
    return progress;
}

double LiveRun::stepsPerSecond()
{
    if (m_state != RunState::Running || !m_session) {
        m_recentSteps.clear();
        return 0.0;
    }
    m_recentSteps.emplace_back(m_clock.elapsed(), m_session->currentStep());
    while (m_recentSteps.back().first - m_recentSteps.front().first > rateWindowMs)
        m_recentSteps.pop_front();
    const auto [firstMs, firstStep] = m_recentSteps.front();
    const auto [lastMs, lastStep] = m_recentSteps.back();
    return lastMs - firstMs < rateWindowMs / 4 ? 0.0
                                               : 1000.0 * static_cast<double>(lastStep - firstStep)
                                                     / static_cast<double>(lastMs - firstMs);
}

} // namespace grokking

// SPDX-FileCopyrightText: 2026 Grokking Explorer contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/train/training_session.h"

#include "core/detection/detector.h"
#include "core/learners/learner_catalog.h"
#include "core/train/preparation.h"
#include "core/train/run_memory.h"
#include "core/train/trainer.h"
#include "core/util/processor.h"

#include <utility>

namespace grokking {

namespace {

// Hands each event to several sinks.
class Fanout final : public EventSink
{
public:
    explicit Fanout(const std::vector<EventSink*>& sinks) : m_sinks(sinks) {}

    void publish(const TrainingEvent& event) override
    {
        for (EventSink* const sink : m_sinks)
            sink->publish(event);
    }

private:
    const std::vector<EventSink*>& m_sinks;
};

// The end of a run that was stopped before it trained: what it had come to earlier stays.
Finished stoppedEarly(const ExperimentSpec& spec, const std::optional<ResumePoint>& from)
{
    Finished finished{.end = RunEnd::Interrupted};
    if (!from)
        return finished;
    finished.step = from->checkpoint.step;
    finished.summary = Detector(spec.detection, from->samples).summary(Detector::Progress::Running);
    return finished;
}

} // namespace

TrainingSession::TrainingSession(ExperimentSpec spec, std::vector<EventSink*> sinks,
                                 std::optional<ResumePoint> resumePoint)
    : m_spec(std::move(spec)), m_sinks(std::move(sinks)), m_resumePoint(std::move(resumePoint)),
      m_step(m_resumePoint ? m_resumePoint->checkpoint.step : 0)
{
}

TrainingSession::~TrainingSession() = default;

void TrainingSession::start(RunPriority priority)
{
    m_thread = std::jthread([this, priority](const std::stop_token& stop) {
        if (priority == RunPriority::Lower)
            lowerThreadPriority();
        work(stop);
    });
}

void TrainingSession::work(const std::stop_token& stop)
{
    flushDenormals();
    Fanout sink(m_sinks);
    const Status status = orMemoryRefused(m_spec, "training", [&] { return train(sink, stop); });
    if (!status)
        sink.publish(Failed{m_step.load(), status.error()});
    m_finished.store(true);
}

Status TrainingSession::train(EventSink& sink, const std::stop_token& stop)
{
    const auto dataset =
        prepareDataset(m_spec, stop, [this](double share) { m_prepared.store(share); });
    m_prepared.store(-1.0);
    if (!dataset)
        return dataset.error();
    if (stop.stop_requested()) { // the data may be incomplete
        sink.publish(stoppedEarly(m_spec, m_resumePoint));
        return Success{};
    }
    if (m_resumePoint)
        if (const auto problem = changedChoiceProblem(*dataset, m_resumePoint->environment))
            return *problem;
    const auto learner = prepareLearner(m_spec, *dataset);
    if (!learner)
        return learner.error();

    Trainer trainer(m_spec, *dataset, **learner, m_control, sink, m_step);
    if (m_resumePoint) {
        const auto checkpoint = decodeCheckpoint(*m_resumePoint->checkpoint.state);
        if (!checkpoint)
            return checkpoint.error();
        if (const auto status =
                trainer.restore(*checkpoint, m_resumePoint->samples, m_resumePoint->changes);
            !status)
            return status;
        m_resumePoint.reset(); // nobody needs its copy of the state again
    }
    if (const std::string warning = computingWarning(**learner); !warning.empty())
        sink.publish(Notice{m_step.load(), warning});
    trainer.run(stop);
    return Success{};
}

} // namespace grokking

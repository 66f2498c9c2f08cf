// SPDX-FileCopyrightText: 2026 Grokking Explorer contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/window/run_controller.h"

#include "core/spec/schedule.h"
#include "core/train/catalogs.h"
#include "core/util/overloaded.h"

#include <QThreadPool>

#include <utility>

namespace grokking {

namespace {

constexpr int refreshIntervalMs = 33;
constexpr qint64 rateWindowMs = 1000;

QString stateText(RunState state)
{
    switch (state) {
    case RunState::Idle:
        return RunController::tr("Ready");
    case RunState::Preparing:
        return RunController::tr("Preparing");
    case RunState::Running:
        return RunController::tr("Running");
    case RunState::Paused:
        return RunController::tr("Paused");
    case RunState::Stopping:
        return RunController::tr("Stopping");
    }
    return {};
}

} // namespace

RunController::RunController(QObject* parent)
    : QObject(parent), m_history(std::make_shared<RunHistory>())
{
    m_clock.start();
    m_timer.setInterval(refreshIntervalMs);
    connect(&m_timer, &QTimer::timeout, this, &RunController::drain);
}

RunController::~RunController()
{
    m_session.reset();
    m_recorder.reset();
    QThreadPool::globalInstance()->waitForDone();
}

RunSummary RunController::summary() const
{
    if (!m_detector)
        return {};
    const auto& end = m_history->finished();
    const bool ended = end && end->end != RunEnd::Interrupted;
    return m_detector->summary(ended ? Detector::Progress::Ended : Detector::Progress::Running);
}

ExperimentSpec RunController::replaySpec() const
{
    ExperimentSpec spec = m_spec.value_or(ExperimentSpec{});
    std::vector<ScheduledChange> recorded;
    for (const ParameterChanged& change : m_history->changes())
        recorded.push_back({change.step, change.path, change.value});
    spec.training.schedule = replaySchedule(std::move(spec.training.schedule), recorded);
    return spec;
}

void RunController::start(const ExperimentSpec& spec, const QString& file,
                          std::optional<std::int64_t> steps)
{
    const Request request{spec, file, steps};
    if (m_session) {
        m_next = request;
        stop();
    } else {
        launch(request);
    }
}

void RunController::launch(const Request& request)
{
    auto recorder = RunRecorder::create(request.file.toStdString(), request.spec, catalogs());
    if (!recorder) {
        emit failed(recorder.error());
        return;
    }
    m_recorder = std::move(*recorder);
    m_recorder->setFailureHandler([this, file = request.file](const Error& error) {
        QMetaObject::invokeMethod(
            this,
            [this, file, error] {
                if (file != m_file || !m_session)
                    return; // closing says what became of an earlier run
                pause();
                emit writingFailed(error);
            },
            Qt::QueuedConnection);
    });
    m_file = request.file;
    m_launched = QDateTime::currentDateTime();
    m_spec = request.spec;
    m_history = std::make_shared<RunHistory>();
    m_detector.emplace(request.spec.detection);
    m_recentSteps.clear();
    m_session = std::make_unique<TrainingSession>(
        request.spec, std::vector<EventSink*>{m_recorder.get(), &m_queue});
    if (request.steps)
        m_session->step(*request.steps);
    m_session->start();
    m_timer.start();
    setState(RunState::Preparing);
}

void RunController::pause()
{
    if (m_session)
        m_session->pause();
}

void RunController::resume()
{
    if (m_session)
        m_session->resume();
}

void RunController::step(std::int64_t count)
{
    if (m_session)
        m_session->step(count);
}

void RunController::stop()
{
    if (!m_session)
        return;
    m_session->stop();
    setState(RunState::Stopping);
}

void RunController::change(const QString& path, double value)
{
    if (m_session)
        m_session->change({path.toStdString(), value});
}

void RunController::retryWriting()
{
    if (m_recorder)
        m_recorder->retry();
    resume();
}

void RunController::drain()
{
    const bool over = m_session && m_session->isFinished(); // before the last look at the queue
    RunUpdate update;
    for (const TrainingEvent& event : m_queue.takeAll())
        take(event, update);
    if (!update.samples.empty() || !update.observations.empty() || !update.changes.empty())
        emit updated(update);
    if (!update.samples.empty() || over)
        emit summaryChanged(summary());
    if (over)
        endSession();
    publishProgress();
}

void RunController::take(const TrainingEvent& event, RunUpdate& update)
{
    m_history->append(event);
    std::visit(
        Overloaded{
            [this](const RunStarted& run) {
                emit started(run);
                if (m_state == RunState::Preparing)
                    setState(RunState::Running);
            },
            [this, &update](const Sampled& sample) {
                m_detector->append(sample);
                update.samples.push_back(sample);
            },
            [&update](const Observed& observed) { update.observations.push_back(observed); },
            [&update](const ParameterChanged& change) { update.changes.push_back(change); },
            [this](const Notice& notice) { emit noticed(QString::fromStdString(notice.message)); },
            [this](const Paused&) { setState(RunState::Paused); },
            [this](const Resumed&) { setState(RunState::Running); },
            [this](const Failed& failure) { emit failed(failure.error); },
            [](const auto&) {},
        },
        event);
}

void RunController::endSession()
{
    m_session.reset(); // its thread has ended
    // Closing writes what is left; on a slow disk that may take a while.
    QThreadPool::globalInstance()->start([recorder = std::shared_ptr(std::move(m_recorder)), this] {
        const Status closed = recorder->close();
        QMetaObject::invokeMethod(
            this,
            [this, closed] {
                if (!closed)
                    emit failed(closed.error());
                emit finished();
            },
            Qt::QueuedConnection);
    });
    m_timer.stop();
    setState(RunState::Idle);
    if (m_next)
        launch(*std::exchange(m_next, std::nullopt));
}

void RunController::setState(RunState state)
{
    const bool leavesStopping = m_state == RunState::Stopping && state != RunState::Idle;
    if (state == m_state || (leavesStopping && m_session))
        return;
    m_state = state;
    emit stateChanged(state);
    publishProgress();
}

double RunController::stepsPerSecond()
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

void RunController::publishProgress()
{
    if (!m_spec)
        return;
    RunProgress progress{.state = stateText(m_state), .steps = m_spec->training.steps};
    progress.stepsPerSecond = stepsPerSecond();
    if (!m_history->samples().empty())
        progress.last = m_history->samples().back();
    if (m_session)
        progress.step = m_session->currentStep();
    else if (m_history->finished())
        progress.step = m_history->finished()->step;
    if (progress.stepsPerSecond > 0.0)
        progress.secondsLeft =
            static_cast<double>(progress.steps - progress.step) / progress.stepsPerSecond;
    if (m_history->started())
        progress.classifier = m_history->started()->classifier;
    if (m_state == RunState::Idle && m_history->finished())
        progress.state = m_history->finished()->end == RunEnd::Completed  ? tr("Finished")
                         : m_history->finished()->end == RunEnd::Diverged ? tr("Diverged")
                                                                          : tr("Stopped");
    emit progressChanged(progress);
}

} // namespace grokking

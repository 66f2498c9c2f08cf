// SPDX-FileCopyrightText: 2026 Grokking Explorer contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/window/run_controller.h"

#include "app/window/background.h"
#include "core/store/run_library.h"
#include "core/train/run_memory.h"
#include "core/util/processor.h"

#include <QCoreApplication>

#include <algorithm>
#include <tuple>
#include <utility>

namespace grokking {

namespace {

constexpr int refreshIntervalMs = 33;
constexpr int stoppingIntervalMs = 5; // who pressed Stop waits for the end

} // namespace

RunController::RunController(QObject* parent) : QObject(parent), m_runsAtOnce(usableCores())
{
    m_timer.setInterval(refreshIntervalMs);
    connect(&m_timer, &QTimer::timeout, this, &RunController::look);
}

RunController::~RunController()
{
    blockSignals(true); // the window around is going, too
    stop();             // all of them, before waiting for the first
    m_files.waitForDone();
    QCoreApplication::sendPostedEvents(this, QEvent::MetaCall); // what open() is to end
    m_runs.clear();
}

LiveRun* RunController::find(const QString& file) const
{
    const auto run = std::ranges::find(m_runs, file, [](const auto& each) { return each->file(); });
    return run == m_runs.end() ? nullptr : run->get();
}

std::size_t RunController::active() const
{
    return static_cast<std::size_t>(
        std::ranges::count_if(m_runs, [](const auto& run) { return !run->isOver(); }));
}

// Returns how many runs need a core: those at their goal wait for another command.
std::size_t RunController::working() const
{
    const auto isAtGoal = [this](const LiveRun& run) {
        return m_group.goal && run.state() == RunState::Paused && run.crossing(*m_group.goal);
    };
    return static_cast<std::size_t>(std::ranges::count_if(
        m_runs, [&](const auto& run) { return !run->isOver() && !isAtGoal(*run); }));
}

std::size_t RunController::done() const
{
    return m_group.doneBefore + m_runs.size() - active();
}

template <class Command>
void RunController::forEachSession(Command command) const
{
    for (const auto& run : m_runs)
        if (TrainingSession* const session = run->session())
            command(*session);
}

void RunController::start(const std::vector<PlannedRun>& plans, std::optional<std::int64_t> steps,
                          std::optional<Milestone> goal)
{
    startGroup({.plans = plans, .steps = steps, .goal = goal});
}

void RunController::startStudy(const std::vector<PlannedRun>& plans, std::size_t doneBefore)
{
    startGroup({.kind = GroupKind::Study, .plans = plans, .doneBefore = doneBefore});
}

void RunController::startGroup(Group group)
{
    if (m_state == RunState::Idle) {
        launch(std::move(group));
    } else {
        m_next = std::move(group);
        stop();
    }
}

bool RunController::launch(Group group)
{
    m_runs.clear(); // and what they have told, before there is asked how much memory is left
    const auto bytes = [](const PlannedRun& plan) { return runMemory(plan.spec).atOnce(); };
    const ExperimentSpec& largest = std::ranges::max_element(group.plans, {}, bytes)->spec;
    if (const auto problem = memoryProblem(largest)) {
        updateState();
        emit failed(*problem);
        return false;
    }
    m_room = runsSideBySide(runMemory(largest), std::max(m_runsAtOnce, group.plans.size()),
                            availableMemory());
    m_jobs = std::min(m_runsAtOnce, m_room);
    m_group = std::move(group);
    m_waiting = {std::make_move_iterator(m_group.plans.begin()),
                 std::make_move_iterator(m_group.plans.end())};
    m_group.plans.clear();
    emit began();
    m_changes.clear();
    m_held = m_stopping = false;
    advance();
    m_held = m_group.steps.has_value();
    if (active() > 0)
        m_timer.start(refreshIntervalMs);
    updateState();
    return true;
}

void RunController::advance()
{
    while (!m_held && !m_waiting.empty() && working() < m_jobs && active() < m_room) {
        PlannedRun plan = std::move(m_waiting.front());
        m_waiting.pop_front();
        prepare(std::move(plan));
    }
}

void RunController::prepare(PlannedRun plan)
{
    m_runs.push_back(std::make_unique<LiveRun>(plan));
    startOn(m_files, [this, plan = std::move(plan)] {
        auto begun = std::make_shared<Result<BegunRun>>(begin(plan));
        callLater(this, [this, file = plan.file, begun] { open(file, begun); });
    });
}

void RunController::open(const QString& file, const std::shared_ptr<Result<BegunRun>>& begun)
{
    LiveRun& run = *find(file); // a group lasts until all its files are made
    if (!*begun) {
        if (run.isNew())
            m_waiting.clear(); // the others would fare no better
        abandon(run);
        emit failed(begun->error());
        return;
    }
    if (m_stopping && run.isNew()) {
        begun->value().recorder.reset(); // closes it
        abandon(run);
        std::ignore = removeRun(file.toStdString());
        return;
    }
    begun->value().recorder->setFailureHandler([this, file](const Error& error) {
        callLater(this, [this, file, error] { pauseForDisk(file, error); });
    });
    TrainingSession& session = run.open(std::move(begun->value()));
    order(session);
    session.start(RunPriority::Lower);
    if (m_stopping) // the file of a run gone on with has lost its end, and gets another
        session.stop();
}

// It has shown nothing: what its file holds, if there is one, is all there is to know.
void RunController::abandon(const LiveRun& run)
{
    std::erase_if(m_runs, [&run](const auto& each) { return each.get() == &run; });
}

// Passes on what was asked for before the run began.
void RunController::order(TrainingSession& session) const
{
    for (const SettingChange& change : m_changes)
        session.change(change);
    if (m_group.steps)
        session.step(*m_group.steps);
    else if (m_group.goal)
        session.runUntil(*m_group.goal);
    else if (m_held)
        session.pause();
}

void RunController::pauseForDisk(const QString& file, const Error& error)
{
    const LiveRun* const run = find(file);
    if (!run || !run->session())
        return; // closing says what became of an earlier run
    pause();
    emit writingFailed(error);
}

void RunController::pause()
{
    m_held = true;
    m_group.steps.reset();
    m_group.goal.reset();
    forEachSession([](TrainingSession& session) { session.pause(); });
}

void RunController::resume()
{
    m_held = false;
    m_group.steps.reset();
    m_group.goal.reset();
    writeAgain();
    forEachSession([](TrainingSession& session) { session.resume(); });
}

void RunController::step(std::int64_t count)
{
    m_held = true;
    m_group.steps = m_group.steps.value_or(0) + count;
    m_group.goal.reset();
    writeAgain();
    forEachSession([count](TrainingSession& session) { session.step(count); });
}

void RunController::runUntil(Milestone milestone)
{
    m_held = false;
    m_group.steps.reset();
    m_group.goal = milestone;
    writeAgain();
    forEachSession([milestone](TrainingSession& session) { session.runUntil(milestone); });
}

void RunController::change(const QString& path, double value)
{
    if (isStudy())
        return;
    const SettingChange change{path.toStdString(), value};
    m_changes.push_back(change);
    forEachSession([&change](TrainingSession& session) { session.change(change); });
}

void RunController::stop()
{
    m_waiting.clear();
    if (active() == 0)
        return;
    m_stopping = true;
    forEachSession([](TrainingSession& session) { session.stop(); });
    m_timer.start(stoppingIntervalMs);
    updateState();
}

// Whoever lets runs go on means them to be written: what fails again is told again.
void RunController::writeAgain() const
{
    for (const auto& run : m_runs)
        if (RunRecorder* const recorder = run->recorder())
            recorder->retry();
}

void RunController::look()
{
    for (const auto& run : m_runs)
        if (run->session())
            lookAt(*run);
    advance();
    updateState();
    if (m_state == RunState::Idle)
        endGroup();
    emit progressed();
}

void RunController::lookAt(LiveRun& run)
{
    const RunState before = run.state();
    const RunNews news = run.takeNews();
    if (news.over)
        close(run);
    if (news.started)
        emit started(run.file());
    if (!news.update.isEmpty())
        emit updated(run.file(), news.update);
    if (news.summarized || run.state() != before)
        emit changed(run.file());
    for (const std::string& notice : news.notices)
        emit noticed(QString::fromStdString(notice));
    if (news.failure)
        emit failed(*news.failure);
}

// Its thread is about to end, and writes what is left of its file: neither is waited for here.
void RunController::close(LiveRun& run)
{
    ++m_closing;
    auto remains = std::make_shared<LiveRun::Remains>(run.takeRemains());
    startOn(m_files, [this, file = run.file(), remains = std::move(remains)]() mutable {
        remains->session.reset();
        const Status closed = remains->recorder->close();
        callLater(this, [this, file, closed] { reportClosed(file, closed); });
    });
}

void RunController::reportClosed(const QString& file, const Status& status)
{
    --m_closing;
    if (!status)
        emit failed(status.error());
    emit closed(file);
    if (m_closing == 0 && m_state == RunState::Idle)
        emit finished();
}

void RunController::endGroup()
{
    m_timer.stop();
    const bool begins = m_next && launch(*std::exchange(m_next, std::nullopt));
    if (!begins && m_closing == 0) // stopped before a run had begun
        emit finished();
}

RunState RunController::groupState() const
{
    const auto isAny = [this](RunState state) {
        return std::ranges::any_of(m_runs,
                                   [state](const auto& run) { return run->state() == state; });
    };
    if (active() == 0 && m_waiting.empty())
        return RunState::Idle;
    if (m_stopping)
        return RunState::Stopping;
    for (const RunState state : {RunState::Running, RunState::Preparing, RunState::Paused})
        if (isAny(state))
            return state;
    return m_held ? RunState::Paused : RunState::Preparing;
}

void RunController::updateState()
{
    const RunState state = groupState();
    if (state == m_state)
        return;
    m_state = state;
    emit stateChanged(state);
    emit progressed();
}

} // namespace grokking

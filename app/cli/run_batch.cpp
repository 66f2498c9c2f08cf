// SPDX-FileCopyrightText: 2026 Grokking Explorer contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/run_batch.h"

#include "app/cli/interrupt.h"
#include "app/cli/progress.h"
#include "app/cli/run_plan.h"
#include "app/cli/run_report.h"
#include "core/store/run_library.h"
#include "core/store/run_recorder.h"
#include "core/train/catalogs.h"
#include "core/train/run_queue.h"
#include "core/util/processor.h"

#include <algorithm>
#include <atomic>
#include <chrono>
#include <iostream>
#include <memory>
#include <mutex>
#include <thread>
#include <tuple>
#include <utility>

namespace grokking {

namespace {

// Keeps what a run reports, for the progress line and the result.
class RunCollector final : public EventSink
{
public:
    // Starts with the samples of a run that goes on.
    explicit RunCollector(const std::vector<Sampled>& earlier)
    {
        for (const Sampled& sample : earlier)
            m_history.append(sample);
    }

    void publish(const TrainingEvent& event) override
    {
        if (std::holds_alternative<CheckpointTaken>(event))
            return;
        const std::scoped_lock lock(m_mutex);
        m_history.append(event);
        if (const auto* notice = std::get_if<Notice>(&event))
            m_notices.push_back(notice->message);
    }

    // Gives the history away; once the run is over.
    [[nodiscard]] RunHistory takeHistory()
    {
        const std::scoped_lock lock(m_mutex);
        return std::move(m_history);
    }

    [[nodiscard]] std::optional<Sampled> last() const
    {
        const std::scoped_lock lock(m_mutex);
        return m_history.samples().empty() ? std::nullopt
                                           : std::optional(m_history.samples().back());
    }

    [[nodiscard]] std::vector<std::string> takeNotices()
    {
        const std::scoped_lock lock(m_mutex);
        return std::exchange(m_notices, {});
    }

private:
    mutable std::mutex m_mutex;
    RunHistory m_history;
    std::vector<std::string> m_notices;
};

// One run with its file and what it reported.
struct ActiveRun {
    RunJob job;
    std::unique_ptr<RunRecorder> recorder;
    std::unique_ptr<RunCollector> collector;
    TrainingSession* session = nullptr; // owned by the queue
    std::atomic<bool> writeFailed = false;
    bool reported = false;
};

Result<std::unique_ptr<RunRecorder>> openFile(const RunJob& job)
{
    return job.resumePoint ? RunRecorder::resume(job.file, job.spec, catalogs(),
                                                 job.resumePoint->checkpoint.step)
                           : RunRecorder::create(job.file, job.spec, catalogs());
}

// Reads where a run goes on, which may have changed since it was planned, and opens its file.
Status makeReady(ActiveRun& run)
{
    if (run.job.resumePoint) {
        auto job = resumeJob(run.job.file.string(), run.job.spec.training.steps);
        if (!job)
            return job.error();
        run.job = std::move(*job);
    }
    auto recorder = openFile(run.job);
    if (!recorder)
        return recorder.error();
    run.recorder = std::move(*recorder);
    run.collector = std::make_unique<RunCollector>(
        run.job.resumePoint ? run.job.resumePoint->samples : std::vector<Sampled>{});
    return Success{};
}

RunPlan planOf(const std::vector<RunJob>& jobs, std::size_t wanted)
{
    RunMemory largest;
    for (const RunJob& job : jobs)
        largest = std::ranges::max(largest, runMemory(job.spec), {}, &RunMemory::atOnce);
    return planRuns(largest, jobs.size(), wanted, availableMemory());
}

class Batch
{
public:
    Batch(const std::vector<RunJob>& jobs, const BatchOptions& options, const RunPlan& plan)
        : m_options(options), m_queue(plan.jobs),
          m_progress(options.quiet ? Progress::Style::None : Progress::defaultStyle())
    {
        if (!options.quiet)
            m_progress.message(plan.text);
        for (const RunJob& job : jobs)
            add(job);
    }

    ExitStatus run()
    {
        using namespace std::chrono_literals;
        const InterruptGuard interrupt;
        while (startSome()) {
            if (InterruptGuard::requested() && !std::exchange(m_stopping, true)) {
                m_progress.message("stopping; each run keeps a checkpoint to go on from");
                m_queue.stop();
            }
            poll();
            std::this_thread::sleep_for(20ms);
        }
        poll();
        for (const auto& run : m_runs) {
            if (!run->session && !run->reported)
                m_status = worse(m_status, ExitStatus::Interrupted);
        }
        return m_status;
    }

private:
    void add(const RunJob& job)
    {
        auto run = std::make_unique<ActiveRun>();
        run->job = job;
        m_runs.push_back(std::move(run));
    }

    // Starts waiting runs as places become free; a run's file is made when it starts, so that one
    // that never started leaves nothing behind. Returns whether any run is left to wait for.
    bool startSome()
    {
        for (const auto& run : m_runs) {
            if (run->session || run->reported || m_queue.freePlaces() == 0 || m_stopping)
                continue;
            open(*run);
            m_queue.advance();
        }
        return m_queue.advance();
    }

    void open(ActiveRun& run)
    {
        if (const Status ready = makeReady(run); !ready) {
            complain(ready.error());
            run.reported = true;
            return;
        }
        run.recorder->setFailureHandler(
            [flag = &run.writeFailed](const Error&) { flag->store(true); });
        auto session = std::make_unique<TrainingSession>(
            run.job.spec, std::vector<EventSink*>{run.recorder.get(), run.collector.get()},
            std::exchange(run.job.resumePoint, std::nullopt));
        run.session = session.get();
        m_queue.add(std::move(session));
    }

    void complain(const Error& error)
    {
        m_progress.message("error: " + error.text());
        m_status = worse(m_status, exitStatus(error));
    }

    void poll()
    {
        ProgressState state{.runs = m_runs.size()};
        for (const auto& run : m_runs) {
            state.steps += run->job.spec.training.steps;
            if (run->session)
                poll(*run, state);
            state.finishedRuns += run->reported ? 1 : 0;
        }
        m_progress.update(state);
    }

    void poll(ActiveRun& run, ProgressState& state)
    {
        for (const std::string& notice : run.collector->takeNotices())
            m_progress.message("warning: " + notice);
        if (run.writeFailed.load())
            run.session->stop();
        state.step += run.session->currentStep();
        if (!run.reported)
            state.last = run.collector->last();
        if (run.session->isFinished() && !std::exchange(run.reported, true))
            report(run);
    }

    void report(ActiveRun& run)
    {
        const Status closed = run.recorder->close();
        const std::filesystem::path& file = run.job.file;
        RunReport report{file.stem().string(), run.job.spec, run.collector->takeHistory()};
        if (const auto& failed = report.history.failed()) {
            complain(failed->error);
            if (report.history.samples().empty()) { // nothing worth keeping
                std::ignore = removeRun(file);
                return;
            }
        }
        if (!closed)
            complain(closed.error());
        if (const auto& finished = report.history.finished()) {
            if (finished->end == RunEnd::Diverged)
                m_status = worse(m_status, ExitStatus::Diverged);
            if (finished->end == RunEnd::Interrupted)
                m_status = worse(m_status, ExitStatus::Interrupted);
        }
        if (closed && !m_options.quiet)
            m_progress.message("wrote " + file.string());
        if (m_options.results != RunResults::None)
            std::cout << (m_options.results == RunResults::Json ? reportJson(report) + "\n"
                                                                : reportText(report))
                      << std::flush;
    }

    BatchOptions m_options;
    std::vector<std::unique_ptr<ActiveRun>> m_runs; // outlives the queue's sessions
    RunQueue m_queue;
    Progress m_progress;
    bool m_stopping = false;
    ExitStatus m_status = ExitStatus::Done;
};

} // namespace

ExitStatus runBatch(const std::vector<RunJob>& jobs, const BatchOptions& options)
{
    return Batch(jobs, options, planOf(jobs, options.jobs)).run();
}

} // namespace grokking

// SPDX-FileCopyrightText: 2026 Grokking Explorer contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/run_batch.h"

#include "app/cli/run_plan.h"
#include "app/cli/run_report.h"
#include "app/shared/interrupt.h"
#include "app/shared/progress.h"
#include "core/store/run_library.h"
#include "core/store/run_recorder.h"
#include "core/train/catalogs.h"
#include "core/train/training_session.h"
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

// The first reason why a file could not be written, told by the thread that writes it.
class WriteFailure
{
public:
    void tell(const Error& error)
    {
        const std::scoped_lock lock(m_mutex);
        if (!m_error)
            m_error = error;
    }

    [[nodiscard]] std::optional<Error> error() const
    {
        const std::scoped_lock lock(m_mutex);
        return m_error;
    }

private:
    mutable std::mutex m_mutex;
    std::optional<Error> m_error;
};

// One run that was begun, with its file and what it reported. Ends from the last member on.
struct ActiveRun {
    RunJob job;
    std::int64_t firstStep = 0;
    WriteFailure writeFailure;
    std::unique_ptr<RunRecorder> recorder;
    std::unique_ptr<RunCollector> collector;
    std::unique_ptr<TrainingSession> session;
};

std::int64_t firstStepOf(const RunJob& job)
{
    return job.resumePoint ? job.resumePoint->checkpoint.step : 0;
}

// Returns where a run goes on, which may have changed since it was planned.
Result<RunJob> readyJob(const RunJob& planned)
{
    return planned.resumePoint ? resumeJob(planned.file.string(), planned.spec.training.steps)
                               : planned;
}

// Opens the file of a run, and starts it.
Result<std::unique_ptr<ActiveRun>> begun(const RunJob& planned)
{
    auto job = readyJob(planned);
    if (!job)
        return job.error();
    auto recorder = recorderOf(*job);
    if (!recorder)
        return recorder.error();
    auto run = std::make_unique<ActiveRun>();
    run->job = std::move(*job);
    run->firstStep = firstStepOf(run->job);
    run->recorder = std::move(*recorder);
    run->recorder->setFailureHandler(
        [failure = &run->writeFailure](const Error& error) { failure->tell(error); });
    run->collector = std::make_unique<RunCollector>(
        run->job.resumePoint ? run->job.resumePoint->samples : std::vector<Sampled>{});
    run->session = std::make_unique<TrainingSession>(
        run->job.spec, std::vector<EventSink*>{run->recorder.get(), run->collector.get()},
        std::exchange(run->job.resumePoint, std::nullopt));
    run->session->start();
    return run;
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
        : m_jobs(jobs), m_options(options), m_atOnce(plan.jobs),
          m_progress(options.quiet ? Progress::Style::None : Progress::defaultStyle())
    {
        if (!options.quiet)
            m_progress.message(plan.text);
        m_ended.runs = jobs.size();
        for (const RunJob& job : jobs) {
            m_ended.step += firstStepOf(job);
            m_ended.steps += job.spec.training.steps;
        }
        m_ended.left = m_ended.steps - m_ended.step;
    }

    ExitStatus run()
    {
        using namespace std::chrono_literals;
        const InterruptGuard interrupt;
        for (beginSome(); !m_active.empty(); beginSome()) {
            if (InterruptGuard::requested() && !std::exchange(m_stopping, true)) {
                m_progress.message("stopping; each run keeps a checkpoint to go on from");
                for (const auto& run : m_active)
                    run->session->stop();
            }
            std::this_thread::sleep_for(20ms);
            poll();
        }
        if (m_next < m_jobs.size())
            m_status = worse(m_status, ExitStatus::Interrupted);
        return m_status;
    }

private:
    // Begins waiting runs as places become free; a run's file is made when it begins, so that one
    // that never did leaves nothing behind.
    void beginSome()
    {
        while (m_next < m_jobs.size() && m_active.size() < m_atOnce && !m_stopping) {
            const RunJob& job = m_jobs[m_next++];
            auto run = begun(job);
            if (!run) {
                complain(run.error());
                countEnd(job.spec.training.steps - firstStepOf(job), 0);
                continue;
            }
            const std::int64_t since = (*run)->firstStep - firstStepOf(job); // it was planned
            m_ended.step += since;
            m_ended.left -= since;
            m_active.push_back(std::move(*run));
        }
    }

    void complain(const Error& error)
    {
        m_progress.message("error: " + error.text());
        m_status = worse(m_status, exitStatus(error));
    }

    // Counts a run as over, wherever it ended; `steps` are those it had to train.
    void countEnd(std::int64_t steps, std::int64_t trained)
    {
        ++m_ended.finishedRuns;
        m_ended.step += steps;
        m_ended.trained += trained;
        m_ended.left -= steps;
    }

    void poll()
    {
        for (const auto& run : m_active) {
            for (const std::string& notice : run->collector->takeNotices())
                m_progress.message("warning: " + notice);
            if (run->writeFailure.error())
                run->session->stop();
        }
        std::erase_if(m_active, [this](const auto& run) {
            if (!run->session->isFinished())
                return false;
            report(*run);
            return true;
        });
        ProgressState now = m_ended;
        now.prepared = leastPrepared();
        for (const auto& run : m_active) {
            const std::int64_t trained = run->session->currentStep() - run->firstStep;
            now.step += trained;
            now.trained += trained;
            now.left -= trained;
            now.last = run->collector->last();
        }
        m_progress.update(now);
    }

    // Returns how far the data of the runs are, nullopt once one of them has its data.
    [[nodiscard]] std::optional<double> leastPrepared() const
    {
        std::optional<double> least;
        for (const auto& run : m_active) {
            const auto share = run->session->preparation();
            if (!share)
                return std::nullopt;
            least = std::min(*share, least.value_or(1.0));
        }
        return least;
    }

    void report(ActiveRun& run)
    {
        const Status closed = run.recorder->close();
        const auto writeFailure = run.writeFailure.error();
        const std::filesystem::path& file = run.job.file;
        countEnd(run.job.spec.training.steps - run.firstStep,
                 run.session->currentStep() - run.firstStep);
        RunReport report{file.stem().string(), run.job.spec, run.collector->takeHistory()};
        if (const auto& failed = report.history.failed()) {
            complain(failed->error);
            if (report.history.samples().empty()) { // nothing worth keeping
                std::ignore = removeRun(file);
                return;
            }
        }
        if (run.firstStep > 0 && closed) // with what was observed before it went on
            if (auto whole = readReport(file))
                report = std::move(*whole);
        if (!closed || writeFailure) // which may have passed by now, but has ended the run
            complain(closed ? *writeFailure : closed.error());
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

    const std::vector<RunJob>& m_jobs;
    BatchOptions m_options;
    std::size_t m_atOnce;
    std::size_t m_next = 0; // of m_jobs to begin
    std::vector<std::unique_ptr<ActiveRun>> m_active;
    ProgressState m_ended; // counts the runs that are over, and where the others began
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

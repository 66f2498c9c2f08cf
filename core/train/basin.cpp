// SPDX-FileCopyrightText: 2026 Grokking Explorer contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/train/basin.h"

#include "core/train/preparation.h"
#include "core/train/run_memory.h"
#include "core/train/trainer.h"
#include "core/util/processor.h"

#include <algorithm>
#include <atomic>
#include <mutex>
#include <thread>

namespace grokking {

namespace {

// Keeps what a run came to, and nothing on the way there.
class OutcomeSink final : public EventSink
{
public:
    void publish(const TrainingEvent& event) override
    {
        if (const auto* finished = std::get_if<Finished>(&event))
            m_finished = *finished;
    }

    [[nodiscard]] BasinCell outcome() const
    {
        if (m_finished.end == RunEnd::Interrupted)
            return {};
        const auto step = [](const std::optional<Crossing>& crossing) {
            return crossing ? std::optional(crossing->step) : std::nullopt;
        };
        const RunSummary& summary = m_finished.summary;
        return {summary.verdict, step(summary.t1), step(summary.t2), summary.gap};
    }

private:
    Finished m_finished{.end = RunEnd::Interrupted};
};

Result<BasinCell> trainFrom(const ExperimentSpec& spec, const Dataset& dataset,
                            const std::stop_token& stop)
{
    return orMemoryRefused(spec, "training", [&]() -> Result<BasinCell> {
        const auto learner = prepareLearner(spec, dataset);
        if (!learner)
            return learner.error();
        RunControl control;
        OutcomeSink sink;
        std::atomic<std::int64_t> steps = 0;
        Trainer(spec, dataset, **learner, control, sink, steps).run(stop);
        return sink.outcome();
    });
}

// The cells that several threads train, each the next one that nobody has.
class SharedBasin
{
public:
    SharedBasin(const ExperimentSpec& spec, const LandscapePlane& plane, const Dataset& dataset,
                const BasinProgress& progress)
        : m_spec(spec), m_plane(plane), m_dataset(dataset), m_progress(progress),
          m_order(coarseFirst(plane.across.count, plane.up.count)), m_basin{plane.across, plane.up,
                                                                            std::vector<BasinCell>(
                                                                                m_order.size())}
    {
    }

    void stop() { m_stop.request_stop(); }

    // Trains cells until all are taken, one has failed or stop is requested.
    void work()
    {
        const std::stop_token stop = m_stop.get_token();
        for (std::size_t next = m_next++; next < m_order.size() && !stop.stop_requested();
             next = m_next++) {
            const std::size_t cell = m_order[next];
            ExperimentSpec spec = m_spec;
            setStart(spec, m_plane, m_plane.across.value(cell % m_plane.across.count),
                     m_plane.up.value(cell / m_plane.across.count));
            take(cell, trainFrom(spec, m_dataset, stop));
        }
    }

    [[nodiscard]] Result<Basin> result() const
    {
        return m_problem ? Result<Basin>(*m_problem) : Result<Basin>(m_basin);
    }

private:
    void take(std::size_t cell, const Result<BasinCell>& outcome)
    {
        const std::lock_guard lock(m_mutex);
        if (!outcome) {
            m_problem = outcome.error();
            stop(); // the others would fail as well
            return;
        }
        m_basin.cells[cell] = *outcome;
        if (m_progress && outcome->verdict != Verdict::Running)
            m_progress(cell, *outcome);
    }

    const ExperimentSpec& m_spec;
    const LandscapePlane& m_plane;
    const Dataset& m_dataset;
    const BasinProgress& m_progress;
    std::vector<std::size_t> m_order;
    std::stop_source m_stop;
    std::atomic<std::size_t> m_next = 0;
    std::mutex m_mutex;
    Basin m_basin;
    std::optional<Error> m_problem;
};

} // namespace

Result<Basin> computeBasin(const ExperimentSpec& spec, const LandscapePlane& plane,
                           const BasinOptions& options, const std::stop_token& stop,
                           const BasinProgress& progress)
{
    if (const auto problem = memoryProblem(spec))
        return *problem;
    const auto dataset = prepareDataset(spec, stop);
    if (!dataset)
        return dataset.error();
    SharedBasin shared(spec, plane, *dataset, progress);
    const std::stop_callback stopAll(stop, [&shared] { shared.stop(); });
    if (stop.stop_requested()) // the data may be incomplete
        return shared.result();
    std::vector<std::jthread> threads;
    const std::size_t jobs = runsSideBySide(runMemory(spec), options.jobs, availableMemory());
    for (std::size_t job = 0; job < jobs; ++job)
        threads.emplace_back([&shared, priority = options.priority] {
            if (priority == RunPriority::Lower)
                lowerThreadPriority();
            flushDenormals();
            shared.work();
        });
    threads.clear(); // waits for them
    return shared.result();
}

std::vector<std::size_t> coarseFirst(std::size_t columns, std::size_t rows)
{
    std::vector<std::size_t> order;
    std::vector<bool> taken(columns * rows, false);
    for (std::size_t stride = 8; stride > 0; stride /= 2)
        for (std::size_t row = 0; row < rows; row += stride)
            for (std::size_t column = 0; column < columns; column += stride)
                if (const std::size_t cell = row * columns + column; !taken[cell]) {
                    taken[cell] = true;
                    order.push_back(cell);
                }
    return order;
}

} // namespace grokking

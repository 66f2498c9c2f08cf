// SPDX-FileCopyrightText: 2026 Grokking Explorer contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/train/run_probe.h"

#include "core/data/dataset_catalog.h"
#include "core/metrics/metric_catalog.h"
#include "core/train/batch_sampler.h"
#include "core/train/catalogs.h"
#include "core/train/evaluation_schedule.h"
#include "core/train/preparation.h"
#include "core/train/run_memory.h"
#include "core/util/processor.h"

#include <algorithm>
#include <cmath>
#include <tuple>

namespace grokking {

namespace {

constexpr std::chrono::milliseconds budget{150}; // for steps, and again for evaluations
constexpr std::int64_t mostRepetitions = 1000;

// Returns the mean seconds of as many calls of `work` as fit into the budget, at least one. The
// first call is a rehearsal, which touches the memory, unless it takes all the time.
template <class Work>
double meanSeconds(Work work, const std::stop_token& stop, const ProbeClock& clock)
{
    auto start = clock();
    work(0);
    auto now = clock();
    const auto end = start + budget;
    std::int64_t calls = 1;
    if (now < end) {
        start = now;
        for (calls = 0; calls == 0 || (now < end && calls < mostRepetitions); ++calls) {
            if (stop.stop_requested())
                return 0.0;
            work(calls + 1);
            now = clock();
        }
    }
    return std::chrono::duration<double>(now - start).count() / static_cast<double>(calls);
}

// Does what each evaluation does: without the metrics of a full gradient, which few take.
void evaluate(const ExperimentSpec& spec, const RunStarted& run, const Dataset& dataset,
              Learner& learner, const std::stop_token& stop)
{
    const Evaluation train = learner.evaluate(Split::Train, stop);
    const Evaluation test = learner.evaluate(Split::Test, stop);
    if (stop.stop_requested())
        return; // they are incomplete
    std::ignore = learner.error(train);
    std::ignore = learner.complexity();
    const std::vector<double> parameters = learner.parameters();
    const MetricContext context{spec, run, dataset, learner, parameters, train, test, stop};
    for (const Metric& metric : metrics())
        if (metric.cost == MetricCost::Evaluation)
            std::ignore = metric.observe(context);
}

// Appends the settings that change what is computed, not only the numbers in it.
void appendEntry(std::string& key, const EntrySpec& entry, const Catalog& catalog)
{
    key += entry.id + '{';
    for (const ParamSpec& param : findEntry(catalog, entry.id)->parameters)
        if (!param.live)
            key += valueText(entry.parameters.at(param.id)) + ',';
    key += '}';
}

Result<std::optional<RunCost>> measure(const ExperimentSpec& spec, const std::stop_token& stop,
                                       const ProbeClock& clock)
{
    RunCost cost;
    const auto start = clock();
    const auto made = prepareDataset(spec, stop);
    if (!made)
        return made.error();
    if (stop.stop_requested()) // the data may be incomplete
        return std::optional<RunCost>();
    const Dataset& dataset = *made;
    const auto learner = prepareLearner(spec, dataset);
    if (!learner)
        return learner.error();
    cost.preparation = std::chrono::duration<double>(clock() - start).count();

    BatchSampler batches(dataset.train.size(), spec.training.batchSize,
                         spec.seedOf(spec.seeds.batches));
    cost.step = meanSeconds(
        [&](std::int64_t step) { (*learner)->step(step, batches.batch(step), stop); }, stop, clock);
    const RunStarted run{.trainingExamples = dataset.train.size(),
                         .testExamples = dataset.test.size(),
                         .parameters = (*learner)->parameterBlocks(),
                         .grouping = dataset.grouping};
    cost.evaluation = meanSeconds(
        [&](std::int64_t) { evaluate(spec, run, dataset, **learner, stop); }, stop, clock);
    return stop.stop_requested() ? std::optional<RunCost>() : cost;
}

} // namespace

Result<std::optional<RunCost>> probeRun(const ExperimentSpec& spec, const std::stop_token& stop,
                                        const ProbeClock& clock)
{
    flushDenormals();
    if (const auto problem = memoryProblem(spec))
        return *problem;
    return orMemoryRefused(spec, "learner " + spec.learner.id,
                           [&] { return measure(spec, stop, clock); });
}

std::string costKey(const ExperimentSpec& spec)
{
    const DatasetShape shape = datasetShape(spec);
    std::string key = spec.data.id;
    for (const std::int64_t size : {shape.trainingExamples, shape.testExamples, shape.features,
                                    shape.positions, shape.vocabulary, shape.classes,
                                    shape.targetPositions, shape.groups, spec.training.batchSize})
        key += ' ' + std::to_string(size);
    key += ' ';
    appendEntry(key, spec.learner, catalogs().learners);
    appendEntry(key, spec.training.optimizer, catalogs().optimizers);
    return key + spec.training.engine + ' ' + spec.training.device;
}

RunEstimate estimateRun(const ExperimentSpec& spec, const RunCost& cost)
{
    RunEstimate estimate{.steps = spec.training.steps,
                         .evaluations =
                             EvaluationSchedule(spec.training).count(spec.training.steps),
                         .bytes = runMemory(spec).atOnce()};
    const double training = static_cast<double>(estimate.steps) * cost.step
                            + static_cast<double>(estimate.evaluations) * cost.evaluation;
    estimate.seconds = cost.preparation + training;
    estimate.stepsPerSecond = training > 0.0 ? static_cast<double>(estimate.steps) / training : 0.0;
    return estimate;
}

std::string timeText(double seconds)
{
    const auto whole = static_cast<std::int64_t>(std::ceil(seconds));
    if (whole < 90)
        return std::to_string(whole) + " s";
    if (whole < 5400)
        return std::to_string((whole + 30) / 60) + " min";
    return std::to_string((whole + 1800) / 3600) + " h";
}

std::string estimateText(const RunEstimate& run, std::size_t runs, std::size_t jobs)
{
    const std::size_t together = std::min(runs, jobs);
    const std::string group =
        runs > 1 ? std::to_string(runs) + " runs, " + std::to_string(together) + " at a time: "
                 : std::string();
    return group + "about " + timeText(groupSeconds(run, runs, together)) + ", "
           + memoryText(run.bytes * static_cast<std::int64_t>(together));
}

double groupSeconds(const RunEstimate& run, std::size_t runs, std::size_t jobs)
{
    const std::size_t rounds = (runs + jobs - 1) / jobs;
    return run.seconds * static_cast<double>(rounds);
}

} // namespace grokking

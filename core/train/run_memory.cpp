// SPDX-FileCopyrightText: 2026 Grokking Explorer contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/train/run_memory.h"

#include "core/data/dataset_catalog.h"
#include "core/data/example_selection.h"
#include "core/events/training_event.h"
#include "core/learners/learner_catalog.h"
#include "core/metrics/function_prior.h"
#include "core/metrics/metric_catalog.h"
#include "core/metrics/parameter_values.h"
#include "core/metrics/posterior_curve.h"
#include "core/train/evaluation_schedule.h"
#include "core/util/processor.h"

#include <algorithm>
#include <array>
#include <utility>

namespace grokking {

namespace {

constexpr std::int64_t programAlone = std::int64_t{20} << 20;
constexpr std::int64_t programWithLibTorch = std::int64_t{180} << 20; // and one BLAS buffer
constexpr std::int64_t databaseCache = std::int64_t{8} << 20; // of SQLite, and thread stacks

// SQLite takes no larger value; what a checkpoint has besides the learner's state is little.
constexpr std::int64_t largestCheckpoint = 1'000'000'000 - 10'000;

constexpr std::int64_t observationCopies = 3; // kept, waiting to be written, on the way to the file

constexpr std::int64_t keptBlocks = std::int64_t{64} << 20; // freed, but kept by the C library

std::int64_t datasetBytes(const DatasetShape& shape)
{
    constexpr std::int64_t labelAndGroup = 4 * sizeof(std::int32_t); // lists grow by doubling
    const std::int64_t examples = shape.trainingExamples + shape.testExamples;
    return examples
           * (shape.features * std::int64_t{sizeof(double)}
              + (shape.positions + shape.targetPositions) * std::int64_t{sizeof(std::int32_t)}
              + labelAndGroup);
}

// Returns the bytes of a sample and its observations: two numbers per block, one per group, per
// group and class of either split, two per observed example, one per input that has a lengthscale,
// one per parameter where there are few, and a few.
std::int64_t evaluationBytes(const ExperimentSpec& spec, const LearnerSize& size,
                             const DatasetShape& shape)
{
    constexpr std::int64_t few = 6;
    const std::int64_t fixed = 2 * std::int64_t{sizeof(Sampled)}
                               + std::ssize(metrics()) * std::int64_t{sizeof(Observed) + 100};
    constexpr std::int64_t name = sizeof(std::string);
    constexpr std::int64_t number = sizeof(double);
    const std::int64_t confusion =
        (shape.groups + shape.classes) * name + shape.groups * shape.classes * number;
    const std::int64_t observed = shape.groups > 0 ? 2 * observedExamplesAtMost * number : 0;
    const std::int64_t lengthscales =
        inverseLengthscalesMetric().applies(spec) ? shape.features : 0;
    const std::int64_t values = size.parameters <= mostObservedParameters ? size.parameters : 0;
    const std::int64_t named =
        (size.blocks + shape.groups + lengthscales + values + few) * (name + number);
    return observationCopies * (fixed + 2 * named + 2 * confusion + observed);
}

// Returns the numbers and names of one observation of a metric that is drawn over operands, which
// are as many as the classes, or over the bins of a posterior.
std::pair<std::int64_t, std::int64_t> pictureSize(const Metric& metric, std::int64_t operands)
{
    constexpr std::int64_t bins = 41;
    if (std::holds_alternative<MetricBand>(metric.picture))
        return {4 * (evenCurveInputs + trainingCurveInputs), 0};
    if (std::holds_alternative<MetricTable>(metric.picture))
        return {operands * operands, 2 * operands};
    if (std::holds_alternative<MetricPoints>(metric.picture))
        return {2 * operands, operands};
    if (std::holds_alternative<MetricSpectrum>(metric.picture))
        return {operands / 2, operands / 2};
    if (std::holds_alternative<MetricBars>(metric.picture))
        return {bins, bins};
    return {0, 0};
}

// Returns the bytes of all that is observed at some of the evaluations only.
std::int64_t rareBytes(const ExperimentSpec& spec, const DatasetShape& shape)
{
    const EvaluationSchedule schedule(spec.training);
    const std::int64_t batch =
        spec.training.batchSize > 0 ? spec.training.batchSize : shape.trainingExamples;
    const std::int64_t batches =
        (shape.trainingExamples + batch - 1) / std::max<std::int64_t>(1, batch);
    std::int64_t bytes = 0;
    for (const Metric& metric : metrics()) {
        if (metric.cost == MetricCost::Evaluation || (metric.applies && !metric.applies(spec)))
            continue;
        const std::int64_t passes = metric.cost == MetricCost::FullGradient ? 1 : passesOfSeveral;
        const auto [numbers, names] = pictureSize(metric, shape.classes);
        bytes +=
            schedule.thoroughAtMost(spec.training.steps,
                                    passes * std::max<std::int64_t>(1, batches))
            * observationCopies
            * (numbers * std::int64_t{sizeof(double)} + names * std::int64_t{sizeof(std::string)});
    }
    return bytes;
}

std::int64_t makingBytes(const ExperimentSpec& spec)
{
    const DatasetKind& kind = *findDataset(spec.data.id);
    return kind.makingBytes ? kind.makingBytes(spec.data.parameters) : 0;
}

// Returns whether LibTorch is loaded, for the learner or for what its data need.
bool loadsLibTorch(const ExperimentSpec& spec, Engine engine)
{
    const DatasetKind& data = *findDataset(spec.data.id);
    return engine == Engine::LibTorch
           || (data.needsLatents && data.needsLatents(spec.data.parameters));
}

// Returns the settings that would help most, the largest part first.
std::string remedy(const RunMemory& memory)
{
    std::array parts{
        std::pair{memory.data + memory.making, "fewer examples (data)"},
        std::pair{memory.network + memory.storage, "a smaller network (learner)"},
        std::pair{memory.activations, "smaller batches (training.batchSize) or a smaller network"},
    };
    return std::ranges::max_element(parts)->second;
}

// Returns why no run file can hold a checkpoint of a run.
std::optional<Error> checkpointProblem(const RunMemory& memory)
{
    if (memory.checkpoint <= largestCheckpoint)
        return std::nullopt;
    return Error{ErrorCode::Unavailable,
                 "a checkpoint of this run takes " + memoryText(memory.checkpoint)
                     + ", but run files hold at most " + memoryText(largestCheckpoint)
                     + "; choose a smaller network (learner)",
                 "memory"};
}

} // namespace

RunMemory runMemory(const ExperimentSpec& spec)
{
    const DatasetShape shape = datasetShape(spec);
    const Engine engine = likelyEngine(spec);
    const LearnerKind& kind = *findLearner(spec.learner.id);
    const LearnerMemory learner = kind.memory(
        {shape, spec.learner, spec.training.optimizer, spec.training.batchSize, engine});
    const LearnerSize size = kind.size(shape, spec.learner);
    const std::int64_t snapshot = size.parameters * std::int64_t{sizeof(double)};
    const std::int64_t evaluations = EvaluationSchedule(spec.training).count(spec.training.steps);
    return {
        .data = datasetBytes(shape) + learner.examples,
        .making = makingBytes(spec),
        .network = learner.parameters,
        .activations = learner.activations,
        // Checkpoints as they are made, encoded, waiting and written; snapshots, in float64.
        .storage = 4 * learner.checkpoint + 3 * snapshot + std::min(2 * snapshot, keptBlocks)
                   + databaseCache,
        .history = evaluations * evaluationBytes(spec, size, shape) + rareBytes(spec, shape),
        .checkpoint = learner.checkpoint,
        .program = loadsLibTorch(spec, engine) ? programWithLibTorch : programAlone,
    };
}

std::size_t runsThatFit(const RunMemory& memory, std::int64_t available)
{
    const std::int64_t left = std::max<std::int64_t>(0, available - memory.program);
    return static_cast<std::size_t>(left / memory.atOnce());
}

std::size_t runsSideBySide(const RunMemory& memory, std::size_t wanted,
                           std::optional<std::int64_t> available)
{
    return available ? std::clamp<std::size_t>(runsThatFit(memory, *available), 1, wanted) : wanted;
}

std::optional<Error> memoryProblem(const ExperimentSpec& spec, std::int64_t available)
{
    const RunMemory memory = runMemory(spec);
    if (runsThatFit(memory, available) > 0)
        return checkpointProblem(memory);
    return Error{ErrorCode::Unavailable,
                 "this run needs about " + memoryText(memory.atOnce() + memory.program) + " (data "
                     + memoryText(memory.data)
                     + (memory.making > 0 ? ", making them " + memoryText(memory.making) : "")
                     + ", network " + memoryText(memory.network) + ", activations "
                     + memoryText(memory.activations) + ", storage " + memoryText(memory.storage)
                     + ", program " + memoryText(memory.program) + "), but " + memoryText(available)
                     + " are available; choose " + remedy(memory),
                 "memory"};
}

std::optional<Error> memoryProblem(const ExperimentSpec& spec)
{
    const auto available = availableMemory();
    return available ? memoryProblem(spec, *available) : checkpointProblem(runMemory(spec));
}

Error memoryRefused(const ExperimentSpec& spec)
{
    return {ErrorCode::Unavailable,
            "this run needs about " + memoryText(runMemory(spec).atOnce())
                + ", which the system does not give; choose a smaller one",
            "memory"};
}

std::optional<Error> dataMemoryProblem(const ExperimentSpec& spec, std::int64_t available)
{
    const std::int64_t bytes = datasetBytes(datasetShape(spec)) + makingBytes(spec);
    if (bytes <= available)
        return std::nullopt;
    return Error{ErrorCode::Unavailable,
                 "these data need about " + memoryText(bytes) + ", but " + memoryText(available)
                     + " are available; choose fewer examples",
                 "memory"};
}

std::optional<Error> dataMemoryProblem(const ExperimentSpec& spec)
{
    const auto available = availableMemory();
    return available ? dataMemoryProblem(spec, *available) : std::nullopt;
}

std::string memoryText(std::int64_t bytes)
{
    constexpr std::int64_t megabyte = 1'000'000;
    const std::int64_t megabytes = (bytes + megabyte - 1) / megabyte;
    if (megabytes < 1000)
        return std::to_string(megabytes) + " MB";
    const std::int64_t tenths = (megabytes + 99) / 100;
    return std::to_string(tenths / 10) + "." + std::to_string(tenths % 10) + " GB";
}

} // namespace grokking

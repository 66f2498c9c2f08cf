// SPDX-FileCopyrightText: 2026 Grokking Explorer contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/spec/spec_table.h"

#include <type_traits>
#include <utility>

namespace grokking {

namespace {

// Binds a description to a member; `member` maps a spec to a reference to it.
template <class Member>
SpecField field(ParamSpec param, Member member)
{
    using Stored = std::remove_cvref_t<decltype(member(std::declval<ExperimentSpec&>()))>;
    param.defaultValue = Value(member(ExperimentSpec{}));
    return {std::move(param), [member](const ExperimentSpec& spec) { return Value(member(spec)); },
            [member](ExperimentSpec& spec, const Value& value) {
                member(spec) = std::get<Stored>(value);
            }};
}

// Binds one of the optional seeds.
SpecField seedField(const std::string& name, const std::string& help,
                    std::optional<std::int64_t> SeedSpec::*member)
{
    ParamSpec param{.id = "seeds." + name,
                    .title = "Seed of " + name,
                    .help = help + " Empty: follows the seed of the run.",
                    .kind = ParamKind::Integer,
                    .minimum = 0,
                    .tier = ParamTier::Advanced,
                    .optional = true};
    return {std::move(param),
            [member](const ExperimentSpec& spec) {
                const auto& seed = spec.seeds.*member;
                return seed ? Value(*seed) : Value();
            },
            [member](ExperimentSpec& spec, const Value& value) {
                const auto* seed = std::get_if<std::int64_t>(&value);
                spec.seeds.*member = seed ? std::optional(*seed) : std::nullopt;
            }};
}

std::vector<SpecField> trainingFields()
{
    return {
        field(
            {.id = "training.steps",
             .title = "Steps",
             .help = "Optimizer updates until the run ends.",
             .unit = "steps",
             .kind = ParamKind::Integer,
             .minimum = 1,
             .maximum = 1e12,
             .scale = ParamScale::Logarithmic},
            [](auto&& spec) -> auto& { return spec.training.steps; }),
        field(
            {.id = "training.stopAfterT2",
             .title = "Stop after t2",
             .help = "Ends the run before its last step, at the first evaluation that lies so many "
                     "steps behind t2 and by which t2 is confirmed.",
             .unit = "steps",
             .kind = ParamKind::Integer,
             .minimum = 0,
             .maximum = 1e12,
             .scale = ParamScale::Logarithmic,
             .tier = ParamTier::Advanced,
             .zeroText = "never"},
            [](auto&& spec) -> auto& { return spec.training.stopAfterT2; }),
        field(
            {.id = "training.batchSize",
             .title = "Batch size",
             .help = "Examples per update, at most the training set. Each epoch visits all "
                     "examples once in random order; its last batch may be smaller.",
             .unit = "samples",
             .kind = ParamKind::Integer,
             .minimum = 0,
             .maximum = 1e9,
             .scale = ParamScale::Logarithmic,
             .zeroText = "full batch"},
            [](auto&& spec) -> auto& { return spec.training.batchSize; }),
        field(
            {.id = "training.evaluation",
             .title = "Evaluate",
             .help = "When train and test set are measured; measuring changes no weight.",
             .kind = ParamKind::Choice,
             .tier = ParamTier::Advanced,
             .choices = {{"every", "Every k steps", "At equal distances."},
                         {"log", "Evenly on a log axis", "Ever wider apart."}}},
            [](auto&& spec) -> auto& { return spec.training.evaluation; }),
        field(
            {.id = "training.evaluateEvery",
             .title = "Evaluate every",
             .help = "Steps between two evaluations.",
             .unit = "steps",
             .kind = ParamKind::Integer,
             .minimum = 1,
             .maximum = 1e9,
             .scale = ParamScale::Logarithmic,
             .activeWhile = {"training.evaluation", {"every"}}},
            [](auto&& spec) -> auto& { return spec.training.evaluateEvery; }),
        field(
            {.id = "training.evaluationsPerDecade",
             .title = "Evaluations per decade",
             .help = "Evaluations per factor ten of steps.",
             .kind = ParamKind::Integer,
             .minimum = 1,
             .maximum = 1000,
             .tier = ParamTier::Advanced,
             .activeWhile = {"training.evaluation", {"log"}}},
            [](auto&& spec) -> auto& { return spec.training.evaluationsPerDecade; }),
        field(
            {.id = "training.evaluateEarly",
             .title = "Evaluate early steps",
             .help = "Also evaluates at steps 1, 2, 5, 10, 20 and 50, so that a log axis has a "
                     "beginning.",
             .kind = ParamKind::Boolean,
             .tier = ParamTier::Advanced},
            [](auto&& spec) -> auto& { return spec.training.evaluateEarly; }),
        field(
            {.id = "training.snapshotsPerDecade",
             .title = "Snapshots per decade",
             .help = "How often all parameters are stored with the run, per factor ten of steps.",
             .kind = ParamKind::Integer,
             .minimum = 0,
             .maximum = 100,
             .tier = ParamTier::Advanced,
             .zeroText = "none"},
            [](auto&& spec) -> auto& { return spec.training.snapshotsPerDecade; }),
        field(
            {.id = "training.engine",
             .title = "Engine",
             .help = "What computes the learner.",
             .kind = ParamKind::Choice,
             .tier = ParamTier::Advanced,
             .choices = {{"auto", "Automatic", "Fused on the CPU where it can, else LibTorch."},
                         {"fused", "Fused",
                          "Code of this program for the CPU; several times "
                          "faster, for fully connected networks."},
                         {"libtorch", "LibTorch", "On the CPU or a GPU, by autograd."}}},
            [](auto&& spec) -> auto& { return spec.training.engine; }),
        field(
            {.id = "training.device",
             .title = "Device",
             .help = "Where the learner computes: auto takes a GPU if LibTorch has one; "
                     "otherwise cpu, cuda or cuda:N.",
             .kind = ParamKind::Text,
             .tier = ParamTier::Advanced},
            [](auto&& spec) -> auto& { return spec.training.device; }),
    };
}

std::vector<SpecField> detectionFields()
{
    return {
        field(
            {.id = "detection.definition",
             .title = "Reached means",
             .help = "When a score counts as reached.",
             .kind = ParamKind::Choice,
             .choices =
                 {{"threshold", "Stays above",
                   "Carvalho Def. 3.1: the first step from which the score stays at or above its "
                   "threshold "
                   "for a whole window of evaluations."},
                  {"first-crossing", "First time above",
                   "Miller Def. 1.3: the first step at which the score is above its threshold."},
                  {"erf-fit", "Middle of a fitted rise",
                   "The step in the middle of an error function fitted to the rise of the score "
                   "over log10(step + 1), if that rise ends at or above the threshold."}}},
            [](auto&& spec) -> auto& { return spec.detection.definition; }),
        field(
            {.id = "detection.trainThreshold",
             .title = "Train threshold",
             .help = "Train score that counts as memorized (t1).",
             .minimum = 0,
             .maximum = 1,
             .tier = ParamTier::Advanced},
            [](auto&& spec) -> auto& { return spec.detection.trainThreshold; }),
        field(
            {.id = "detection.testThreshold",
             .title = "Test threshold",
             .help = "Test score that counts as generalized (t2).",
             .minimum = 0,
             .maximum = 1},
            [](auto&& spec) -> auto& { return spec.detection.testThreshold; }),
        field(
            {.id = "detection.window",
             .title = "Support window",
             .help = "Evaluations for which a score has to stay at its threshold.",
             .unit = "evaluations",
             .kind = ParamKind::Integer,
             .minimum = 1,
             .maximum = 1e6,
             .tier = ParamTier::Advanced},
            [](auto&& spec) -> auto& { return spec.detection.window; }),
        field(
            {.id = "detection.minimumGap",
             .title = "Minimum gap",
             .help = "Steps between t1 and t2 from which late generalization is called grokking.",
             .unit = "steps",
             .kind = ParamKind::Integer,
             .minimum = 0,
             .maximum = 1e12,
             .tier = ParamTier::Advanced},
            [](auto&& spec) -> auto& { return spec.detection.minimumGap; }),
    };
}

std::vector<SpecField> seedFields()
{
    return {
        field(
            {.id = "seed",
             .title = "Seed",
             .help = "All that is random follows from it: the same seed gives the same run.",
             .kind = ParamKind::Integer,
             .minimum = 0},
            [](auto&& spec) -> auto& { return spec.seed; }),
        seedField("geometry", "Where the subclasses lie.", &SeedSpec::geometry),
        seedField("data", "The examples drawn.", &SeedSpec::data),
        seedField("subsampling", "Which subclasses are subsampled.", &SeedSpec::subsampling),
        seedField("initialization", "The initial parameters.", &SeedSpec::initialization),
        seedField("batches", "The order of the examples.", &SeedSpec::batches),
        seedField("noise", "Noise during training.", &SeedSpec::noise),
        seedField("evaluation", "Noise during evaluation.", &SeedSpec::evaluation),
    };
}

} // namespace

const std::vector<SpecField>& specFields()
{
    static const std::vector<SpecField> fields = [] {
        std::vector<SpecField> all = trainingFields();
        for (auto&& more : {detectionFields(), seedFields()})
            all.insert(all.end(), more.begin(), more.end());
        return all;
    }();
    return fields;
}

const std::vector<EntrySlot>& entrySlots()
{
    static const std::vector<EntrySlot> slots{
        {"data", "Data set", &Catalogs::datasets,
         [](ExperimentSpec& spec) -> EntrySpec& { return spec.data; }},
        {"learner", "Learner", &Catalogs::learners,
         [](ExperimentSpec& spec) -> EntrySpec& { return spec.learner; }},
        {"training.optimizer", "Optimizer", &Catalogs::optimizers,
         [](ExperimentSpec& spec) -> EntrySpec& { return spec.training.optimizer; }},
    };
    return slots;
}

ParamSpec slotParam(const EntrySlot& slot, const Catalogs& catalogs)
{
    ParamSpec param{.id = slot.path + ".id",
                    .title = slot.title,
                    .help = "Chooses the " + slot.title + "; its settings follow below.",
                    .kind = ParamKind::Choice};
    for (const CatalogEntry& entry : catalogs.*slot.catalog)
        param.choices.push_back({entry.id, entry.title, entry.help});
    if (!param.choices.empty())
        param.defaultValue = param.choices.front().id;
    return param;
}

} // namespace grokking

// SPDX-FileCopyrightText: 2026 Grokking Explorer contributors
// SPDX-License-Identifier: GPL-3.0-or-later
// grokking run and grokking resume.

#include "app/cli/commands.h"
#include "app/cli/run_batch.h"
#include "app/cli/spec_source.h"
#include "core/store/run_library.h"
#include "core/store/run_reader.h"
#include "core/train/catalogs.h"
#include "core/train/run_memory.h"
#include "core/util/processor.h"

#include <CLI/CLI.hpp>

#include <algorithm>
#include <filesystem>
#include <limits>
#include <memory>
#include <optional>
#include <system_error>

namespace grokking {

namespace {

struct RunOptions {
    SpecOptions spec;
    std::int64_t seeds = 1;
    std::int64_t jobs = static_cast<std::int64_t>(usableCores());
    std::string out;
    bool json = false;
    bool quiet = false;

    [[nodiscard]] BatchOptions batch() const
    {
        return {static_cast<std::size_t>(jobs), json, quiet};
    }
};

std::string stemOf(const ExperimentSpec& spec)
{
    return (spec.preset.empty() ? "run" : spec.preset) + "-seed" + std::to_string(spec.seed);
}

Result<std::filesystem::path> makeFolder(const std::filesystem::path& folder)
{
    std::error_code status;
    std::filesystem::create_directories(folder, status);
    if (status)
        return Error{ErrorCode::FileAccess, "this folder cannot be made: " + status.message(),
                     folder.string()};
    return folder;
}

// Returns the file of one run: --out FILE.grok as it is, in --out DIR named after preset and seed,
// in the user's own folder with a number added if the name is taken.
Result<std::filesystem::path> fileFor(const ExperimentSpec& spec, const std::string& out)
{
    const std::filesystem::path target(out);
    if (target.extension() == runFileExtension)
        return target;
    const auto folder = makeFolder(out.empty() ? defaultRunFolder() : target);
    if (!folder)
        return folder.error();
    return out.empty() ? newRunFile(*folder, stemOf(spec))
                       : *folder / (stemOf(spec) + std::string(runFileExtension));
}

ExitStatus run(const RunOptions& options)
{
    const auto spec = specFrom(options.spec);
    if (!spec)
        return complain(spec.error());
    if (const auto problem = memoryProblem(*spec))
        return complain(*problem);
    if (options.seeds > 1 && std::filesystem::path(options.out).extension() == runFileExtension)
        return complain({ErrorCode::Usage, "give a folder: each seed gets a file of its own",
                         "--out " + options.out});
    if (spec->seed > std::numeric_limits<std::int64_t>::max() - options.seeds)
        return complain({ErrorCode::InvalidSpec, "is too large for that many runs", "seed"});
    std::vector<RunJob> jobs;
    for (std::int64_t i = 0; i < options.seeds; ++i) {
        RunJob job{.spec = *spec};
        job.spec.seed += i;
        const auto file = fileFor(job.spec, options.out);
        if (!file)
            return complain(file.error());
        std::error_code status;
        if (std::filesystem::exists(*file, status))
            return complain({ErrorCode::FileExists,
                             "this file exists; choose another name, or continue it with "
                             "`grokking resume`",
                             file->string()});
        job.file = *file;
        jobs.push_back(std::move(job));
    }
    return runBatch(jobs, options.batch());
}

bool isComplete(const StoredRun& run)
{
    return std::ranges::any_of(run.events, [](const TrainingEvent& event) {
        const auto* finished = std::get_if<Finished>(&event);
        return finished && finished->end == RunEnd::Completed;
    });
}

// Returns the job that goes on with a stored run up to `steps`, by default those of its spec.
Result<RunJob> resumeJob(const std::string& file, std::optional<std::int64_t> steps)
{
    auto stored = readRun(file, catalogs());
    if (!stored)
        return stored.error();
    if (!stored->checkpoint)
        return Error{ErrorCode::InvalidFile,
                     "this run has no checkpoint to go on from; run its spec anew", file};
    RunJob job{.spec = stored->spec,
               .file = file,
               .resumePoint = ResumePoint{.checkpoint = *stored->checkpoint}};
    if (steps)
        job.spec.training.steps = *steps;
    const std::int64_t reached = stored->checkpoint->step;
    if (job.spec.training.steps < reached
        || (job.spec.training.steps == reached && isComplete(*stored)))
        return Error{ErrorCode::InvalidSpec,
                     "this run is already at step " + std::to_string(reached)
                         + "; train it longer with --steps",
                     file};
    if (auto problem = memoryProblem(job.spec))
        return *problem;
    for (const TrainingEvent& event : stored->events) {
        const auto* sample = std::get_if<Sampled>(&event);
        if (const auto* change = std::get_if<ParameterChanged>(&event))
            job.resumePoint->changes += change->step <= reached ? 1 : 0;
        const bool endsThere =
            sample && sample->step == reached && sample->kind == SampleKind::Final;
        if (sample && sample->step <= reached && !endsThere)
            job.resumePoint->samples.push_back(*sample);
    }
    return job;
}

ExitStatus resume(const std::vector<std::string>& files, const RunOptions& options)
{
    std::vector<RunJob> jobs;
    ExitStatus status = ExitStatus::Done;
    for (const std::string& file : files) {
        auto job = resumeJob(file, options.spec.steps);
        if (job)
            jobs.push_back(std::move(*job));
        else
            status = worse(status, complain(job.error()));
    }
    return jobs.empty() ? status : worse(status, runBatch(jobs, options.batch()));
}

void addBatchOptions(CLI::App& command, RunOptions& options)
{
    command
        .add_option("--jobs", options.jobs,
                    "Runs side by side, each on one thread; default: all cores")
        ->check(CLI::Range(1, 1024));
    command.add_flag("--json", options.json, "Print one JSON object per run on one line");
    command.add_flag("--quiet", options.quiet, "Show no progress");
}

} // namespace

void addRunCommand(CLI::App& app, Action& action)
{
    auto options = std::make_shared<RunOptions>();
    CLI::App* const command = app.add_subcommand("run", "Train and store one run or many seeds");
    auto* const preset = command->add_option("--preset", options->spec.preset,
                                             "Ready-made experiment; see `list presets`");
    command->add_option("--spec", options->spec.specFile, "Experiment as JSON; - reads stdin")
        ->excludes(preset);
    command
        ->add_option("--set", options->spec.assignments,
                     "Change one setting, for example data.f=0.2; may be repeated")
        ->type_name("PATH=VALUE")
        ->allow_extra_args(false);
    command->add_option("--seed", options->spec.seed, "Seed of the (first) run");
    command->add_option("--seeds", options->seeds, "Number of runs: seed, seed + 1, ...")
        ->check(CLI::Range(1, 1'000'000));
    command->add_option("--steps", options->spec.steps, "Steps of each run");
    command->add_option("--device", options->spec.device, "auto, cpu or cuda:N");
    command->add_option("--out", options->out,
                        "File (.grok) or folder; default: the user's folder of runs");
    addBatchOptions(*command, *options);
    command->footer([] { return settingsHelp(); });
    command->callback([options, &action] { action = [options] { return run(*options); }; });
}

void addResumeCommand(CLI::App& app, Action& action)
{
    auto options = std::make_shared<RunOptions>();
    auto files = std::make_shared<std::vector<std::string>>();
    CLI::App* const command =
        app.add_subcommand("resume", "Go on with runs that were interrupted, or train them longer");
    command->add_option("FILE", *files, "Run files")->required();
    command->add_option("--steps", options->spec.steps, "Train up to this step instead");
    addBatchOptions(*command, *options);
    command->callback([options, files, &action] {
        action = [options, files] { return resume(*files, *options); };
    });
}

} // namespace grokking

// SPDX-FileCopyrightText: 2026 Grokking Explorer contributors
// SPDX-License-Identifier: GPL-3.0-or-later
// grokking run and grokking resume.

#include "app/cli/commands.h"
#include "app/cli/run_batch.h"
#include "app/cli/run_estimate.h"
#include "app/cli/run_plan.h"
#include "app/cli/spec_source.h"
#include "app/shared/make_folder.h"
#include "app/shared/run_files.h"
#include "core/spec/run_name.h"
#include "core/store/run_library.h"
#include "core/train/run_memory.h"
#include "core/util/processor.h"

#include <CLI/CLI.hpp>

#include <algorithm>
#include <filesystem>
#include <iostream>
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
    bool estimate = false;

    [[nodiscard]] BatchOptions batch() const
    {
        return {static_cast<std::size_t>(jobs), json ? RunResults::Json : RunResults::Text, quiet};
    }
};

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
    return out.empty() ? newRunFile(*folder, runName(spec))
                       : *folder / (runName(spec) + std::string(runFileExtension));
}

// Says what the runs would take, and makes none.
ExitStatus estimate(const ExperimentSpec& spec, const RunOptions& options)
{
    const auto cost = probeRun(spec, {});
    if (!cost)
        return complain(cost.error());
    const RunEstimate run = estimateRun(spec, **cost); // nobody stops it
    const auto runs = static_cast<std::size_t>(options.seeds);
    const std::size_t jobs =
        planRuns(runMemory(spec), runs, static_cast<std::size_t>(options.jobs), availableMemory())
            .jobs;
    std::cout << (options.json ? runEstimateJson(spec, run, runs, jobs) + "\n"
                               : runEstimateText(run, runs, jobs));
    return ExitStatus::Done;
}

ExitStatus run(const RunOptions& options)
{
    const auto spec = specFrom(options.spec);
    if (!spec)
        return complain(spec.error());
    if (const auto problem = memoryProblem(*spec))
        return complain(*problem);
    if (options.estimate)
        return estimate(*spec, options);
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

// Returns a file that occurs before, maybe by another name.
std::optional<std::string> namedTwice(const std::vector<std::string>& files)
{
    for (auto file = files.begin(); file != files.end(); ++file) {
        const auto isSame = [&file](const std::string& other) {
            std::error_code ignored;
            return other == *file || std::filesystem::equivalent(other, *file, ignored);
        };
        if (std::any_of(files.begin(), file, isSame))
            return *file;
    }
    return std::nullopt;
}

ExitStatus resume(const std::vector<std::string>& files, const RunOptions& options)
{
    if (const auto twice = namedTwice(files))
        return complain({ErrorCode::Usage, "this file is named twice; name each once", *twice});
    std::vector<RunJob> jobs;
    ExitStatus status = ExitStatus::Done;
    for (const std::string& file : files) {
        auto job = plannedResume(file, options.spec.steps);
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
    addSpecOptions(*command, options->spec, {.seed = "Seed of the (first) run"});
    command->add_option("--seeds", options->seeds, "Number of runs: seed, seed + 1, ...")
        ->check(CLI::Range(1, 1'000'000));
    addTrainingOptions(*command, options->spec);
    command->add_option("--out", options->out,
                        "File (.grok) or folder; default: the user's folder of runs");
    addBatchOptions(*command, *options);
    command->add_flag("--estimate", options->estimate,
                      "Measure a few steps, say what the runs would take, and make none");
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

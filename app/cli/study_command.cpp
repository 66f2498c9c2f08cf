// SPDX-FileCopyrightText: 2026 Grokking Explorer contributors
// SPDX-License-Identifier: GPL-3.0-or-later
// grokking study.

#include "app/cli/commands.h"
#include "app/cli/run_batch.h"
#include "app/cli/run_report.h"
#include "app/cli/spec_source.h"
#include "app/shared/study_plan.h"
#include "app/shared/table_format.h"
#include "core/store/run_library.h"
#include "core/train/catalogs.h"
#include "core/util/processor.h"

#include <CLI/CLI.hpp>

#include <algorithm>
#include <iostream>
#include <memory>
#include <system_error>

namespace grokking {

namespace {

struct StudyOptions {
    SpecOptions spec;
    std::optional<std::int64_t> firstSeed;
    std::optional<std::int64_t> seeds;
    std::int64_t jobs = static_cast<std::int64_t>(usableCores());
    std::string out;
    bool json = false;
    bool quiet = false;
};

// Prints what earlier calls came to, so that the lines are those of the whole study.
ExitStatus printFinished(const std::vector<std::filesystem::path>& files)
{
    ExitStatus status = ExitStatus::Done;
    for (const std::filesystem::path& file : files) {
        const auto report = readReport(file);
        if (report)
            std::cout << reportJson(*report) + "\n";
        else
            status = worse(status, complain(report.error()));
    }
    return status;
}

ExitStatus printTable(const std::vector<StudyRun>& runs, const std::filesystem::path& folder)
{
    std::vector<std::filesystem::path> files;
    for (const StudyRun& run : runs) {
        auto file = folder / (run.name + std::string(runFileExtension));
        std::error_code status;
        if (std::filesystem::exists(file, status)) // not so if the study was interrupted
            files.push_back(std::move(file));
    }
    const GroupTable table = readTable(files, defaultTableSteps(), knownPresets());
    ExitStatus status = ExitStatus::Done;
    for (const Error& error : table.unreadable)
        status = worse(status, complain(error));
    if (!table.rows.empty())
        std::cout << tableAs("text", table) << std::flush;
    return status;
}

ExitStatus runStudy(const StudyOptions& options)
{
    const auto study = studyFrom(options.spec, options.firstSeed, options.seeds);
    if (!study)
        return complain(study.error());
    const auto runs = expand(*study, catalogs());
    if (!runs)
        return complain(runs.error());
    const auto prepared = prepareStudy(*runs, options.out);
    if (!prepared)
        return complain(prepared.error());
    const StudyPlan& plan = prepared->plan;
    if (!options.quiet)
        std::cerr << plan.text() << std::endl;
    ExitStatus status = plan.anyDiverged ? ExitStatus::Diverged : ExitStatus::Done;
    if (options.json)
        status = worse(status, printFinished(plan.finished));
    if (!plan.jobs.empty())
        status = worse(status, runBatch(plan.jobs, {.jobs = static_cast<std::size_t>(options.jobs),
                                                    .results = options.json ? RunResults::Json
                                                                            : RunResults::None,
                                                    .quiet = options.quiet}));
    return options.json ? status : worse(status, printTable(*runs, options.out));
}

} // namespace

void addStudyCommand(CLI::App& app, Action& action)
{
    auto options = std::make_shared<StudyOptions>();
    CLI::App* const command =
        app.add_subcommand("study", "Train the many runs of a study; skip those finished");
    addSpecOptions(
        *command, options->spec,
        {.preset = "Ready-made study; see `list presets`",
         .spec = "Study as JSON, like `spec --preset STUDY` prints it; - reads stdin",
         .set = "Change one setting of all runs, for example data.f=0.2; may be repeated",
         .seed = ""});
    command->add_option("--seed", options->firstSeed, "First seed")->check(CLI::NonNegativeNumber);
    command->add_option("--seeds", options->seeds, "Number of seeds of each setting")
        ->check(CLI::Range(1, 1'000'000));
    addTrainingOptions(*command, options->spec);
    command
        ->add_option("--jobs", options->jobs,
                     "Runs side by side, each on one thread; default: all cores")
        ->check(CLI::Range(1, 1024));
    command->add_option("--out", options->out, "Folder of the runs; those in it are not done again")
        ->required();
    command->add_flag("--json", options->json,
                      "Print one JSON object per run on one line instead of a table");
    command->add_flag("--quiet", options->quiet, "Show no progress");
    command->footer(
        "Each run is a file of its own in the folder. Finished ones are skipped, unfinished ones\n"
        "go on from their checkpoint: after an interruption or a crash, call it again. Runs that\n"
        "`grokking run --preset ID --seeds N --out DIR` left there count as well.");
    command->callback([options, &action] { action = [options] { return runStudy(*options); }; });
}

} // namespace grokking

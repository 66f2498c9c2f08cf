// SPDX-FileCopyrightText: 2026 Grokking Explorer contributors
// SPDX-License-Identifier: GPL-3.0-or-later
// grokking fit.

#include "app/cli/commands.h"
#include "app/cli/spec_source.h"
#include "app/shared/gap_fits.h"
#include "app/shared/run_files.h"

#include <CLI/CLI.hpp>

#include <iostream>
#include <memory>

namespace grokking {

namespace {

struct FitOptions {
    std::vector<std::string> files;
    std::string against;
    std::string lines = "group";
    bool json = false;
};

Result<std::vector<GapFitRow>> fitsOf(const FitOptions& options, const GroupTable& table)
{
    if (options.against != lehcShareId)
        return gapFits(options.against, table);
    const auto lines = lehcLinesFrom(options.lines);
    return lines ? lehcGapFits(table, *lines) : lines.error();
}

ExitStatus printFits(const FitOptions& options)
{
    const auto files = runFilesOf(options.files);
    if (!files)
        return complain(files.error());
    const GroupTable table =
        readTable(*files, {}, knownPresets(),
                  options.against == lehcShareId ? KeptRuns::All : KeptRuns::None);
    ExitStatus status = ExitStatus::Done;
    for (const Error& error : table.unreadable)
        status = worse(status, complain(error));
    const auto fits = fitsOf(options, table);
    if (!fits)
        return worse(status, complain(fits.error()));
    std::cout << (options.json ? gapFitsJson(*fits) : gapFitsText(*fits, options.against));
    return status;
}

} // namespace

void addFitCommand(CLI::App& app, Action& action)
{
    auto options = std::make_shared<FitOptions>();
    CLI::App* const command = app.add_subcommand(
        "fit", "How the gap between t1 and t2 grows with a setting: ln gap = slope x + intercept");
    command->add_option("FILE", options->files, "Run files, or folders of them")->required();
    command
        ->add_option(
            "--against", options->against,
            "The setting x, for example data.spuriousDimensions; or lehc-share, each run's share "
            "of steps at low error and high complexity")
        ->required();
    command
        ->add_option("--lines", options->lines,
                     "Of lehc-share: group (medians of each group), all (of all runs), or the "
                     "error and complexity of the lines, for example 0.2,25")
        ->capture_default_str();
    command->add_flag("--json", options->json, "Print one JSON object per fit on one line");
    command->footer(
        "One line for each series of runs that differ in nothing but this setting, their preset\n"
        "and their seeds, and one for all. r is Pearson's; p is the probability of one as large\n"
        "without any correlation, two-sided; rank is Spearman's rank correlation. A gap of 0 or "
        "less has the logarithm 0. A run that\n"
        "never reached t2 counts as if it had at its end; a second fit leaves those out.");
    command->callback([options, &action] { action = [options] { return printFits(*options); }; });
}

} // namespace grokking

// SPDX-FileCopyrightText: 2026 Grokking Explorer contributors
// SPDX-License-Identifier: GPL-3.0-or-later
// grokking table.

#include "app/cli/commands.h"
#include "app/cli/spec_source.h"
#include "app/shared/run_files.h"
#include "app/shared/table_format.h"

#include <CLI/CLI.hpp>

#include <memory>

namespace grokking {

namespace {

struct TableOptions {
    std::vector<std::string> files;
    std::string format = "text";
    std::string out;
    std::vector<std::int64_t> steps = defaultTableSteps();
};

ExitStatus printTable(const TableOptions& options)
{
    const auto files = runFilesOf(options.files);
    if (!files)
        return complain(files.error());
    const GroupTable table = readTable(*files, options.steps, knownPresets());
    ExitStatus status = ExitStatus::Done;
    for (const Error& error : table.unreadable)
        status = worse(status, complain(error));
    const auto written = writeText(tableAs(options.format, table), options.out);
    return written ? status : worse(status, complain(written.error()));
}

} // namespace

void addTableCommand(CLI::App& app, Action& action)
{
    auto options = std::make_shared<TableOptions>();
    CLI::App* const command = app.add_subcommand(
        "table", "Outcomes of many stored runs, one row per group of equal runs but for the seed");
    command->add_option("FILE", options->files, "Run files, or folders of them")->required();
    command->add_option("--format", options->format, "text, markdown, csv or json (a row a line)")
        ->check(CLI::IsMember(tableFormats()));
    command->add_option("--at", options->steps, "Steps at which to give the test score")
        ->delimiter(',')
        ->allow_extra_args(false)
        ->check(CLI::NonNegativeNumber)
        ->type_name("STEP,STEP...");
    command->add_option("--out", options->out, "File to write instead of stdout");
    command->footer(
        "t1 (memorized), t2 (generalized) and gap are medians over all finished runs; a run that\n"
        "never got there counts as infinity, and a median this makes infinite is written \"> N\",\n"
        "after N steps in vain. Test scores are means of each run's last evaluation at or before\n"
        "the step, \"best test\" of its highest one. LEHC share: median share of steps at low "
        "error and high complexity, by the\n"
        "median lines of the group.");
    command->callback([options, &action] { action = [options] { return printTable(*options); }; });
}

} // namespace grokking

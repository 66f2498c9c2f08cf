// SPDX-FileCopyrightText: 2026 Grokking Explorer contributors
// SPDX-License-Identifier: GPL-3.0-or-later
// grokking data: what can be said of an experiment's data before training.

#include "app/cli/commands.h"
#include "app/cli/data_report.h"
#include "app/cli/spec_source.h"
#include "app/shared/progress.h"
#include "core/train/preparation.h"
#include "core/train/run_memory.h"

#include <CLI/CLI.hpp>

#include <iostream>
#include <memory>

namespace grokking {

namespace {

// Trains what the data need first, if anything, and says how far that is.
Status prepare(const ExperimentSpec& spec)
{
    Progress progress(Progress::defaultStyle());
    return prepareNeeds(spec, {}, [&](double share) { progress.update({.prepared = share}); });
}

ExitStatus describe(const SpecOptions& options, bool json)
{
    const auto spec = specFrom(options);
    if (!spec)
        return complain(spec.error());
    if (const auto problem = dataMemoryProblem(*spec))
        return complain(*problem);
    if (const Status ready = prepare(*spec); !ready)
        return complain(ready.error());
    const auto facts = findDataFacts(
        *spec, {}, [](const std::string& stage) { std::cerr << stage << " ..." << std::endl; });
    if (!facts)
        return complain(facts.error());
    const DataFacts& found = **facts; // nobody stops it
    std::cout << (json ? dataReportJson(*spec, found) + "\n" : dataReportText(found));
    return ExitStatus::Done;
}

} // namespace

void addDataCommand(CLI::App& app, Action& action)
{
    auto options = std::make_shared<SpecOptions>();
    auto json = std::make_shared<bool>(false);
    CLI::App* const command = app.add_subcommand(
        "data", "What can be said of the data before training: sizes, distances, shift");
    addSpecOptions(*command, *options);
    command->add_flag("--json", *json, "Print one JSON object on one line");
    command->footer([] { return settingsHelp(); });
    command->callback([options, json, &action] {
        action = [options, json] { return describe(*options, *json); };
    });
}

} // namespace grokking

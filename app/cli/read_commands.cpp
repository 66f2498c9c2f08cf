// SPDX-FileCopyrightText: 2026 Grokking Explorer contributors
// SPDX-License-Identifier: GPL-3.0-or-later
// grokking show, export and spec: what reads run files.

#include "app/cli/commands.h"
#include "app/cli/run_export.h"
#include "app/cli/run_files.h"
#include "app/cli/run_report.h"
#include "app/cli/spec_source.h"
#include "core/spec/spec_json.h"
#include "core/spec/study_json.h"
#include "core/store/run_reader.h"
#include "core/train/catalogs.h"

#include <CLI/CLI.hpp>

#include <filesystem>
#include <iostream>
#include <memory>

namespace grokking {

namespace {

ExitStatus show(const std::vector<std::string>& names, bool json)
{
    const auto files = runFilesOf(names);
    if (!files)
        return complain(files.error());
    ExitStatus status = ExitStatus::Done;
    for (const std::filesystem::path& file : *files) {
        const auto report = readReport(file);
        if (report)
            std::cout << (json ? reportJson(*report) + "\n" : reportText(*report));
        else
            status = worse(status, complain(report.error()));
    }
    return status;
}

ExitStatus exportRun(const std::string& file, const std::string& format, const std::string& out)
{
    const auto report = readReport(file);
    if (!report)
        return complain(report.error());
    const auto written =
        writeText(format == "json" ? exportJson(*report) : exportCsv(*report), out);
    return written ? ExitStatus::Done : complain(written.error());
}

ExitStatus printSpec(const SpecOptions& options, const std::string& file)
{
    if (const auto study = file.empty() ? findStudy(options.preset) : std::nullopt) {
        std::cout << toJson(*study, catalogs());
        return ExitStatus::Done;
    }
    const auto spec = file.empty() ? specFrom(options) : readSpec(file, catalogs());
    if (!spec)
        return complain(spec.error());
    std::cout << toJson(*spec, catalogs());
    return ExitStatus::Done;
}

} // namespace

void addShowCommand(CLI::App& app, Action& action)
{
    auto files = std::make_shared<std::vector<std::string>>();
    auto json = std::make_shared<bool>(false);
    CLI::App* const command =
        app.add_subcommand("show", "Summary of stored runs: verdict, t1, t2, gap, final values");
    command->add_option("FILE", *files, "Run files, or folders of them")->required();
    command->add_flag("--json", *json, "Print one JSON object per run on one line");
    command->callback(
        [files, json, &action] { action = [files, json] { return show(*files, *json); }; });
}

void addExportCommand(CLI::App& app, Action& action)
{
    auto file = std::make_shared<std::string>();
    auto format = std::make_shared<std::string>("csv");
    auto out = std::make_shared<std::string>();
    CLI::App* const command = app.add_subcommand("export", "All samples of a run as a table");
    command->add_option("FILE", *file, "Run file")->required();
    command->add_option("--format", *format, "csv or json")->check(CLI::IsMember({"csv", "json"}));
    command->add_option("--out", *out, "File to write instead of stdout");
    command->callback([file, format, out, &action] {
        action = [file, format, out] { return exportRun(*file, *format, *out); };
    });
}

void addSpecCommand(CLI::App& app, Action& action)
{
    auto options = std::make_shared<SpecOptions>();
    auto file = std::make_shared<std::string>();
    CLI::App* const command =
        app.add_subcommand("spec", "The full spec of a preset or stored run as JSON");
    auto* const preset = command->add_option("--preset", options->preset,
                                             "Ready-made experiment or study; see `list presets`");
    command->add_option("FILE", *file, "Run file")->excludes(preset);
    command->callback([options, file, &action] {
        action = [options, file] { return printSpec(*options, *file); };
    });
}

} // namespace grokking

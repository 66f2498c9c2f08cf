// SPDX-FileCopyrightText: 2026 Grokking Explorer contributors
// SPDX-License-Identifier: GPL-3.0-or-later
// grokking show, export and spec: what reads run files.

#include "app/cli/commands.h"
#include "app/cli/run_export.h"
#include "app/cli/run_report.h"
#include "app/cli/spec_source.h"
#include "app/shared/generated_data.h"
#include "app/shared/run_files.h"
#include "app/shared/run_job.h"
#include "app/shared/run_weights.h"
#include "core/spec/spec_json.h"
#include "core/spec/study_json.h"
#include "core/store/run_reader.h"
#include "core/train/catalogs.h"
#include "core/train/preparation.h"
#include "core/train/run_memory.h"

#include <CLI/CLI.hpp>

#include <filesystem>
#include <iostream>
#include <memory>
#include <optional>

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

struct ExportOptions {
    std::string file;
    std::string format = "csv";
    std::string out;
    std::optional<std::int64_t> step;
};

ExitStatus exportWeightsOf(const ExportOptions& options)
{
    if (options.out.empty())
        return complain({ErrorCode::Usage,
                         "weights are no text; name the file to write, like --out weights.npz",
                         "--out"});
    const auto step = exportWeights(options.file, options.step, options.out);
    if (!step)
        return complain(step.error());
    std::cerr << options.out << ": weights of step " << *step << "\n";
    return ExitStatus::Done;
}

ExitStatus exportDataOf(const ExportOptions& options)
{
    const auto spec = readSpec(options.file, catalogs());
    if (!spec)
        return complain(spec.error());
    if (const auto problem = specProblem(*spec, options.file))
        return complain(*problem);
    if (const auto problem = changedDataProblem(options.file, *spec))
        return complain(*problem);
    if (!options.out.empty()) {
        const Status written = exportData(*spec, options.out);
        return written ? ExitStatus::Done : complain(written.error());
    }
    if (const auto problem = dataMemoryProblem(*spec))
        return complain(*problem);
    const auto dataset = prepareDataset(*spec);
    if (!dataset)
        return complain(dataset.error());
    writeDataCsv(std::cout, *dataset);
    return ExitStatus::Done;
}

ExitStatus exportRun(const ExportOptions& options)
{
    if (options.step && options.format != "npz")
        return complain({ErrorCode::Usage, "only --format npz takes a step", "--step"});
    if (options.format == "npz")
        return exportWeightsOf(options);
    if (options.format == "data")
        return exportDataOf(options);
    const auto report = readReport(options.file);
    if (!report)
        return complain(report.error());
    const auto written =
        writeText(options.format == "json" ? exportJson(*report) : exportCsv(*report), options.out);
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
    auto options = std::make_shared<ExportOptions>();
    CLI::App* const command =
        app.add_subcommand("export", "Samples, weights or generated data of a run");
    command->add_option("FILE", options->file, "Run file")->required();
    command
        ->add_option("--format", options->format,
                     "csv, json: all samples as a table; npz: weights as NumPy arrays; data: the "
                     "generated examples with their subclasses as CSV")
        ->check(CLI::IsMember({"csv", "json", "npz", "data"}));
    command->add_option("--step", options->step,
                        "Step of the weights; without it the last that the run has kept");
    command->add_option("--out", options->out, "File to write instead of stdout");
    command->callback([options, &action] { action = [options] { return exportRun(*options); }; });
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

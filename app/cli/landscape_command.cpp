// SPDX-FileCopyrightText: 2026 Grokking Explorer contributors
// SPDX-License-Identifier: GPL-3.0-or-later
// grokking landscape: error and complexity over two parameters, or what training from there comes
// to.

#include "app/cli/commands.h"
#include "app/cli/landscape_report.h"
#include "app/cli/spec_source.h"
#include "app/shared/run_files.h"
#include "app/shared/watch.h"
#include "core/learners/learner_catalog.h"
#include "core/train/basin.h"
#include "core/train/run_memory.h"
#include "core/util/processor.h"

#include <CLI/CLI.hpp>

#include <algorithm>
#include <filesystem>
#include <iostream>
#include <memory>

namespace grokking {

namespace {

struct LandscapeOptions {
    SpecOptions spec;
    std::vector<std::string> axes; // ids
    std::optional<std::size_t> grid;
    bool basin = false;
    std::size_t jobs = usableCores();
    std::string format = "csv";
    std::string out;
};

std::string listed(const std::vector<LandscapeAxis>& axes)
{
    std::string ids;
    for (const LandscapeAxis& axis : axes)
        ids += (ids.empty() ? "" : ", ") + axis.id;
    return ids;
}

Result<LandscapePlane> planeOf(const LandscapeOptions& options, const ExperimentSpec& spec)
{
    const LandscapeAxes axes = landscapeAxes(spec);
    if (axes.all.empty())
        return Error{ErrorCode::Usage,
                     "this learner has no landscape with these settings; choose linear-regression, "
                     "or with one lengthscale gp-regression or gp-classification-laplace",
                     spec.learner.id};
    std::vector<LandscapeAxis> chosen{axes.all[axes.across], axes.all[axes.up]};
    for (std::size_t side = 0; side < options.axes.size(); ++side) {
        const auto found = std::ranges::find(axes.all, options.axes[side], &LandscapeAxis::id);
        if (found == axes.all.end())
            return Error{ErrorCode::Usage,
                         "there is no such axis; choose two of " + listed(axes.all),
                         options.axes[side]};
        chosen[side] = *found;
    }
    if (chosen[0].id == chosen[1].id)
        return Error{ErrorCode::Usage, "the two axes must differ; choose of " + listed(axes.all),
                     "--axes"};
    return landscapePlane(spec, chosen[0], chosen[1],
                          options.grid.value_or(options.basin ? 24 : 100),
                          options.basin ? GridPlaces::Centers : GridPlaces::Ends);
}

// Writes what was computed unless it was stopped.
ExitStatus finish(const Watch& watch, const std::string& text, const std::string& out)
{
    if (watch.token().stop_requested()) {
        std::cerr << "interrupted; nothing was written\n";
        return ExitStatus::Interrupted;
    }
    const Status written = writeText(text, out);
    return written ? ExitStatus::Done : complain(written.error());
}

ExitStatus writeLandscape(const LandscapeOptions& options, const ExperimentSpec& spec,
                          const LandscapePlane& plane)
{
    Watch watch(plane.across.count * plane.up.count, "places");
    const auto landscape = computeLandscape(spec, plane, {}, watch.token(), [&watch](double share) {
        watch.update(static_cast<std::size_t>(share * static_cast<double>(watch.total()) + 0.5));
    });
    if (!landscape)
        return complain(landscape.error());
    return finish(watch,
                  options.format == "json" ? landscapeJson(plane, *landscape)
                                           : landscapeCsv(plane, *landscape),
                  options.out);
}

ExitStatus writeBasin(const LandscapeOptions& options, const ExperimentSpec& spec,
                      const LandscapePlane& plane)
{
    Watch watch(plane.across.count * plane.up.count, "runs");
    std::size_t done = 0;
    const auto basin = computeBasin(spec, plane, {.jobs = options.jobs}, watch.token(),
                                    [&](std::size_t, const BasinCell&) { watch.update(++done); });
    if (!basin)
        return complain(basin.error());
    const ExitStatus status =
        finish(watch, options.format == "json" ? basinJson(plane, *basin) : basinCsv(plane, *basin),
               options.out);
    if (status == ExitStatus::Done)
        std::cerr << '\n' << basinText(*basin) << '\n';
    return status;
}

ExitStatus describe(const LandscapeOptions& options)
{
    const auto spec = specFrom(options.spec);
    if (!spec)
        return complain(spec.error());
    if (const auto problem = memoryProblem(*spec))
        return complain(*problem);
    const auto plane = planeOf(options, *spec);
    if (!plane)
        return complain(plane.error());
    if (!options.out.empty() && std::filesystem::exists(options.out)) // before the work is done
        return complain(
            {ErrorCode::FileExists, "this file exists; choose another name", options.out});
    return options.basin ? writeBasin(options, *spec, *plane)
                         : writeLandscape(options, *spec, *plane);
}

void addOutputOptions(CLI::App& command, LandscapeOptions& options)
{
    command.add_option("--axes", options.axes, "Two parameters, for example w1,w4; across first")
        ->delimiter(',')
        ->expected(2);
    command.add_option("--grid", options.grid, "Places a side; 100, or of a basin 24")
        ->check(CLI::Range(2, 1000));
    command.add_flag("--basin", options.basin,
                     "Train from every place: verdict, t1, t2 and gap of each start");
    command.add_option("--jobs", options.jobs, "Runs of a basin side by side; default: the cores")
        ->check(CLI::Range(1, 1024));
    command.add_option("--format", options.format, "csv or json")
        ->check(CLI::IsMember({"csv", "json"}));
    command.add_option("--out", options.out, "File to write instead of stdout");
}

} // namespace

void addLandscapeCommand(CLI::App& app, Action& action)
{
    auto options = std::make_shared<LandscapeOptions>();
    CLI::App* const command = app.add_subcommand(
        "landscape", "Error and complexity over two parameters, or from which starts it groks");
    addSpecOptions(*command, options->spec,
                   {.set = "Change one setting, for example learner.noiseVariance=0.1; may be "
                           "repeated"});
    addOutputOptions(*command, *options);
    command->callback([options, &action] { action = [options] { return describe(*options); }; });
}

} // namespace grokking

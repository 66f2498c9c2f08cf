// SPDX-FileCopyrightText: 2026 Grokking Explorer contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/window/landscape_figure.h"

#include "app/shared/watch.h"
#include "app/window/landscape_desk.h"
#include "app/window/show_history.h"
#include "core/learners/learner_catalog.h"
#include "core/train/basin.h"
#include "core/util/processor.h"
#include "widgets/landscape_view.h"

#include <QFileInfo>

#include <algorithm>

namespace grokking {

namespace {

struct NamedLayer {
    const char* id;
    LandscapeLayer layer;
};

constexpr NamedLayer layers[] = {{"error", LandscapeLayer::Error},
                                 {"complexity", LandscapeLayer::Complexity},
                                 {"objective", LandscapeLayer::Objective},
                                 {"basin", LandscapeLayer::Basin}};

Status chooseLayer(LandscapeView& view, const std::string& id)
{
    if (id.empty())
        return Success{};
    const auto* const found = std::ranges::find(layers, id, &NamedLayer::id);
    if (found == std::end(layers))
        return Error{ErrorCode::Usage, "there is no such layer", id};
    view.chooseLayer(found->layer);
    return Success{};
}

// Trains from all starts of the plane of a run.
Result<ExitStatus> showBasin(LandscapeView& view, const ExperimentSpec& spec,
                             const LandscapePlane& plane)
{
    Watch watch(plane.across.count * plane.up.count, "runs");
    std::size_t done = 0;
    const auto basin = computeBasin(spec, plane, {.jobs = usableCores()}, watch.token(),
                                    [&](std::size_t, const BasinCell&) { watch.update(++done); });
    if (!basin)
        return basin.error();
    if (watch.token().stop_requested())
        return ExitStatus::Interrupted;
    view.showBasin(*basin);
    return ExitStatus::Done;
}

} // namespace

std::vector<std::string> landscapeLayers()
{
    std::vector<std::string> names;
    for (const NamedLayer& each : layers)
        names.emplace_back(each.id);
    return names;
}

Result<ExitStatus> showLandscape(LandscapeView& view, const std::vector<OpenedRun>& runs,
                                 const FigureOptions& options)
{
    constexpr std::size_t places = 100; // a side
    const OpenedRun& first = runs.front();
    const LandscapeAxes axes = landscapeAxes(first.spec);
    if (axes.all.empty())
        return Error{ErrorCode::Usage, "the learner of this run has no landscape",
                     first.file.toStdString()};
    const auto planeOf = [&](std::size_t count, GridPlaces where) {
        return landscapePlane(first.spec, axes.all[axes.across], axes.all[axes.up], count, where);
    };
    const LandscapePlane plane = planeOf(places, GridPlaces::Ends);
    if (const Status status = chooseLayer(view, options.layer); !status)
        return status.error();
    const auto isAlike = [&](const OpenedRun& run) {
        return view.layer() == LandscapeLayer::Basin
                   ? differOnlyInStart(first.spec, run.spec, plane)
                   : haveSameLandscape(first.spec, run.spec, plane);
    };
    const auto other = std::ranges::find_if_not(runs, isAlike);
    if (other != runs.end() && view.layer() == LandscapeLayer::Basin)
        return Error{ErrorCode::Usage,
                     "differs from the first run in more than its start, so that it has another "
                     "basin",
                     other->file.toStdString()};
    const auto landscape = computeLandscape(first.spec, plane);
    if (!landscape)
        return landscape.error();
    LandscapeScene scene = landscapeScene(axes, plane);
    scene.isOfRun = runs.size() == 1;
    if (other != runs.end())
        scene.owner = QFileInfo(first.file).completeBaseName();
    view.showScene(scene);
    view.showLandscape(*landscape);
    if (scene.isOfRun)
        showHistory(view, *first.history, first.summary);
    return view.layer() == LandscapeLayer::Basin
               ? showBasin(view, first.spec, planeOf(options.starts, GridPlaces::Centers))
               : Result(ExitStatus::Done);
}

} // namespace grokking

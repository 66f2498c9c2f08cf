// SPDX-FileCopyrightText: 2026 Grokking Explorer contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/window/landscape_figure.h"

#include "app/window/landscape_desk.h"
#include "app/window/show_history.h"
#include "core/learners/learner_catalog.h"
#include "widgets/landscape_view.h"

namespace grokking {

Status showLandscape(LandscapeView& view, const std::vector<OpenedRun>& runs)
{
    constexpr std::size_t places = 100; // a side
    const OpenedRun& first = runs.front();
    const LandscapeAxes axes = landscapeAxes(first.spec);
    if (axes.all.empty())
        return Error{ErrorCode::Usage, "the learner of this run has no landscape",
                     first.file.toStdString()};
    const LandscapePlane plane =
        landscapePlane(first.spec, axes.all[axes.across], axes.all[axes.up], places);
    const auto landscape = computeLandscape(first.spec, plane);
    if (!landscape)
        return landscape.error();
    LandscapeScene scene = landscapeScene(axes, plane);
    scene.isOfRun = runs.size() == 1;
    view.showScene(scene);
    view.showLandscape(*landscape);
    if (scene.isOfRun)
        showHistory(view, *first.history, first.summary);
    return Success{};
}

} // namespace grokking

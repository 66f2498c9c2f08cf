// SPDX-FileCopyrightText: 2026 Grokking Explorer contributors
// SPDX-License-Identifier: GPL-3.0-or-later
// The landscape of an experiment: error, complexity and objective where two of the learner's
// parameters are moved over a grid and the others stay (Miller et al. 2023, arXiv 2310.17247,
// Fig. 5). Exact: the learner itself is asked at every place. Stateless; any thread.
#pragma once

#include "core/events/landscape.h"
#include "core/learners/landscape_axes.h"
#include "core/spec/experiment_spec.h"
#include "core/util/result.h"

#include <array>
#include <cstddef>
#include <functional>
#include <stop_token>
#include <vector>

namespace grokking {

// A plane of parameters, or of starts: two axes of the learner and the grid on them.
struct LandscapePlane {
    LandscapeAxis acrossAxis;
    LandscapeAxis upAxis;
    GridAxis across;
    GridAxis up;
};

// How many places a side has, and where they lie: from end to end of what is shown, or in the
// middle of as many equal cells.
enum class GridPlaces { Ends, Centers };

// Returns a plane of so many places a side. It shows what the axes say, and the start of a valid
// spec wherever that is.
[[nodiscard]] LandscapePlane landscapePlane(const ExperimentSpec& spec, const LandscapeAxis& across,
                                            const LandscapeAxis& up, std::size_t count,
                                            GridPlaces places = GridPlaces::Ends);

// Makes a learner start at a place of a plane.
void setStart(ExperimentSpec& spec, const LandscapePlane& plane, double across, double up);
// Returns where it starts.
[[nodiscard]] std::array<double, 2> startOn(const ExperimentSpec& spec,
                                            const LandscapePlane& plane);

// Return whether two valid specs differ at most in the start on this plane and in the preset they
// came from; or besides in what the landscape does not depend on: how they are trained and judged.
[[nodiscard]] bool differOnlyInStart(ExperimentSpec a, ExperimentSpec b,
                                     const LandscapePlane& plane);
[[nodiscard]] bool haveSameLandscape(const ExperimentSpec& a, ExperimentSpec b,
                                     const LandscapePlane& plane);

// Is told the share done, 0 to 1, by the thread that computes.
using LandscapeProgress = std::function<void(double share)>;

// Computes the landscape of a valid spec. `others` are the parameters from which those that do not
// move are taken, all of them in their order; empty: the initial ones. Fails (InvalidSpec) if
// they are not as many as the learner has, (Unavailable) if there is not the memory, and as
// prepareDataset() and prepareLearner() do. All that is not reached once stop is requested is NaN.
[[nodiscard]] Result<Landscape> computeLandscape(const ExperimentSpec& spec,
                                                 const LandscapePlane& plane,
                                                 const std::vector<double>& others = {},
                                                 const std::stop_token& stop = {},
                                                 const LandscapeProgress& progress = {});

} // namespace grokking

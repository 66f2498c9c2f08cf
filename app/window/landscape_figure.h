// SPDX-FileCopyrightText: 2026 Grokking Explorer contributors
// SPDX-License-Identifier: GPL-3.0-or-later
// The landscape of stored runs as a figure: that of the first run, with the paths of all. GUI
// thread.
#pragma once

#include "app/window/figure.h"
#include "app/window/opened_run.h"

namespace grokking {

class LandscapeView;

// Shows the landscape of the first of these runs, by the layer chosen, and the whole of that run if
// it is alone. Fails (Usage) if its learner has none or there is no such layer, on the basin of
// runs that differ in more than their start, and as computeLandscape() and computeBasin() do.
// Returns Interrupted if the user stopped it.
[[nodiscard]] Result<ExitStatus> showLandscape(LandscapeView& view,
                                               const std::vector<OpenedRun>& runs,
                                               const FigureOptions& options);

} // namespace grokking

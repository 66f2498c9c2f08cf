// SPDX-FileCopyrightText: 2026 Grokking Explorer contributors
// SPDX-License-Identifier: GPL-3.0-or-later
// The landscape of stored runs as a figure: that of the first run, with the paths of all. GUI
// thread.
#pragma once

#include "app/window/opened_run.h"
#include "core/util/result.h"

#include <vector>

namespace grokking {

class LandscapeView;

// Shows the landscape of the first of these runs, and the whole of that run if it is alone. Fails
// (Usage) if its learner has none, and as computeLandscape() does.
[[nodiscard]] Status showLandscape(LandscapeView& view, const std::vector<OpenedRun>& runs);

} // namespace grokking

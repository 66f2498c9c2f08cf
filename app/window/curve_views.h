// SPDX-FileCopyrightText: 2026 Grokking Explorer contributors
// SPDX-License-Identifier: GPL-3.0-or-later
// The views that show numbers against the step: those of every sample, and one for each metric of
// the catalog. They share one look. GUI thread only.
#pragma once

#include <vector>

namespace grokking {

class CurveLookActions;
class RunView;
class ViewGrid;
struct Metric;

// Returns the view of a metric that is drawn as curves (isDrawnAsCurves()).
[[nodiscard]] RunView* makeMetricView(const Metric& metric);

// Adds to the grid the view of each metric that is drawn as curves, hidden but for the weight norm,
// and lets the curves of all views there choose their look. Returns what chooses it; owned by the
// grid.
[[nodiscard]] CurveLookActions* addMetricViews(ViewGrid& grid);

} // namespace grokking

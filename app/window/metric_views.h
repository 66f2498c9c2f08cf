// SPDX-FileCopyrightText: 2026 Grokking Explorer contributors
// SPDX-License-Identifier: GPL-3.0-or-later
// The views of the metrics of the catalog, one for each that has a picture: adds them to the grid
// and offers those that have a meaning for the shown run, or for the form as long as no run is
// shown. Curves of all views share one look. Owned by the window; GUI thread only.
#pragma once

#include "core/spec/experiment_spec.h"
#include "widgets/plane_axes.h"

#include <QObject>

#include <optional>
#include <utility>
#include <vector>

namespace grokking {

class CurveLookActions;
class ExperimentController;
class RunView;
class SpecEditor;
class ViewGrid;
struct Metric;

// Returns the metrics that can stand for complexity in the error-complexity plane.
[[nodiscard]] std::vector<PlaneMeasure> planeMeasures();

// Returns the view of a metric that has a picture (isDrawn()); the caller owns it.
[[nodiscard]] RunView* makeMetricView(const Metric& metric);

class MetricViews : public QObject
{
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(MetricViews)

public:
    // Adds the views, hidden but for the weight norm. All are borrowed and outlive this.
    MetricViews(ViewGrid& grid, ExperimentController& experiment, SpecEditor& editor,
                QObject* parent = nullptr);

    // Returns what chooses the look of the curves of all views of the grid.
    [[nodiscard]] CurveLookActions* look() const { return m_look; }

private:
    void offer(const ExperimentSpec& spec);
    void showForm();

    ViewGrid& m_grid;
    std::vector<std::pair<const Metric*, RunView*>> m_views;
    CurveLookActions* m_look;
    std::optional<ExperimentSpec> m_form; // the last valid spec on the form
};

} // namespace grokking

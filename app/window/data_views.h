// SPDX-FileCopyrightText: 2026 Grokking Explorer contributors
// SPDX-License-Identifier: GPL-3.0-or-later
// The views of the data set and of what a run makes of single samples: adds them to the grid and
// connects them. They show the data on the form, and once a run is shown those of the run. Owned by
// the window; GUI thread only.
#pragma once

#include "app/window/data_scenes.h"

#include <QObject>

#include <optional>
#include <vector>

namespace grokking {

class BandView;
class ConfusionView;
class DistanceMatrixView;
class ExperimentController;
class GeometryView;
class PicturesView;
class SampleView;
class SpecEditor;
class SubclassAccuracyView;
class ViewGrid;

class DataViews : public QObject
{
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(DataViews)

public:
    // All are borrowed and outlive this; the grid has the views of the metrics already.
    DataViews(ViewGrid& grid, ExperimentController& experiment, SpecEditor& editor,
              QObject* parent = nullptr);

private:
    void connectExperiment(SpecEditor& editor);
    void connectViews();
    void showForm();
    void showRun();
    void showScene(const DataScene& scene);
    void showSample(std::size_t sample);

    ViewGrid& m_grid;
    ExperimentController& m_experiment;
    DataScenes m_scenes;
    SubclassAccuracyView* m_subclasses;
    GeometryView* m_geometry;
    DistanceMatrixView* m_distances;
    PicturesView* m_pictures;
    ConfusionView* m_confusion;
    SampleView* m_sample;
    std::vector<BandView*> m_curves;      // those of metrics, which were in the grid before
    std::optional<ExperimentSpec> m_form; // the last valid spec on the form
};

} // namespace grokking
